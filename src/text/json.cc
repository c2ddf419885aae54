#include "text/json.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "text/json_scan.h"
#include "text/utf8.h"

namespace evenset {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// A strict, iterative checker: nesting costs a byte, not a stack frame.
class Checker {
 public:
  Checker(std::string_view text, JsonFault* fault) : text_(text), fault_(fault) {}

  // Check one value; leaves `at` behind it.
  bool value() {
    std::vector<char> open;
    for (;;) {
      space();
      if (at >= text_.size()) return stop("the text ends inside the JSON value", true);
      char c = text_[at];
      if (c == '{' || c == '[') {
        if (open.size() == kDepth) return stop("nested deeper than 1,024");
        ++at;
        space();
        if (peek() == (c == '{' ? '}' : ']')) {
          ++at;
        } else {
          open.push_back(c);
          if (c == '{' && !key()) return false;
          continue;
        }
      } else if (!scalar(c)) {
        return false;
      }
      if (!close(open)) return false;
      if (done_) return true;
    }
  }

  void space() {
    while (at < text_.size() && is_space(text_[at])) ++at;
  }

  bool stop(const char* what, bool incomplete = false) {
    if (fault_) *fault_ = {at, what, incomplete};
    return false;
  }

  size_t at = 0;

 private:
  static constexpr size_t kDepth = 1024;

  char peek() const { return at < text_.size() ? text_[at] : '\0'; }

  // After a value: close what ends here, or go on to the next value.
  bool close(std::vector<char>& open) {
    for (;;) {
      if (open.empty()) return done_ = true;
      space();
      if (at >= text_.size()) return stop("the text ends inside the JSON value", true);
      char c = text_[at];
      if (c == ',') {
        ++at;
        space();
        if (peek() == '}' || peek() == ']') return stop("a comma before a closing bracket");
        return open.back() == '{' ? key() : true;
      }
      if (c != (open.back() == '{' ? '}' : ']')) return stop("a comma or closing bracket is missing");
      ++at;
      open.pop_back();
    }
  }

  bool key() {
    space();
    if (at >= text_.size()) return stop("the text ends inside the JSON value", true);
    if (text_[at] != '"') return stop("a key must be a string in double quotes");
    if (!string()) return false;
    space();
    if (at >= text_.size()) return stop("the text ends inside the JSON value", true);
    if (text_[at] != ':') return stop("a colon is missing after the key");
    ++at;
    return true;
  }

  bool scalar(char c) {
    if (c == '"') return string();
    if (c == '-' || is_digit(c)) return number();
    for (std::string_view word : {"true", "false", "null"}) {
      if (text_.substr(at, word.size()) == word) {
        at += word.size();
        return true;
      }
    }
    return stop("no JSON value starts so");
  }

  bool string() {
    ++at;
    for (;;) {
      at = find_stop<StringStop>(text_, at);
      if (at >= text_.size()) return stop("the text ends inside a string", true);
      char c = text_[at];
      if (c == '"') {
        ++at;
        return true;
      }
      if (c != '\\') return stop("a control character stands unescaped in a string");
      if (!escape()) return false;
    }
  }

  bool escape() {
    if (at + 1 >= text_.size()) return stop("the text ends inside a string", true);
    char c = text_[at + 1];
    if (c != 'u') {
      if (std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos)
        return stop("an unknown escape in a string");
      at += 2;
      return true;
    }
    uint32_t unit = 0;
    if (!hex4(at + 2, unit)) return stop("\\u needs four hexadecimal digits");
    if (unit >= 0xDC00 && unit < 0xE000) return stop("half a surrogate pair in a string");
    if (unit >= 0xD800 && unit < 0xDC00) {
      uint32_t low = 0;
      if (text_.substr(at + 6, 2) != "\\u" || !hex4(at + 8, low) || low < 0xDC00 || low >= 0xE000)
        return stop("half a surrogate pair in a string");
      at += 6;
    }
    at += 6;
    return true;
  }

  bool hex4(size_t from, uint32_t& unit) const {
    if (from + 4 > text_.size()) return false;
    unit = 0;
    for (size_t i = from; i < from + 4; ++i) {
      if (!is_hex(text_[i])) return false;
      unit =
          unit * 16 + static_cast<uint32_t>(is_digit(text_[i]) ? text_[i] - '0' : (text_[i] | 32) - 'a' + 10);
    }
    return true;
  }

  bool digits() {
    if (!is_digit(peek())) return stop("a number lacks digits");
    while (is_digit(peek())) ++at;
    return true;
  }

  bool number() {
    if (peek() == '-') ++at;
    if (peek() == '0')
      ++at;
    else if (!digits())
      return false;
    if (is_digit(peek())) return stop("a number starts with 0");
    if (peek() == '.') {
      ++at;
      if (!digits()) return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++at;
      if (peek() == '+' || peek() == '-') ++at;
      if (!digits()) return false;
    }
    return true;
  }

  std::string_view text_;
  JsonFault* fault_;
  bool done_ = false;
};

// Behind the string whose quote is at `at`.
size_t skip_string(std::string_view text, size_t at) {
  at = find_stop<StringStop>(text, at + 1);
  while (text[at] != '"') at = find_stop<StringStop>(text, at + 2);  // a backslash and what it escapes
  return at + 1;
}

// End of the raw value that starts at `at` in valid JSON.
size_t skip_value(std::string_view text, size_t at) {
  if (text[at] == '"') return skip_string(text, at);
  if (text[at] != '{' && text[at] != '[') {
    while (at < text.size() && !is_space(text[at]) && text[at] != ',' && text[at] != '}' && text[at] != ']')
      ++at;
    return at;
  }
  for (int depth = 0;; at = find_stop<BracketStop>(text, at)) {
    char c = text[at];
    if (c == '"') {
      at = skip_string(text, at);
      continue;
    }
    ++at;
    depth += c == '{' || c == '[' ? 1 : -1;
    if (depth == 0) return at;
  }
}

// The next byte after white space and one comma; `first` skips the bracket.
size_t next_item(std::string_view text, size_t end) {
  size_t at = end;
  if (end == 0) {
    while (is_space(text[at])) ++at;
    ++at;
  }
  while (at < text.size() && (is_space(text[at]) || text[at] == ',')) ++at;
  return at;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (size_t done = 0;;) {
    size_t stop = find_stop<StringStop>(text, done);
    out.append(text, done, stop - done);
    if (stop == text.size()) break;
    done = stop + 1;
    unsigned char c = static_cast<unsigned char>(text[stop]);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
    }
  }
  out += '"';
}

bool json_valid(std::string_view text, JsonFault* fault) {
  Checker checker(text, fault);
  if (!checker.value()) return false;
  checker.space();
  return checker.at == text.size() || checker.stop("text follows the JSON value");
}

size_t json_value_size(std::string_view text, JsonFault* fault) {
  Checker checker(text, fault);
  return checker.value() ? checker.at : 0;
}

bool JsonMembers::next() {
  size_t at = next_item(text_, end);
  if (at >= text_.size() || text_[at] != '"') return false;
  begin = at;
  size_t key_end = skip_value(text_, at);
  key = text_.substr(at + 1, key_end - at - 2);
  at = key_end;
  while (is_space(text_[at]) || text_[at] == ':') ++at;
  end = skip_value(text_, at);
  value = text_.substr(at, end - at);
  return true;
}

bool JsonElements::next() {
  size_t at = next_item(text_, end_);
  if (at >= text_.size() || text_[at] == ']') return false;
  end_ = skip_value(text_, at);
  value = text_.substr(at, end_ - at);
  return true;
}

std::string_view json_member(std::string_view object, std::string_view key) {
  if (!object.starts_with('{')) return {};
  for (JsonMembers members(object); members.next();)
    if (members.key == key) return members.value;
  return {};
}

std::string extra_member(std::string_view extra, std::string_view key) {
  // Most rows lack it: nothing is copied for them.
  if (extra.find(key) == std::string_view::npos) return {};
  return std::string(json_member('{' + std::string(extra) + '}', key));
}

std::string text_of(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  std::string out;
  append_unescaped(out, value);
  return out;
}

void append_unescaped(std::string& out, std::string_view raw) {
  auto unit = [&](size_t from) {
    uint32_t code_unit = 0;
    std::from_chars(raw.data() + from, raw.data() + from + 4, code_unit, 16);
    return code_unit;
  };
  for (size_t i = 1; i + 1 < raw.size(); ++i) {
    size_t escape = std::min(raw.find('\\', i), raw.size() - 1);
    out.append(raw, i, escape - i);
    if (escape + 1 == raw.size()) return;
    i = escape;
    switch (char c = raw[++i]) {
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'u': {
        uint32_t code = unit(i + 1);
        i += 4;
        if (code >= 0xD800 && code < 0xDC00) {
          code = 0x10000 + ((code - 0xD800) << 10) + (unit(i + 3) - 0xDC00);
          i += 6;
        }
        append_utf8(out, code);
        break;
      }
      default:
        out += c;
    }
  }
}

}  // namespace evenset
