// What a dimension is, and how rows get their labels.
//
// A dimension is a descriptor: a name, a sentence, its values and a pure
// function from one row's texts to a label. To add one, write
// `src/dimensions/NAME.cc` and name it in `src/dimensions/list.cc`; the
// command line, the plan check, the docs and the audit learn of it from there.
// Definitions of the built-in ones: the codebook (docs/dimensions.md).
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/examples.h"

namespace evenset {

struct Evidence;  // src/dimensions/evidence.h

struct Label {
  int16_t value = -1;       // index into Dimension::values; -1: unknown
  float confidence = 0.0f;  // 0..1, the annotator's own estimate of being right
};

// One row as annotators see it. Views live as long as the Examples do; the
// lower-cased texts (ASCII letters only) live in the RowView.
struct RowView {
  struct Turn {
    Role role;
    std::string_view text;
  };

  RowView() = default;
  RowView(const Examples& examples, size_t row);
  // For tests: a one-turn conversation.
  RowView(std::string_view question, std::string_view response);
  // For tests: any conversation; question and response as Examples finds them.
  explicit RowView(std::vector<Turn> turns);

  std::vector<Turn> turns;    // all of the conversation
  std::string_view question;  // the last user turn
  std::string_view response;  // the last assistant turn after it, "" if none
  std::string question_lower, response_lower;
  uint32_t input_words = 0, response_words = 0, user_turns = 0;
  std::string_view extra;  // the row's unknown members, as Examples::extra

  // What the built-in rules see in the texts; found at the first call. Not for
  // several threads on one RowView.
  const Evidence& evidence() const;
  // The same for many rows at once: faster than one by one.
  static void gather_evidence(std::span<RowView> rows);

 private:
  void finish();
  mutable std::shared_ptr<const Evidence> evidence_;
};

// A row meets it that has one of the values.
struct Condition {
  size_t dimension = 0;         // index into the list that the derived dimension stands in
  std::vector<int16_t> values;  // ascending
};

struct Dimension {
  std::string name;
  std::string doc;                  // one sentence
  std::vector<std::string> values;  // without "unknown", which is -1
  std::function<Label(const RowView&)> label;
  bool exact = false;  // measured, not judged: its counts are facts
  // Derived from the labels of dimensions that stand before it, not judged and never written into rows:
  // "yes" where all hold, "no" where one is known not to hold. Empty for all other dimensions.
  std::vector<Condition> all = {};

  bool derived() const { return !all.empty(); }

  // Index of a value; -1 where it is none of them.
  int16_t value(std::string_view name) const;
};

// All built-in dimensions, in the codebook's order.
std::span<const Dimension* const> builtin_dimensions();

// A dimension of the user's own, from RE2 patterns per value (first match
// wins, question before response). Throws Error{input} for a bad pattern.
struct Patterns {
  std::string value;
  std::vector<std::string> patterns;
};
Dimension pattern_dimension(std::string name, std::string doc, std::vector<std::string> values,
                            const std::vector<Patterns>& patterns);

// A dimension read from a member of the rows that no shape knows ("priority").
// A value that is none of `values` is unknown.
Dimension field_dimension(std::string name, std::string doc, std::vector<std::string> values,
                          std::string field);

}  // namespace evenset
