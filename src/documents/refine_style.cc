// Typos that are the company's words are none: the row is judged again with
// these words replaced by a plain one.
#include <set>

#include "documents/knowledge.h"
#include "text/spelling.h"
#include "text/words.h"

namespace evenset {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Masked {
 public:
  explicit Masked(const CompanyKnowledge::State& known) : known_(known) {}

  // The turn with each suspicious word that the documents know as "item".
  std::string turn(std::string_view text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
      size_t end = at;
      while (end < text.size() && is_letter(text[end])) ++end;
      if (end == at) {
        out += text[at++];
        continue;
      }
      const std::string_view word = text.substr(at, end - at);
      const bool company = is_company_word(word);
      out += !company ? word : word[0] <= 'Z' ? std::string_view("Item") : std::string_view("item");
      at = end;
    }
    return out;
  }
  std::set<std::string> found;

 private:
  bool is_company_word(std::string_view word) {
    std::string lower;
    append_lower(lower, word);
    if (known_.words[lower] == 0 && !is_plural_of_known(lower)) return false;
    if (!is_misspelt(lower) && !is_swapped(lower)) return false;
    found.insert(lower);
    return true;
  }
  bool is_plural_of_known(std::string_view word) const {
    return word.ends_with('s') && word.size() > 3 && known_.words[word.substr(0, word.size() - 1)] != 0;
  }

  const CompanyKnowledge::State& known_;
};

}  // namespace

Refined refine_style(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row,
                     Label label) {
  const int16_t typos = dimension.value("typos");
  if (label.value != typos || !dimension.label) return {label, {}};
  Masked masked(known);
  std::vector<std::string> texts(row.turns.size());
  for (size_t t = 0; t < texts.size(); ++t)
    if (row.turns[t].role == Role::user) texts[t] = masked.turn(row.turns[t].text);
  if (masked.found.empty()) return {label, {}};
  std::vector<RowView::Turn> turns = row.turns;
  for (size_t t = 0; t < texts.size(); ++t)
    if (turns[t].role == Role::user) turns[t].text = texts[t];
  const Label again = dimension.label(RowView(std::move(turns)));
  if (again.value == typos || again.value < 0) return {label, {}};
  std::string words;
  for (const std::string& word : masked.found) words += (words.empty() ? "" : ", ") + word;
  return {again, "the documents use these words: " + words};
}

}  // namespace evenset
