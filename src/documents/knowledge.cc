#include "documents/knowledge.h"

#include "documents/page_domain.h"
#include "documents/statements.h"
#include "documents/vocabulary.h"

namespace evenset {

std::string_view name(Standing standing) {
  switch (standing) {
    case Standing::deprecated:
      return "deprecated";
    case Standing::planned:
      return "planned";
    case Standing::unsupported:
      return "unsupported";
    case Standing::other_vendor:
      return "other_vendor";
  }
  return "";
}

CompanyKnowledge::State::State(const Documents& documents)
    : vocabulary(find_vocabulary(documents)),
      covered(find_covered(documents)),
      statements(find_statements(documents)),
      words(vocabulary.size()),
      things(statements),
      index(documents) {
  for (const Term& term : vocabulary) words.add(term.text, 1);
  for (const Page& page : documents.pages) {
    PageNames& names = pages.emplace_back();
    names.path = page.path;
    names.domain = page_domain(page);
    for (const Passage& passage : page.passages)
      names.headings.push_back(passage.headings.empty() ? std::string() : passage.headings.back());
  }
}

std::string CompanyKnowledge::State::place(uint32_t page, uint32_t passage) const {
  std::string out = pages[page].path;
  const std::string& heading = pages[page].headings[passage];
  return heading.empty() ? out : out + ", \"" + heading + '"';
}

CompanyKnowledge::CompanyKnowledge(const Documents& documents)
    : state_(std::make_shared<const State>(documents)) {}

bool CompanyKnowledge::knows(std::string_view word) const { return state_->words[word] != 0; }
std::span<const Term> CompanyKnowledge::vocabulary() const { return state_->vocabulary; }
std::span<const Term> CompanyKnowledge::covered() const { return state_->covered; }
std::span<const Statement> CompanyKnowledge::statements() const { return state_->statements; }
DomainHint CompanyKnowledge::domain(std::string_view text) const { return state_->domain(text); }

Refined CompanyKnowledge::refine(const Dimension& dimension, const RowView& row, Label label) const {
  if (label.value < 0 || row.question.empty()) return {label, {}};
  if (dimension.name == "negative") return refine_negative(*state_, dimension, row, label);
  if (dimension.name == "language_style") return refine_style(*state_, dimension, row, label);
  if (dimension.name == "domain") return refine_domain(*state_, dimension, row, label);
  return {label, {}};
}

}  // namespace evenset
