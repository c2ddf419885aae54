// Many RE2 patterns looked for in few passes.
#pragma once

#include <re2/re2.h>
#include <re2/set.h>

#include <bitset>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// A pattern and the number of the cue that it shows; several patterns may show
// one cue. `@name` in a pattern stands for the Fragment with the longest name that
// stands there.
struct Cue {
  size_t number;
  std::string_view pattern;
};

struct Fragment {
  std::string_view name;  // without the @
  std::string_view pattern;
};

inline constexpr size_t kCueLimit = 256;
using Cues = std::bitset<kCueLimit>;

// Compiled once, then shared by threads. A few patterns share an automaton and
// a pass. Patterns see bytes (Latin-1).
class CueFinder {
 public:
  // Asserts that the patterns compile: they are the program's own.
  CueFinder(std::span<const std::span<const Cue>> tables, std::span<const Fragment> fragments);
  Cues in(std::string_view text) const;
  // Of many texts, table by table: faster, as each automaton stays in
  // the cache. Adds to out[i] what is in texts[i].
  void in(std::span<const std::string_view> texts, std::span<Cues> out) const;
  // Patterns that compiled.
  size_t size() const;

 private:
  struct Table {
    explicit Table(const re2::RE2::Options& how) : set(how, re2::RE2::UNANCHORED) {}
    re2::RE2::Set set;
    std::vector<size_t> numbers;  // of the cue, by pattern
  };
  void add(std::span<const Cue> cues, std::span<const Fragment> fragments);

  std::vector<Table> tables_;
};

// Patterns of the user, in UTF-8 and ignoring case: which of them is the first
// in the list that is found in a text.
class FirstPattern {
 public:
  // `what` names the list in messages. Throws Error{input} for a bad pattern.
  FirstPattern(const std::vector<std::string>& patterns, std::string_view what);
  // Index of the pattern; -1 where none is found.
  int in(std::string_view text) const;

 private:
  // Behind pointers: they can be neither copied nor moved.
  std::unique_ptr<re2::RE2::Set> set_;
  std::vector<std::unique_ptr<re2::RE2>> single_;
};

}  // namespace evenset
