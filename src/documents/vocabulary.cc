// Words no English list has. A misspelling in the documents looks like a new
// word; what tells it is that it is rare, on one page, and one slip from a word
// that the documents use often.
#include "documents/vocabulary.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "text/spelling.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr size_t kShortest = 3, kLongest = 30;
constexpr uint32_t kMoreFrequent = 5;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || is_upper(c); }

struct Use {
  uint32_t passages = 0, pages = 0;
  uint32_t last_passage = UINT32_MAX, last_page = UINT32_MAX;
  bool heading = false, code = false;
  bool capital = false;  // inside a sentence
  bool small = false;    // somewhere without a capital
};
using Uses = std::map<std::string, Use, std::less<>>;

class Reader {
 public:
  void read(const Documents& documents) {
    for (page_ = 0; page_ < documents.pages.size(); ++page_)
      for (const Passage& passage : documents.pages[page_].passages) {
        if (!passage.headings.empty()) read_words(passage.headings.back(), true, false);
        read_words(passage.text, false, false);
        read_words(passage.code, false, true);
        ++passage_;
      }
  }
  Uses uses;

 private:
  void read_words(std::string_view text, bool heading, bool code) {
    bool in_code = code, starts = true;
    for (size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (!is_letter(c)) {
        if (c == '`') in_code = !in_code;
        // Only a word after a blank or an opening bracket is inside a sentence.
        if (c == '.' || c == '?' || c == '!' || c == ':' || c == '\n' || c == '|') starts = true;
        ++at;
        continue;
      }
      size_t end = at;
      while (end < text.size() && is_letter(text[end])) ++end;
      add(text.substr(at, end - at), heading, in_code, starts);
      starts = false;
      at = end;
    }
  }

  void add(std::string_view word, bool heading, bool code, bool starts) {
    if (word.size() < kShortest || word.size() > kLongest) return;
    std::string lower;
    append_lower(lower, word);
    Use& use = uses[lower];
    if (use.last_passage != passage_) ++use.passages;
    if (use.last_page != page_) ++use.pages;
    use.last_passage = passage_;
    use.last_page = page_;
    use.heading = use.heading || heading;
    use.code = use.code || code;
    if (is_upper(word[0]))
      use.capital = use.capital || (!starts && !heading && !code);
    else
      use.small = use.small || !code;
  }

  uint32_t page_ = 0, passage_ = 0;
};

// Whether `slip` becomes `word` by one letter added, dropped, changed, or two swapped.
bool is_one_slip(std::string_view slip, std::string_view word) {
  if (slip.size() > word.size()) std::swap(slip, word);
  if (word.size() - slip.size() > 1) return false;
  const auto same =
      static_cast<size_t>(std::mismatch(slip.begin(), slip.end(), word.begin()).first - slip.begin());
  if (slip.size() < word.size()) return slip.substr(same) == word.substr(same + 1);
  if (slip.substr(std::min(same + 1, slip.size())) == word.substr(std::min(same + 1, word.size())))
    return true;
  return same + 1 < slip.size() && slip[same] == word[same + 1] && slip[same + 1] == word[same] &&
         slip.substr(same + 2) == word.substr(same + 2);
}

bool is_slip_of_frequent(std::string_view word, uint32_t passages, const Uses& uses) {
  return std::any_of(uses.begin(), uses.end(), [&](const auto& other) {
    return other.second.passages >= kMoreFrequent * passages && other.first != word &&
           is_one_slip(word, other.first);
  });
}

bool is_used(std::string_view word, const Use& use, const Uses& uses) {
  const bool named = use.capital && !use.small;
  if (!is_misspelt(word)) return use.passages >= 2 || use.heading || use.code || use.capital;
  if (use.code || (named && use.passages >= 2)) return true;
  return use.pages >= 2 && !is_slip_of_frequent(word, use.passages, uses);
}

void sort_terms(std::vector<Term>& terms) {
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) {
    return a.passages != b.passages ? a.passages > b.passages : a.text < b.text;
  });
}

}  // namespace

std::vector<Term> find_vocabulary(const Documents& documents) {
  Reader reader;
  reader.read(documents);
  std::vector<Term> out;
  for (const auto& [word, use] : reader.uses)
    if ((!is_known_word(word) || is_misspelt(word)) && is_used(word, use, reader.uses))
      out.push_back({word, use.passages});
  sort_terms(out);
  return out;
}

}  // namespace evenset
