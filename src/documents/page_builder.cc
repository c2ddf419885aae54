#include "documents/page_builder.h"

#include <algorithm>
#include <charconv>

#include "text/utf8.h"

namespace evenset {
namespace {

constexpr size_t kHeadingBytes = 300, kOutline = 6;

bool is_blank(char c) { return c == ' ' || (c >= 9 && c <= 13); }

// "## Name {#anchor}", "## Name[[anchor]]": anchors of Quarto, MDX and Docusaurus.
std::string_view without_anchor(std::string_view text) {
  if (text.ends_with('}')) text = text.substr(0, text.rfind("{#"));
  if (text.ends_with("]]")) text = text.substr(0, text.rfind("[["));
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// ":::note Text :::", the fences of Docusaurus and Quarto around a paragraph.
std::string_view without_fences(std::string_view line) {
  if (line.starts_with(":::")) {
    line.remove_prefix(std::min(line.find_first_not_of(':'), line.size()));
    const size_t name = line.starts_with(' ') && line.size() > 1 ? 1 : 0;
    const bool braces = line.substr(name).starts_with('{');
    const size_t end = braces ? line.find('}') : line.find(' ', name);
    line = end == std::string_view::npos ? std::string_view{} : line.substr(end + 1);
    while (line.starts_with(' ')) line.remove_prefix(1);
  }
  while (line.ends_with(":::")) line = line.substr(0, line.find_last_not_of(':') + 1);
  while (line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

bool is_layout(std::string_view line) {
  return line.empty() || (line.starts_with("[!") && line.ends_with(']')) || line.starts_with("{{") ||
         line.starts_with("{%");
}

std::string_view without_admonition(std::string_view line) {
  if (!line.starts_with("[!")) return line;
  const size_t end = line.find("] ");
  return end == std::string_view::npos ? line : line.substr(end + 2);
}

// "setup/first-gateway.md" -> "first gateway".
std::string title_of(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);
  path = path.substr(0, path.rfind('.'));
  std::string out(path);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  return out;
}

std::string_view cut(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

void append_collapsed(std::string& out, std::string_view text) {
  bool gap = out.empty() || is_blank(out.back());
  for (size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.substr(i).starts_with("\xc2\xa0");
    if (no_break) ++i;
    if (no_break || is_blank(text[i])) {
      if (!gap) out += ' ';
      gap = true;
    } else {
      out += text[i];
      gap = false;
    }
  }
}

void append_entity(std::string& out, std::string_view entity) {
  struct Named {
    std::string_view name, text;
  };
  static constexpr Named kNamed[] = {{"&amp;", "&"},   {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""},
                                     {"&apos;", "'"},  {"&mdash;", "—"}, {"&ndash;", "–"}, {"&hellip;", "…"},
                                     {"&rsquo;", "’"}, {"&lsquo;", "‘"}, {"&ldquo;", "“"}, {"&rdquo;", "”"},
                                     {"&copy;", "©"},  {"&reg;", "®"},   {"&trade;", "™"}, {"&euro;", "€"},
                                     {"&deg;", "°"},   {"&times;", "×"}};
  for (const Named& known : kNamed)
    if (entity == known.name) {
      out += known.text;
      return;
    }
  uint32_t code = 0;
  const bool hex = entity.starts_with("&#x") || entity.starts_with("&#X");
  if (hex || entity.starts_with("&#")) {
    const std::string_view digits = entity.substr(hex ? 3 : 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  }
  const bool sound = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) && code != 0xa0;
  if (sound)
    append_utf8(out, code);
  else
    out += ' ';
}

void PageBuilder::set_title(std::string_view title) {
  if (page_.title.empty()) append_collapsed(page_.title, cut(title, kHeadingBytes));
}

void PageBuilder::heading(int level, std::string_view text) {
  std::string clean;
  append_collapsed(clean, cut(text, kHeadingBytes));
  clean = without_anchor(clean);
  if (clean.empty()) return;
  set_title(clean);
  while (!outline_.empty() && (outline_.back().first >= level || outline_.size() >= kOutline))
    outline_.pop_back();
  outline_.emplace_back(level, clean);
  open_ = false;
  open_passage();
}

void PageBuilder::block(std::string_view text, std::string_view mark) {
  std::string clean;
  append_collapsed(clean, text);
  while (clean.ends_with(' ')) clean.pop_back();
  const std::string_view line = without_fences(clean);
  if (is_layout(line)) return;
  open_passage().text.append(mark).append(without_admonition(line)) += '\n';
}

void PageBuilder::code(std::string_view text) {
  Passage& passage = open_passage();
  passage.code.append(text);
  if (!passage.code.ends_with('\n')) passage.code += '\n';
}

Page PageBuilder::finish() {
  if (page_.title.empty()) page_.title = title_of(page_.path);
  return std::move(page_);
}

Passage& PageBuilder::open_passage() {
  if (!open_) {
    Passage& passage = page_.passages.emplace_back();
    for (const auto& [level, text] : outline_) passage.headings.push_back(text);
    open_ = true;
  }
  return page_.passages.back();
}

}  // namespace evenset
