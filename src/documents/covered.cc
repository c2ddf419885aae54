// What the documents cover: headings and names.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "documents/sentences.h"
#include "documents/things.h"
#include "documents/vocabulary.h"
#include "language/tokens.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr size_t kMostTerms = 5000, kMostWords = 4;

struct Found {
  std::string text;
  uint32_t passages = 0;
  bool heading = false;
};
using Names = std::map<std::string, Found>;

std::string lower(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

// "How to pair a sensor" tells what is done; what is covered is its object.
std::string topic_of(std::string_view heading) {
  if (heading.ends_with('?')) return {};
  const std::string small = lower(heading);
  for (std::string_view start : {"how ", "what ", "why ", "when ", "where ", "step ", "example",
                                 "introduction", "overview", "note", "see also", "table of", "faq"})
    if (small.starts_with(start)) return {};
  return thing(heading);
}

// Runs of capitalised words inside a sentence: "Gateway G2".
void names_in(std::string_view text, std::set<std::string>& out) {
  const std::string small = lower(text);
  std::vector<Token> all;
  each_line(text, [&](std::string_view line) {
    tokens(all, line,
           std::string_view(small).substr(static_cast<size_t>(line.data() - text.data()), line.size()));
    for (size_t t = 0; t < all.size();) {
      size_t end = t;
      while (end < all.size() && all[end].capital && (end == t || !all[end].phrase_start) &&
             end - t < kMostWords)
        ++end;
      if (end > t) {
        const char* last = all[end - 1].text.data() + all[end - 1].text.size();
        std::string name = thing({all[t].text.data(), static_cast<size_t>(last - all[t].text.data())});
        if (name.size() > 1) out.insert(std::move(name));
      }
      t = std::max(end, t + 1);
    }
  });
}

}  // namespace

std::vector<Term> find_covered(const Documents& documents) {
  Names names;
  for (const Page& page : documents.pages)
    for (const Passage& passage : page.passages) {
      std::set<std::string> here;
      names_in(passage.text, here);
      const std::string topic = passage.headings.empty() ? std::string() : topic_of(passage.headings.back());
      if (!topic.empty()) {
        here.insert(topic);
        names[lower(topic)].heading = true;
      }
      for (const std::string& name : here) {
        Found& found = names[lower(name)];
        if (found.text.empty()) found.text = name;
        ++found.passages;
      }
    }
  std::vector<Term> out;
  for (auto& [key, found] : names)
    if (found.heading || found.passages >= 2) out.push_back({std::move(found.text), found.passages});
  std::stable_sort(out.begin(), out.end(),
                   [](const Term& a, const Term& b) { return a.passages > b.passages; });
  if (out.size() > kMostTerms) out.resize(kMostTerms);
  return out;
}

}  // namespace evenset
