#include "documents/page_builder.h"

namespace evenset {

std::string cut_front_matter(std::string_view& text) {
  constexpr size_t kLongest = 64 << 10;
  if (!text.starts_with("---\n") && !text.starts_with("---\r\n")) return {};
  const size_t end = text.substr(0, kLongest).find("\n---", 3);
  if (end == std::string_view::npos) return {};
  std::string_view yaml = text.substr(4, end + 1 - 4);
  // Only "key: value" lines make it front matter; else it is a rule and prose.
  if (yaml.find(':') == std::string_view::npos) return {};
  const size_t line_end = text.find('\n', end + 1);
  text = line_end == std::string_view::npos ? std::string_view{} : text.substr(line_end + 1);
  const size_t key = yaml.starts_with("title:") ? 0 : yaml.find("\ntitle:");
  if (key == std::string_view::npos) return {};
  const size_t begin = yaml.find(':', key) + 1;
  std::string title;
  append_collapsed(title, yaml.substr(begin, yaml.find('\n', begin) - begin));
  while (title.ends_with(' ')) title.pop_back();
  const bool quoted = title.size() > 1 && (title[0] == '"' || title[0] == '\'') && title.back() == title[0];
  return quoted ? title.substr(1, title.size() - 2) : title;
}

}  // namespace evenset
