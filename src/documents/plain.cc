// Plain text and reStructuredText: paragraphs, underlined headings, items,
// literal blocks.
#include <algorithm>
#include <string>

#include "documents/page_builder.h"

namespace evenset {
namespace {

std::string_view trimmed(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

// The sign of an underline ("====="), 0 for other lines.
char underline_of(std::string_view line) {
  line = trimmed(line);
  if (line.size() < 3 || std::string_view("=-~^\"'#*+`:.").find(line[0]) == std::string_view::npos) return 0;
  return line.find_first_not_of(line[0]) == std::string_view::npos ? line[0] : '\0';
}

bool is_item(std::string_view line) {
  return line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ';
}

bool is_directive(std::string_view line) {
  return line.starts_with(".. ") && line.find("::") != std::string_view::npos;
}

class Lines {
 public:
  Lines(std::string_view text, PageBuilder& page) : text_(text), page_(page) {}

  void read() {
    for (std::string_view line; next(line);) read_line(line);
    end_paragraph();
    end_code();
  }

 private:
  bool next(std::string_view& line) {
    if (at_ >= text_.size()) return false;
    const size_t end = std::min(text_.find('\n', at_), text_.size());
    line = text_.substr(at_, end - at_);
    at_ = end + 1;
    return true;
  }
  std::string_view following() const {
    return at_ < text_.size() ? text_.substr(at_, text_.find('\n', at_) - at_) : std::string_view{};
  }

  void read_line(std::string_view line) {
    const std::string_view words = trimmed(line);
    const bool indented = !line.empty() && (line[0] == ' ' || line[0] == '\t');
    if (literal_ && (indented || words.empty())) {
      code_.append(line) += '\n';
      return;
    }
    end_code();
    if (words.empty()) return end_paragraph();
    const char sign = paragraph_.empty() && !indented ? underline_of(following()) : '\0';
    if (sign != 0 && underline_of(line) == 0) {
      std::string_view skipped;
      next(skipped);
      page_.heading(level_of(sign), words);
    } else if (underline_of(line) == 0) {
      read_words(words);
    }
  }

  void read_words(std::string_view words) {
    if (is_directive(words)) {
      end_paragraph();
      literal_ = words.find("code") != std::string_view::npos;
      page_.block(words.substr(words.find("::") + 2));
      return;
    }
    if (is_item(words)) {
      end_paragraph();
      mark_ = "- ";
      words.remove_prefix(2);
    }
    literal_ = words.ends_with("::");
    if (literal_) words.remove_suffix(1);
    paragraph_.append(words) += ' ';
    if (literal_) end_paragraph();
  }

  // Headings of reStructuredText rank by the order in which their signs appear.
  int level_of(char sign) {
    const size_t found = signs_.find(sign);
    if (found != std::string::npos) return static_cast<int>(found) + 1;
    signs_ += sign;
    return static_cast<int>(signs_.size());
  }

  void end_paragraph() {
    if (!paragraph_.empty()) page_.block(paragraph_, mark_);
    paragraph_.clear();
    mark_ = {};
  }
  void end_code() {
    const size_t end = code_.find_last_not_of(" \n\t\r");
    const size_t begin = code_.find_first_not_of("\n\r");
    if (end != std::string::npos && begin <= end)
      page_.code(std::string_view(code_).substr(begin, end + 1 - begin));
    code_.clear();
    literal_ = false;
  }

  std::string_view text_;
  PageBuilder& page_;
  size_t at_ = 0;
  std::string paragraph_, code_, signs_;
  std::string_view mark_;
  bool literal_ = false;  // a literal block may follow
};

}  // namespace

void read_plain(std::string_view text, PageBuilder& page) { Lines(text, page).read(); }

}  // namespace evenset
