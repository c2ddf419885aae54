// data/verbs.txt has a verb a line: its base form, with "~" where it is more
// often a noun, then its irregular forms. Regular forms are undone by endings,
// and what is left must be a known verb, so that "thing" is not "th" + "ing".
#include "language/lemma.h"

#include <iterator>
#include <unordered_map>
#include <utility>

#include "embedded.h"

namespace evenset {
namespace {

struct Verb {
  std::string_view base;
  bool noun = false;
};

using Verbs = std::unordered_map<std::string_view, Verb>;

std::string_view next_word(std::string_view& line) {
  const size_t end = line.find(' ');
  std::string_view word = line.substr(0, end);
  line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  return word;
}

Verbs read_verbs() {
  Verbs verbs;
  Verbs irregular;
  std::string_view rest = embedded("verbs.txt");
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    Verb verb{next_word(line)};
    if (verb.base.empty()) continue;
    verb.noun = verb.base.back() == '~';
    if (verb.noun) verb.base.remove_suffix(1);
    verbs.emplace(verb.base, verb);
    while (!line.empty()) irregular.emplace(next_word(line), verb);
  }
  verbs.insert(irregular.begin(), irregular.end());  // "found" and "lay" stay verbs of their own
  return verbs;
}

const Verbs& verbs() {
  static const Verbs all = read_verbs();
  return all;
}

bool ends(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() + 1 && word.ends_with(ending);
}

std::string_view known(std::string_view stem) {
  auto found = verbs().find(stem);
  return found == verbs().end() ? std::string_view() : found->second.base;
}

// "us" + e, then "filter", then "plann" - n.
std::string_view known_stem(std::string_view stem) {
  if (std::string_view base = known(std::string(stem) + "e"); !base.empty()) return base;
  if (std::string_view base = known(stem); !base.empty()) return base;
  const size_t n = stem.size();
  if (n >= 3 && stem[n - 1] == stem[n - 2]) return known(stem.substr(0, n - 1));
  return {};
}

constexpr std::pair<std::string_view, std::string_view> kPlurals[] = {
    {"people", "person"},
    {"children", "child"},
    {"men", "man"},
    {"women", "woman"},
    {"feet", "foot"},
    {"teeth", "tooth"},
    {"mice", "mouse"},
    {"indices", "index"},
    {"matrices", "matrix"},
    {"vertices", "vertex"},
    {"criteria", "criterion"},
    {"phenomena", "phenomenon"},
    {"analyses", "analysis"},
    {"hypotheses", "hypothesis"},
    {"lives", "life"},
    {"knives", "knife"},
    {"leaves", "leaf"},
    {"halves", "half"},
    {"movies", "movie"},
    {"cookies", "cookie"},
    {"shoes", "shoe"},
    {"caches", "cache"},
    {"databases", "database"},
    {"gpus", "gpu"},
    {"cpus", "cpu"},
    {"tpus", "tpu"},
    {"menus", "menu"},
    {"metrics", "metric"},
    {"topics", "topic"},
    {"clinics", "clinic"},
    {"tactics", "tactic"},
};

bool keeps_s(std::string_view word) {
  for (std::string_view ending :
       {"ss", "us", "is", "ics", "ous", "news", "series", "species", "aws", "https"})
    if (word.ends_with(ending)) return true;
  return false;
}

}  // namespace

std::string_view verb_lemma(std::string_view word) {
  if (std::string_view base = known(word); !base.empty()) return base;
  const size_t n = word.size();
  if (ends(word, "ies") || ends(word, "ied"))
    if (std::string_view base = known(std::string(word.substr(0, n - 3)) + "y"); !base.empty()) return base;
  if (ends(word, "ying"))
    if (std::string_view base = known(std::string(word.substr(0, n - 4)) + "ie"); !base.empty()) return base;
  if (ends(word, "ing")) return known_stem(word.substr(0, n - 3));
  if (ends(word, "ed")) return known_stem(word.substr(0, n - 2));
  if (ends(word, "es"))
    if (std::string_view base = known(word.substr(0, n - 2));
        !base.empty() && known(word.substr(0, n - 1)).empty())
      return base;
  if (ends(word, "s") && !word.ends_with("ss")) return known(word.substr(0, n - 1));
  return {};
}

bool mostly_noun(std::string_view verb) {
  auto found = verbs().find(verb);
  return found != verbs().end() && found->second.noun;
}

std::string noun_lemma(std::string_view word) {
  if (word.ends_with("'s")) word.remove_suffix(2);
  if (word.ends_with("'")) word.remove_suffix(1);
  static const std::unordered_map<std::string_view, std::string_view> irregular(std::begin(kPlurals),
                                                                                std::end(kPlurals));
  if (auto found = irregular.find(word); found != irregular.end()) return std::string(found->second);
  const size_t n = word.size();
  if (n < 4 || word.back() != 's' || keeps_s(word)) return std::string(word);
  if (word.ends_with("ies") && n > 4) return std::string(word.substr(0, n - 3)) + "y";
  for (std::string_view ending : {"sses", "shes", "ches", "xes", "zzes"})
    if (word.ends_with(ending)) return std::string(word.substr(0, n - 2));
  return std::string(word.substr(0, n - 1));
}

std::string light_stem(std::string_view word) {
  std::string stem = noun_lemma(word);
  for (std::string_view ending : {"ations", "ation", "ing", "ed", "er", "ion", "ly"}) {
    if (stem.size() >= ending.size() + 4 && stem.ends_with(ending)) {
      stem.resize(stem.size() - ending.size());
      break;
    }
  }
  if (const size_t n = stem.size(); n > 4 && stem[n - 1] == stem[n - 2]) stem.pop_back();
  if (stem.size() > 4 && stem.back() == 'e') stem.pop_back();
  return stem;
}

}  // namespace evenset
