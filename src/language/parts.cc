#include "language/parts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "language/lemma.h"
#include "language/tokens.h"
#include "text/ngrams.h"
#include "text/words.h"

namespace evenset {
namespace {

using Stems = std::vector<uint64_t>;

constexpr size_t kWordsPerPart = 30;  // so long a response has room for all of them

struct Part {
  Stems own;                 // of its content words
  bool refers_back = false;  // "it", "each": what it asks about stands in another part
  bool asks = false;         // begins as a question does: "Or a mouse?" is an afterthought
  size_t words = 0;
};

bool begins_asking(const std::vector<Token>& words) {
  for (const Token& word : words)
    if (word.kind != WordClass::conjunction && word.kind != WordClass::adverb)
      return word.kind == WordClass::question || word.kind == WordClass::auxiliary;
  return false;
}

Part part(std::string_view text) {
  std::string lower;
  append_lower(lower, text);
  std::vector<Token> words;
  tokens(words, text, lower);
  Part out;
  out.words = words.size();
  out.asks = begins_asking(words);
  for (const Token& word : words) {
    if (word.kind == WordClass::content && word.lower.size() > 2)
      out.own.push_back(hash128(light_stem(word.lower)).lo);
    for (std::string_view pronoun :
         {"it", "its", "they", "them", "this", "that", "these", "those", "each", "both"})
      out.refers_back = out.refers_back || word.lower == pronoun;
  }
  make_set(out.own);
  return out;
}

// "1. text" or "2) text": the text; "" else.
std::string_view numbered(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  const size_t end = line.find_first_not_of("0123456789", begin);
  if (end == begin || end == std::string_view::npos || end - begin > 2) return {};
  return line[end] == '.' || line[end] == ')' ? line.substr(end + 1) : std::string_view();
}

std::vector<std::string_view> numbered_lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (std::string_view line = numbered(text.substr(0, end)); !line.empty()) out.push_back(line);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

// Sentences that ask, where they are most of the text and it is one paragraph:
// else they may stand in a text supplied to be worked on.
std::vector<std::string_view> asking_sentences(std::string_view text) {
  std::vector<std::string_view> out;
  size_t begin = 0, asking = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return {};
    const bool stop = text[i] == '.' && (i + 1 == text.size() || text[i + 1] == ' ');
    if (text[i] == '?') {
      out.push_back(text.substr(begin, i - begin));
      asking += i - begin;
    }
    if (stop || text[i] == '?' || text[i] == '!') begin = i + 1;
  }
  if (2 * asking < text.size()) out.clear();
  return out;
}

bool meets(const Stems& a, const Stems& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](uint64_t stem) { return std::binary_search(b.begin(), b.end(), stem); });
}

size_t holders(const std::vector<Part>& parts, uint64_t stem) {
  return static_cast<size_t>(std::count_if(parts.begin(), parts.end(), [&](const Part& one) {
    return std::binary_search(one.own.begin(), one.own.end(), stem);
  }));
}

bool asks_back(std::string_view response) {
  const size_t last = response.find_last_not_of(" \n\t");
  return last != std::string_view::npos && response[last] == '?';
}

// Parts of which nothing is said, where something is said of another.
int left_out(const std::vector<Part>& wanted, const Part& said) {
  int count = 0, spoken_to = 0;
  for (const Part& asked : wanted) {
    Stems own;
    for (uint64_t stem : asked.own)
      if (holders(wanted, stem) == 1) own.push_back(stem);
    spoken_to += meets(asked.own, said.own);
    count += !asked.refers_back && own.size() >= 2 && !meets(own, said.own);
  }
  return spoken_to > 0 ? count : 0;
}

}  // namespace

int unanswered_parts(std::string_view question, std::string_view response) {
  if (question.size() > 1500 || response.size() > 6000 || asks_back(response)) return 0;
  if (std::count(question.begin(), question.end(), '?') < 2 && question.find('\n') == std::string_view::npos)
    return 0;
  std::vector<std::string_view> parts = numbered_lines(question);
  const bool listed = parts.size() >= 2;
  if (!listed) parts = asking_sentences(question);
  if (parts.size() < 2 || parts.size() > 10 || numbered_lines(response).size() >= parts.size()) return 0;

  const Part said = part(response);
  if (said.words >= kWordsPerPart * parts.size()) return 0;
  std::vector<Part> wanted;
  for (std::string_view text : parts) {
    wanted.push_back(part(text));
    if (!listed && !wanted.back().asks) wanted.pop_back();
  }
  return wanted.size() < 2 ? 0 : left_out(wanted, said);
}

}  // namespace evenset
