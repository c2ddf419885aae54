// The sentences of a passage's text, as the patterns read them.
#pragma once

#include <string_view>
#include <vector>

namespace evenset {

struct Sentence {
  std::string_view text;  // without the item's mark
  bool item = false;      // begins a list item
};

// Sentences of one line of Passage::text (table rows come as one). Abbreviations,
// version numbers and file names end none.
std::vector<Sentence> sentences(std::string_view line);

// The cells of a table row, trimmed; empty where the line is none.
std::vector<std::string_view> cells(std::string_view line);

// Call `use(line)` for every line.
template <class Use>
void each_line(std::string_view text, Use&& use) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    use(text.substr(at, end - at));
    if (end == std::string_view::npos) return;
    at = end + 1;
  }
}

}  // namespace evenset
