#include "evenset/variations.h"

#include <algorithm>
#include <map>

#include "dedup/row_text.h"
#include "language/lemma.h"
#include "parallel.h"
#include "text/words.h"
#include "variations/groups.h"

namespace evenset {
namespace {

constexpr size_t kMostTerms = 12;  // content words kept of a question

struct Row {
  VariationText text;
  std::vector<std::string> content;  // the question's content words, in order
};

Row read(const Examples& batch, size_t i) {
  const std::string question = field_text(batch, i, Field::question);
  std::string question_lower, response_lower;
  append_lower(question_lower, question);
  append_lower(response_lower, batch.response(i));
  std::vector<Token> words;
  tokens(words, question, question_lower);
  Row out{variation_text(words, question_lower, response_lower), {}};
  for (const Token& word : words)
    if (word.kind == WordClass::content && out.content.size() < kMostTerms)
      out.content.emplace_back(word.lower);
  return out;
}

}  // namespace

struct Variations::State {
  std::vector<Row> rows;
  std::vector<uint64_t> numbers;

  std::vector<std::vector<std::string>> terms_of(std::span<const uint32_t> group) const {
    std::map<std::string, int> users;  // of each stem
    for (const uint32_t row : group) {
      std::vector<std::string> stems;
      for (const std::string& word : rows[row].content) stems.push_back(light_stem(word));
      std::sort(stems.begin(), stems.end());
      stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
      for (const std::string& stem : stems) ++users[stem];
    }
    std::vector<std::vector<std::string>> out;
    for (const uint32_t row : group) {
      std::vector<std::string>& own = out.emplace_back();
      for (const std::string& word : rows[row].content)
        if (users[light_stem(word)] == 1) own.push_back(word);
    }
    return out;
  }
};

Variations::Variations() : state_(std::make_unique<State>()) {}
Variations::~Variations() = default;

void Variations::add(const Examples& batch, int threads) {
  const size_t before = state_->rows.size();
  state_->rows.resize(before + batch.size());
  for_parts_on(threads, batch.size(), [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) state_->rows[before + i] = read(batch, i);
  });
  state_->numbers.insert(state_->numbers.end(), batch.row.begin(), batch.row.end());
}

std::vector<VariationGroup> Variations::groups() const {
  std::vector<const VariationText*> texts;
  for (const Row& row : state_->rows) texts.push_back(&row.text);
  std::vector<VariationGroup> out;
  for (const std::vector<uint32_t>& group : variation_groups(texts)) {
    VariationGroup& made = out.emplace_back();
    for (const uint32_t row : group) made.rows.push_back(state_->numbers[row]);
    made.terms = state_->terms_of(group);
  }
  return out;
}

}  // namespace evenset
