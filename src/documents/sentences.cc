#include "documents/sentences.h"

#include <algorithm>

namespace evenset {
namespace {

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

bool is_abbreviation(std::string_view before) {
  for (std::string_view known : {"e.g", "i.e", "etc", "vs", "approx", "incl", "resp", "No", "Dr", "Mr", "Ms"})
    if (before.ends_with(known)) return true;
  return false;
}

bool ends_sentence(std::string_view line, size_t at) {
  if (line[at] != '.' && line[at] != '!' && line[at] != '?') return false;
  if (at + 1 < line.size() && line[at + 1] != ' ') return false;
  const bool lower_next = at + 2 < line.size() && line[at + 2] >= 'a' && line[at + 2] <= 'z';
  return !(line[at] == '.' && (lower_next || is_abbreviation(line.substr(0, at))));
}

}  // namespace

std::vector<Sentence> sentences(std::string_view line) {
  std::vector<Sentence> out;
  const bool item = line.starts_with("- ");
  if (item) line.remove_prefix(2);
  if (line.starts_with('|')) return {{line, false}};
  for (size_t at = 0, begin = 0; at < line.size(); ++at) {
    if (!ends_sentence(line, at) && at + 1 != line.size()) continue;
    const std::string_view text = trimmed(line.substr(begin, at + 1 - begin));
    if (!text.empty()) out.push_back({text, item && begin == 0});
    begin = at + 1;
  }
  return out;
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  if (!line.starts_with("| ")) return out;
  for (size_t at = 1; at < line.size();) {
    const size_t end = std::min(line.find('|', at), line.size());
    out.push_back(trimmed(line.substr(at, end - at)));
    at = end + 1;
  }
  return out;
}

}  // namespace evenset
