// Which of the documents' things a question names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evenset/documents.h"

namespace evenset {

class NamedThings {
 public:
  explicit NamedThings(const std::vector<Statement>& statements);

  // Index of the statement of that standing whose thing the text names with most
  // of its words; -1 where none. A thing is named by all its words, by two
  // thirds of three or more, or by one that is an identifier ("g1", "fsdp1").
  int find(std::string_view text, Standing standing) const;
  bool any(Standing standing) const;

 private:
  struct Thing {
    Standing standing;
    std::vector<uint64_t> words;
  };
  std::vector<Thing> things_;                                    // by statement
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_word_;  // statements
  std::unordered_map<uint64_t, bool> identifiers_;
};

}  // namespace evenset
