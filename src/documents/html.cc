// The text of HTML, tag by tag and without a tree: for prose, where a block
// ends is all that counts. A tree (gumbo 0.10) costs quadratic time and deep
// recursion on files that nest without end; this is linear on any bytes.
#include <algorithm>
#include <cstring>
#include <string>

#include "documents/page_builder.h"
#include "text/words.h"

namespace evenset {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What readers do not see as text, or what stands on every page alike.
bool is_skipped(std::string_view name) {
  return is_one_of(name, {"script", "style", "svg", "template", "noscript", "nav", "footer", "iframe"});
}

bool ends_block(std::string_view name) {
  return is_one_of(name, {"p",          "div",    "section", "article", "main",  "header",  "table",
                          "ul",         "ol",     "li",      "dl",      "dt",    "dd",      "hr",
                          "blockquote", "body",   "details", "tr",      "pre",   "summary", "thead",
                          "tbody",      "figure", "caption", "form",    "aside", "option",  "select"});
}

int heading_level(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' ? name[1] - '0' : 0;
}

class Tags {
 public:
  Tags(std::string_view html, PageBuilder& page) : html_(html), page_(page) {}

  void read() {
    while (at_ < html_.size()) {
      const size_t open = std::min(html_.find('<', at_), html_.size());
      add_text(html_.substr(at_, open - at_));
      at_ = open;
      if (at_ < html_.size()) read_markup();
    }
    end_block();
  }

 private:
  void read_markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--"))
      skip_past("-->");
    else if (rest.starts_with("<!") || rest.starts_with("<?"))
      skip_past(">");
    else if (rest.size() > 1 && is_letter(rest[1]))
      read_tag(1);
    else if (rest.size() > 2 && rest[1] == '/' && is_letter(rest[2]))
      read_tag(2);
    else
      line_ += html_[at_++];
  }

  void skip_past(std::string_view end) {
    const size_t found = html_.find(end, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + end.size();
  }

  void read_tag(size_t name_at) {
    size_t end = at_ + name_at;
    while (end < html_.size() && (is_letter(html_[end]) || (html_[end] >= '0' && html_[end] <= '9'))) ++end;
    std::string name;
    append_lower(name, html_.substr(at_ + name_at, std::min<size_t>(end - at_ - name_at, 20)));
    at_ = end;
    skip_attributes();
    if (name_at == 2)
      close(name);
    else
      open(name);
  }

  // To behind the tag's ">", which may stand inside quotes too.
  void skip_attributes() {
    for (; at_ < html_.size() && html_[at_] != '>'; ++at_) {
      const char c = html_[at_];
      if ((c != '"' && c != '\'') || html_[at_ - 1] != '=') continue;
      const size_t quote = html_.find(c, at_ + 1);
      // A quote that never ends would swallow the rest of the page.
      if (quote != std::string_view::npos && quote - at_ < kAttribute) at_ = quote;
    }
    if (at_ < html_.size()) ++at_;
  }

  void open(std::string_view name) {
    if (is_skipped(name)) return skip_element(name);
    if (name == "br") line_ += ' ';
    if (name == "td" || name == "th") line_ += line_.empty() ? "| " : " | ";
    if (name == "title") {
      end_block();
      in_title_ = true;
    }
    const int level = heading_level(name);
    if (level > 0 || ends_block(name)) end_block();
    if (level > 0) level_ = level;
    if (name == "li") mark_ = "- ";
    if (name == "pre") in_code_ = true;
    if (name == "code" && !in_code_) line_ += '`';
  }

  void close(std::string_view name) {
    if (name == "title") {
      page_.set_title(line_);
      line_.clear();
      in_title_ = false;
    }
    if (name == "code" && !in_code_) line_ += '`';
    if (name == "tr" && !line_.empty()) line_ += " |";
    if (heading_level(name) > 0 || ends_block(name)) end_block();
    if (name == "pre") in_code_ = false;
  }

  void skip_element(std::string_view name) {
    while (at_ < html_.size()) {
      skip_past("</");
      std::string closing;
      append_lower(closing, html_.substr(at_, name.size()));
      if (closing == name) return skip_past(">");
    }
  }

  void add_text(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      const size_t entity = std::min(text.find('&', at), text.size());
      line_ += text.substr(at, entity - at);
      at = entity;
      if (at == text.size()) return;
      const size_t end = text.substr(at, kEntity).find(';');
      if (end == std::string_view::npos) {
        line_ += text[at++];
      } else {
        append_entity(line_, text.substr(at, end + 1));
        at += end + 1;
      }
    }
  }

  void end_block() {
    if (in_title_) return;
    if (level_ > 0) {
      page_.heading(level_, line_);
      level_ = 0;
    } else if (in_code_) {
      if (!line_.empty()) page_.code(line_);
    } else if (!line_.empty()) {
      page_.block(line_, mark_);
      mark_ = {};
    }
    line_.clear();
  }

  static constexpr size_t kAttribute = 4096, kEntity = 12;

  std::string_view html_;
  PageBuilder& page_;
  size_t at_ = 0;
  std::string line_;
  std::string_view mark_;
  int level_ = 0;  // of the heading that is open
  bool in_code_ = false, in_title_ = false;
};

}  // namespace

void read_html(std::string_view text, PageBuilder& page) { Tags(text, page).read(); }

}  // namespace evenset
