#include "text/cues.h"

#include <algorithm>
#include <cassert>

#include "evenset/error.h"

namespace evenset {
namespace {

re2::RE2::Options options(re2::RE2::Options::Encoding encoding) {
  re2::RE2::Options out;
  out.set_encoding(encoding);
  out.set_log_errors(false);
  // Room for the states of some hundred patterns; the default is for one.
  out.set_max_mem(int64_t{64} << 20);
  return out;
}

std::string expanded(std::string_view pattern, std::span<const Fragment> fragments) {
  std::string out;
  while (!pattern.empty()) {
    const Fragment* found = nullptr;
    if (pattern[0] == '@')
      for (const Fragment& fragment : fragments)
        if (pattern.substr(1).starts_with(fragment.name) &&
            (found == nullptr || found->name.size() < fragment.name.size()))
          found = &fragment;
    if (found != nullptr)
      out += expanded(found->pattern, fragments);
    else
      out += pattern[0];
    pattern.remove_prefix(found != nullptr ? found->name.size() + 1 : 1);
  }
  return out;
}

// Some patterns an automaton: with all of a table in one the states multiply
// and are made anew all the time; each alone costs a pass over the text.
// Seconds for 8,000 rows: 1 an automaton 1.9, 2 1.1, 8 0.9, 16 1.0, whole tables 1.4.
constexpr size_t kPerAutomaton = 8;

}  // namespace

CueFinder::CueFinder(std::span<const std::span<const Cue>> tables, std::span<const Fragment> fragments) {
  for (const std::span<const Cue>& cues : tables)
    for (size_t from = 0; from < cues.size(); from += kPerAutomaton)
      add(cues.subspan(from, std::min(kPerAutomaton, cues.size() - from)), fragments);
}

void CueFinder::add(std::span<const Cue> cues, std::span<const Fragment> fragments) {
  Table& table = tables_.emplace_back(options(re2::RE2::Options::EncodingLatin1));
  for (const Cue& cue : cues) {
    assert(cue.number < kCueLimit);
    const int index = table.set.Add(expanded(cue.pattern, fragments), nullptr);
    assert(index == static_cast<int>(table.numbers.size()));
    if (index >= 0) table.numbers.push_back(cue.number);
  }
  [[maybe_unused]] const bool compiled = table.set.Compile();
  assert(compiled);
}

size_t CueFinder::size() const {
  size_t count = 0;
  for (const Table& table : tables_) count += table.numbers.size();
  return count;
}

Cues CueFinder::in(std::string_view text) const {
  Cues out;
  in({&text, 1}, {&out, 1});
  return out;
}

void CueFinder::in(std::span<const std::string_view> texts, std::span<Cues> out) const {
  std::vector<int> found;
  for (const Table& table : tables_)
    for (size_t i = 0; i < texts.size(); ++i)
      if (table.set.Match({texts[i].data(), texts[i].size()}, &found))
        for (int index : found) out[i].set(table.numbers[static_cast<size_t>(index)]);
}

FirstPattern::FirstPattern(const std::vector<std::string>& patterns, std::string_view what) {
  re2::RE2::Options how = options(re2::RE2::Options::EncodingUTF8);
  how.set_case_sensitive(false);
  set_ = std::make_unique<re2::RE2::Set>(how, re2::RE2::UNANCHORED);
  for (const std::string& pattern : patterns) {
    single_.push_back(std::make_unique<re2::RE2>(pattern, how));
    if (!single_.back()->ok())
      throw Error(ErrorKind::input, std::string(what) + ": bad pattern '" + pattern +
                                        "': " + single_.back()->error() + "; see RE2's syntax");
    set_->Add(pattern, nullptr);
  }
  set_->Compile();
}

int FirstPattern::in(std::string_view text) const {
  const re2::StringPiece piece(text.data(), text.size());
  thread_local std::vector<int> found;
  re2::RE2::Set::ErrorInfo error{re2::RE2::Set::kNoError};
  if (set_->Match(piece, &found, &error)) return *std::min_element(found.begin(), found.end());
  if (error.kind == re2::RE2::Set::kNoError) return -1;
  // The patterns are too large for one automaton: one by one.
  for (size_t i = 0; i < single_.size(); ++i)
    if (re2::RE2::PartialMatch(piece, *single_[i])) return static_cast<int>(i);
  return -1;
}

}  // namespace evenset
