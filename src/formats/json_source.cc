// JSON lines and JSON arrays, streamed.
//
// Lines are cut at line breaks, whatever stands in them: that is fast, and a
// broken line cannot touch its neighbours. Only when a line turns out to end
// inside an object are the following ones added (extend), up to the next line
// that looks like the start of a row. Elements of an array are cut by a scan
// over strings and brackets.
#include <cstring>
#include <optional>

#include "formats/container.h"

namespace evenset {
namespace {

constexpr size_t kPadding = 64;
constexpr size_t kBlock = size_t{1} << 20;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// A window over the bytes to come; grows when a row needs more.
class Window {
 public:
  explicit Window(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}

  std::string_view view() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void drop(size_t count) { begin_ += count; }

  // Read another block behind the window; false at the end of the input.
  // Views into the window move.
  bool more() {
    if (ended_) return false;
    if (begin_ > 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    if (buffer_.size() < end_ + kBlock + kPadding) buffer_.resize(end_ + std::max(end_, kBlock) + kPadding);
    size_t got = bytes_->read(buffer_.data() + end_, kBlock);
    end_ += got;
    std::memset(buffer_.data() + end_, 0, kPadding);
    ended_ = got == 0;
    return !ended_;
  }

  // Position of the next line break at or after `from`; npos at the end.
  size_t line_end(size_t from, size_t limit) {
    for (;;) {
      std::string_view text = view();
      const void* hit =
          from < text.size() ? std::memchr(text.data() + from, '\n', text.size() - from) : nullptr;
      if (hit) return static_cast<size_t>(static_cast<const char*>(hit) - text.data());
      if (text.size() > limit) return text.size();
      from = text.size();
      if (!more()) return std::string_view::npos;
    }
  }

  bool ended() const { return ended_; }

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::string buffer_ = std::string(kPadding, '\0');
  size_t begin_ = 0, end_ = 0;
  bool ended_ = false;
};

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Follows strings and brackets over pieces of text.
struct Scan {
  int depth = 0;
  bool in_string = false, escaped = false;

  // Bytes up to and including the one that closes the outermost bracket; npos
  // while that is open.
  size_t close(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++i) {
      char c = text[i];
      if (in_string) {
        if (escaped)
          escaped = false;
        else if (c == '\\')
          escaped = true;
        else if (c == '"')
          in_string = false;
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if ((c == '}' || c == ']') && --depth <= 0) {
        return i + 1;
      }
    }
    return std::string_view::npos;
  }
};

// Whether a line at column 1 starts a row of its own: `{"…`, `{}` or a lone `{`.
bool starts_row(std::string_view line, bool in_string) {
  if (line.empty() || line[0] != '{') return false;
  std::string_view rest = trimmed(line.substr(1));
  if (rest.empty()) return !in_string;
  return rest[0] == '"' || rest[0] == '}';
}

class Lines : public RowSource {
 public:
  Lines(Window window, size_t limit) : window_(std::move(window)), limit_(limit) {}

  bool next(RawRow& row) override {
    for (;;) {
      window_.drop(taken_);
      taken_ = 0;
      line_ += lines_;
      lines_ = 0;
      if (!take_line()) return false;
      std::string_view text = trimmed(window_.view().substr(0, taken_));
      if (text.empty()) continue;
      row = {text, true, line_ + 1, {}, {}};
      if (text.size() > limit_) reject_long(row);
      return true;
    }
  }

  bool extend(RawRow& row) override {
    Scan scan;
    std::string_view text = window_.view().substr(0, taken_);
    bool closed = scan.close(text) != std::string_view::npos;
    bool grown = false;
    while (!closed && taken_ <= limit_) {
      size_t from = taken_;
      size_t end = window_.line_end(from, from + limit_);
      size_t next = end == std::string_view::npos ? window_.view().size() : end + 1;
      next = std::min(next, window_.view().size());
      if (next == from) break;
      std::string_view line = window_.view().substr(from, next - from);
      if (starts_row(line, scan.in_string)) break;
      closed = scan.close(line) != std::string_view::npos;
      taken_ = next;
      ++lines_;
      grown = true;
    }
    row.json = trimmed(window_.view().substr(0, taken_));
    return grown && closed;
  }

 private:
  // Put the next line at the front of the window: `taken_` bytes, its break included.
  bool take_line() {
    size_t end = window_.line_end(0, limit_ + kBlock);
    if (end == std::string_view::npos) {
      taken_ = window_.view().size();
      lines_ = 1;
      return taken_ > 0;
    }
    taken_ = std::min(end + 1, window_.view().size());
    lines_ = 1;
    return true;
  }

  // Skip the rest of a line that is beyond the limit.
  void reject_long(RawRow& row) {
    row.json = {};
    row.rejected = "the row is longer than the limit";
    while (taken_ > 0 && window_.view()[taken_ - 1] != '\n') {
      window_.drop(taken_);
      size_t end = window_.line_end(0, kBlock);
      taken_ =
          end == std::string_view::npos ? window_.view().size() : std::min(end + 1, window_.view().size());
    }
  }

  Window window_;
  size_t limit_;
  size_t taken_ = 0;
  uint64_t line_ = 0, lines_ = 0;
};

class Array : public RowSource {
 public:
  // The window stands behind the opening bracket; `line` is that bracket's.
  Array(Window window, uint64_t line, size_t limit)
      : window_(std::move(window)), line_(line), limit_(limit) {}

  bool next(RawRow& row) override {
    advance(taken_);
    taken_ = 0;
    if (!to_element()) return false;
    row = {{}, true, line_, {}, {}};
    Scan scan;
    size_t scanned = 0;
    for (;;) {
      std::string_view text = window_.view();
      size_t end = element_end(scan, text, scanned);
      if (end != std::string_view::npos) {
        taken_ = end;
        break;
      }
      scanned = text.size();
      if (scanned > limit_ || !window_.more()) {
        resume(row);
        break;
      }
    }
    row.json = trimmed(window_.view().substr(0, taken_));
    return true;
  }

 private:
  // Drop bytes and count their lines.
  void advance(size_t count) {
    std::string_view text = window_.view().substr(0, count);
    for (const char* p = text.data();
         (p = static_cast<const char*>(std::memchr(p, '\n', static_cast<size_t>(text.end() - p)))); ++p)
      ++line_;
    window_.drop(count);
  }

  // Go to the next element; false at the array's end.
  bool to_element() {
    for (;;) {
      std::string_view text = window_.view();
      size_t i = 0;
      while (i < text.size() && (is_space(text[i]) || text[i] == ',')) ++i;
      bool found = i < text.size();
      bool end = found && text[i] == ']';
      advance(i);
      if (end) return false;
      if (found) return true;
      if (!window_.more()) return false;
    }
  }

  static size_t element_end(Scan& scan, std::string_view text, size_t from) {
    if (text[0] == '{' || text[0] == '[') {
      size_t end = scan.close(text.substr(from));
      return end == std::string_view::npos ? end : from + end;
    }
    // A lone value: up to the comma or the bracket behind it.
    for (size_t i = from; i < text.size(); ++i) {
      if (text[i] == '"' && !scan.escaped) scan.in_string = !scan.in_string;
      scan.escaped = scan.in_string && text[i] == '\\' && !scan.escaped;
      if (!scan.in_string && (text[i] == ',' || text[i] == ']')) return i;
    }
    return std::string_view::npos;
  }

  // An element that never closes: go on at the next line that starts as it did.
  void resume(RawRow& row) {
    row.rejected = "the element is not closed: the file is truncated or a bracket or quote is missing";
    std::string_view text = window_.view();
    for (size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
      std::string_view line = trimmed(text.substr(i, std::min<size_t>(256, text.size() - i)));
      if (starts_row(line, false) && indent(text, i + 1) <= indent_) {
        taken_ = i + 1;
        return;
      }
    }
    taken_ = text.size();
  }

  static size_t indent(std::string_view text, size_t at) {
    size_t from = at;
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    return at - from;
  }

  Window window_;
  uint64_t line_;
  size_t limit_;
  size_t taken_ = 0;
  size_t indent_ = 4;  // rows of pretty-printed arrays stand at most so deep; their members deeper
};

// Behind the bracket of a wrapped array: {"data": [ … ]}. 0 where there is none.
size_t wrapped_array(std::string_view text) {
  size_t i = 1;
  auto space = [&] {
    while (i < text.size() && is_space(text[i])) ++i;
  };
  space();
  for (std::string_view key : {"\"data\"", "\"rows\"", "\"examples\"", "\"train\"", "\"items\"",
                               "\"records\"", "\"samples\"", "\"dataset\"", "\"entries\""}) {
    if (text.substr(i, key.size()) != key) continue;
    i += key.size();
    space();
    if (i >= text.size() || text[i++] != ':') return 0;
    space();
    if (i >= text.size() || text[i++] != '[') return 0;
    size_t behind = i;
    space();
    return i < text.size() && text[i] == '{' ? behind : 0;
  }
  return 0;
}

}  // namespace

std::unique_ptr<RowSource> json_rows(std::unique_ptr<ByteSource> bytes, size_t max_row_bytes) {
  Window window(std::move(bytes));
  size_t start = 0;
  uint64_t line = 1;
  for (;;) {  // to the first byte that says something; a long run of blanks is no reason to stop
    while (start < window.view().size() && is_space(window.view()[start]))
      line += window.view()[start++] == '\n';
    if (start < window.view().size() || !window.more()) break;
  }
  window.more();
  std::string_view text = window.view().substr(start);
  size_t behind = text.empty() ? 0 : text[0] == '[' ? 1 : text[0] == '{' ? wrapped_array(text) : 0;
  if (behind > 0) {
    for (char c : text.substr(0, behind)) line += c == '\n';
    window.drop(start + behind);
    return std::make_unique<Array>(std::move(window), line, max_row_bytes);
  }
  return std::make_unique<Lines>(std::move(window), max_row_bytes);
}

}  // namespace evenset
