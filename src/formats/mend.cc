#include "formats/mend.h"

#include <vector>

#include "text/utf8.h"

namespace evenset {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// One tolerant pass: copies the first object of `text` and mends on the way.
class Pass {
 public:
  Pass(std::string_view text, Mended& out) : text_(text), out_(out) {}

  // Returns the bytes that the first object takes.
  size_t run() {
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (c == '"') {
        string();
      } else if (is_space(c)) {
        space(c);
      } else if (c == ',' && closes_next()) {
        note("a comma before a closing bracket was dropped");
        ++at_;
      } else if (!not_a_number()) {
        if (c == '{' || c == '[') ++depth_;
        if (c == '}' || c == ']') --depth_;
        copy(c);
        if (depth_ == 0 && (c == '}' || c == ']')) break;
      }
    }
    return at_;
  }

 private:
  // A line break between values is one space: a row is one line.
  void space(char c) {
    if (c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    copy(c == '\n' || c == '\r' ? ' ' : c);
  }

  void copy(char c) {
    out_.json += c;
    ++at_;
  }

  void note(const char* what) {
    if (out_.what.empty()) out_.at = at_;
    if (out_.what.find(what) == std::string::npos)
      out_.what += (out_.what.empty() ? "" : "; ") + std::string(what);
    out_.changed = true;
  }

  bool closes_next() const {
    size_t i = at_ + 1;
    while (i < text_.size() && is_space(text_[i])) ++i;
    return i < text_.size() && (text_[i] == '}' || text_[i] == ']');
  }

  bool not_a_number() {
    for (std::string_view word : {"NaN", "-Infinity", "Infinity"}) {
      if (text_.substr(at_, word.size()) != word) continue;
      note("NaN or Infinity became null");
      out_.json += "null";
      at_ += word.size();
      return true;
    }
    return false;
  }

  void string() {
    copy('"');
    while (at_ < text_.size() && text_[at_] != '"') {
      unsigned char c = static_cast<unsigned char>(text_[at_]);
      if (c == '\\' && at_ + 1 < text_.size()) {
        escape();
      } else if (c < 0x20) {
        note("a control character in a string was escaped");
        std::string quoted;
        append_json_string(quoted, text_.substr(at_, 1));
        out_.json.append(quoted, 1, quoted.size() - 2);
        ++at_;
      } else {
        copy(text_[at_]);
      }
    }
    if (at_ < text_.size()) copy('"');
  }

  // Whether `\uXXXX` with a unit in [low, high) stands at `at`.
  bool unit(size_t at, uint32_t low, uint32_t high) const {
    if (at + 6 > text_.size() || text_[at] != '\\' || text_[at + 1] != 'u') return false;
    uint32_t value = 0;
    for (char c : text_.substr(at + 2, 4)) {
      size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c < 'A' ? c : c | 32));
      if (digit == std::string_view::npos) return false;
      value = value * 16 + static_cast<uint32_t>(digit);
    }
    return value >= low && value < high;
  }

  void escape() {
    size_t length = 2;
    if (unit(at_, 0xD800, 0xE000)) {
      bool pair = unit(at_, 0xD800, 0xDC00) && unit(at_ + 6, 0xDC00, 0xE000);
      if (!pair) {
        note("half a surrogate pair became U+FFFD");
        out_.json += "\\ufffd";
        at_ += 6;
        return;
      }
      length = 12;
    }
    out_.json.append(text_, at_, length);
    at_ += length;
  }

  std::string_view text_;
  Mended& out_;
  size_t at_ = 0;
  int depth_ = 0;
};

void say(Mended& row, const char* what) {
  row.what += (row.what.empty() ? "" : "; ") + std::string(what);
  row.changed = true;
}

// Keep the last of members with the same key, at the place of the last.
void drop_repeated_keys(Mended& row) {
  struct Span {
    std::string key;
    size_t begin, end;
    bool dropped;
  };
  std::vector<Span> spans;
  bool repeated = false;
  for (JsonMembers members(row.json); members.next();) {
    std::string key;
    append_unescaped(key, '"' + std::string(members.key) + '"');
    // A row with thousands of keys is no row of ours: looking back stays short.
    size_t look_back = spans.size() < 512 ? 0 : spans.size() - 512;
    for (size_t i = look_back; i < spans.size(); ++i)
      if (spans[i].key == key) repeated = spans[i].dropped = true;
    spans.push_back({std::move(key), members.begin, members.end, false});
  }
  if (!repeated) return;
  std::string kept = "{";
  for (const Span& span : spans) {
    if (span.dropped) continue;
    if (kept.size() > 1) kept += ',';
    kept.append(row.json, span.begin, span.end - span.begin);
  }
  row.json = kept + '}';
  say(row, "a key stands twice: its last value was kept");
}

// What stands behind the object: nothing, a comma, or another row.
void split_rest(Mended& row, std::string_view rest) {
  while (!rest.empty() && is_space(rest.front())) rest.remove_prefix(1);
  while (!rest.empty() && is_space(rest.back())) rest.remove_suffix(1);
  if (rest.empty()) return;
  if (rest == ",") {
    say(row, "a comma behind the row was dropped");
  } else if (rest.front() == '{') {
    say(row, "several objects in one line were split");
    row.rest = rest;
  } else {
    row.usable = false;
    row.what = "text follows the JSON object";
    row.at = row.json.size();
  }
}

}  // namespace

Mended mend(std::string_view row) {
  Mended out;
  std::string well_formed;
  size_t bad_byte = append_well_formed(well_formed, row);
  if (bad_byte != std::string_view::npos) {
    say(out, "invalid UTF-8 became U+FFFD");
    out.at = bad_byte;
  }
  size_t used = Pass(well_formed, out).run();
  while (!out.json.empty() && is_space(out.json.back())) out.json.pop_back();
  JsonFault fault;
  if (out.json.empty() || out.json[0] != '{')
    fault = {0, "not a JSON object"};
  else
    out.usable = json_valid(out.json, &fault);
  if (out.usable) {
    drop_repeated_keys(out);
    split_rest(out, std::string_view(well_formed).substr(used));
    return out;
  }
  // The place in the row as it stood, where that has the same fault.
  JsonFault original;
  if (!json_valid(row, &original) && original.what == fault.what) fault = original;
  out.incomplete = fault.incomplete;
  out.what = fault.what;
  out.at = fault.at;
  return out;
}

}  // namespace evenset
