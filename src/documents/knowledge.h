// What CompanyKnowledge holds, for the files that refine labels with it.
#pragma once

#include <string>
#include <vector>

#include "documents/named_things.h"
#include "documents/passage_index.h"
#include "evenset/documents.h"
#include "text/word_table.h"

namespace evenset {

struct CompanyKnowledge::State {
  explicit State(const Documents& documents);

  // "limitations/deprecated.md, “API v1”", for people.
  std::string place(uint32_t page, uint32_t passage) const;

  struct PageNames {
    std::string path;
    std::vector<std::string> headings;  // by passage
    std::string_view domain;
  };
  std::vector<PageNames> pages;
  std::vector<Term> vocabulary, covered;
  std::vector<Statement> statements;
  WordTable words;
  NamedThings things;
  PassageIndex index;
  DomainHint domain(std::string_view text) const;
};

// One file each; the label as it was, with an empty `why`, where the documents
// have nothing to say.
Refined refine_negative(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row,
                        Label label);
Refined refine_style(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row,
                     Label label);
Refined refine_domain(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row,
                      Label label);

}  // namespace evenset
