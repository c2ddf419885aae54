#include "evenset/dimension.h"

#include <algorithm>

#include "dimensions/evidence.h"
#include "evenset/error.h"
#include "text/cues.h"
#include "text/words.h"

namespace evenset {

RowView::RowView(const Examples& examples, size_t row) {
  const Turns& all = examples.turns;
  turns.reserve(all.end(row) - all.begin(row));
  for (size_t t = all.begin(row); t < all.end(row); ++t) turns.push_back({all.role[t], all.text[t]});
  if (row < examples.extra.size()) extra = examples.extra[row];
  finish();
}

RowView::RowView(std::string_view asked, std::string_view answered) {
  turns = {{Role::user, asked}, {Role::assistant, answered}};
  finish();
}

RowView::RowView(std::vector<Turn> conversation) : turns(std::move(conversation)) { finish(); }

// The same turns that Examples::question and Examples::response choose.
void RowView::finish() {
  bool answered = false;
  for (size_t t = turns.size(); t > 0; --t) {
    const Turn& turn = turns[t - 1];
    if (turn.role == Role::user) {
      question = turn.text;
      break;
    }
    if (turn.role == Role::assistant && !answered) {
      response = turn.text;
      answered = true;
    }
  }
  user_turns = static_cast<uint32_t>(
      std::count_if(turns.begin(), turns.end(), [](const Turn& turn) { return turn.role == Role::user; }));
  append_lower(question_lower, question);
  append_lower(response_lower, response);
  input_words = word_count(question);
  response_words = word_count(response);
}

const Evidence& RowView::evidence() const {
  if (!evidence_) {
    const auto found = std::make_shared<Evidence>(*this);
    Evidence* const one = found.get();
    Evidence::find_cues({&one, 1});
    evidence_ = found;
  }
  return *evidence_;
}

void RowView::gather_evidence(std::span<RowView> rows) {
  std::vector<Evidence*> all;
  for (RowView& row : rows) {
    const auto found = std::make_shared<Evidence>(row);
    all.push_back(found.get());
    row.evidence_ = found;
  }
  Evidence::find_cues(all);
}

int16_t Dimension::value(std::string_view value_name) const {
  const auto found = std::find(values.begin(), values.end(), value_name);
  return found == values.end() ? int16_t{-1} : static_cast<int16_t>(found - values.begin());
}

Dimension pattern_dimension(std::string name, std::string doc, std::vector<std::string> values,
                            const std::vector<Patterns>& patterns) {
  Dimension out{std::move(name), std::move(doc), std::move(values), {}, false};
  std::vector<std::string> all;
  std::vector<int16_t> value_of;
  for (const Patterns& entry : patterns) {
    const int16_t value = out.value(entry.value);
    if (value < 0)
      throw Error(ErrorKind::input, "dimension " + out.name + ": patterns for '" + entry.value +
                                        "', which is none of its values; add it to them");
    all.insert(all.end(), entry.patterns.begin(), entry.patterns.end());
    value_of.resize(all.size(), value);
  }
  const auto finder = std::make_shared<const FirstPattern>(all, "dimension " + out.name);
  out.label = [finder, value_of](const RowView& row) -> Label {
    // What is asked says more about a row than what is answered.
    if (const int found = finder->in(row.question); found >= 0)
      return {value_of[static_cast<size_t>(found)], 0.8f};
    if (const int found = finder->in(row.response); found >= 0)
      return {value_of[static_cast<size_t>(found)], 0.6f};
    return {};
  };
  return out;
}

}  // namespace evenset
