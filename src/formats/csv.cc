// CSV and TSV by RFC 4180, one record at a time.
//
// A quote opens only at the start of a cell and closes before a separator or
// line break. Where that does not hold, the record is mended inside one line
// (`"a"b` is `ab`, and said) and rejected across lines: a stray quote has then
// swallowed a neighbour, and guessing where the next row starts would turn
// prose into rows.
#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "formats/container.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr size_t kPadding = 64;
constexpr size_t kBlock = size_t{1} << 18;

// What a column's cells may hold beside text.
enum class Column { text, messages, any };

Column column_kind(std::string_view name) {
  for (std::string_view text :
       {"instruction", "input", "output", "system", "question", "answer", "query", "response", "extra", "id"})
    if (name == text) return Column::text;
  for (std::string_view either : {"prompt", "completion", "chosen", "rejected"})
    if (name == either) return Column::messages;
  return Column::any;
}

bool is_message_list(std::string_view json) {
  JsonElements elements(json);
  if (json[0] != '[' || !elements.next() || elements.value[0] != '{') return false;
  for (JsonMembers members(elements.value); members.next();)
    if (members.key == "role" || members.key == "from") return true;
  return false;
}

bool is_json(Column column, std::string_view text) {
  if (column == Column::text || text.empty() || (text[0] != '[' && text[0] != '{') || !json_valid(text))
    return false;
  return column == Column::any || is_message_list(text);
}

struct Cell {
  size_t begin = 0, end = 0;  // in the record; quotes left out
  bool quoted = false;
  size_t tail = 0;  // bytes of text behind the closing quote, up to the separator
};

// Cuts a record into cells.
struct Cutter {
  char separator, line_break = '\n';
  std::vector<Cell> cells;
  size_t size = 0;        // of the record, its line break included
  bool unclosed = false;  // the text ended inside a quote

  // False where `text` ends before the record does; at the file's end it does not.
  bool cut(std::string_view text, bool at_end) {
    cells.clear();
    unclosed = false;
    for (size_t at = 0;;) {
      Cell cell{at, at, at < text.size() && text[at] == '"', 0};
      if (cell.quoted && !close(text, cell)) {
        unclosed = at_end;
        size = text.size();
        return at_end;
      }
      size_t end = cell_end(text, cell.quoted ? cell.end + 1 : at);
      if (end == text.size() && !at_end) return false;
      bool last = end == text.size() || text[end] == line_break;
      add(text, cell, end, last);
      at = end + 1;
      if (!last) continue;
      size = std::min(at, text.size());
      return true;
    }
  }

 private:
  size_t cell_end(std::string_view text, size_t at) const {
    while (at < text.size() && text[at] != separator && text[at] != line_break) ++at;
    return at;
  }

  // `end` is the separator's place; the last cell may end in a CR of its line break.
  void add(std::string_view text, Cell cell, size_t end, bool last) {
    size_t from = cell.quoted ? cell.end + 1 : cell.begin;
    if (last && end > from && text[end - 1] == '\r') --end;
    if (cell.quoted)
      cell.tail = end - from;
    else
      cell.end = end;
    cells.push_back(cell);
  }

  // Find the end of a cell that opens with a quote.
  static bool close(std::string_view text, Cell& cell) {
    size_t quote = closing_quote(text, cell.begin + 1);
    if (quote == std::string_view::npos) return false;
    ++cell.begin;
    cell.end = quote;
    return true;
  }

  static size_t closing_quote(std::string_view text, size_t at) {
    for (;;) {
      at = text.find('"', at);
      if (at == std::string_view::npos || at + 1 >= text.size() || text[at + 1] != '"') return at;
      at += 2;
    }
  }
};

class CsvRows : public RowSource {
 public:
  CsvRows(std::unique_ptr<ByteSource> bytes, char separator, size_t limit)
      : bytes_(std::move(bytes)), limit_(limit), cutter_{separator, '\n', {}, 0, false} {}

  bool next(RawRow& row) override {
    row = {};
    if (!started_) {
      started_ = true;
      if (!read_header(row)) return !row.rejected.empty();
    }
    for (;;) {
      if (!take_record()) return false;
      if (long_) {
        row.line = line_;
        row.rejected = "the row is longer than the limit";
        return true;
      }
      if (!blank()) break;
    }
    row.line = line_;
    row.json = record();
    row.rejected = fault();
    if (row.rejected.empty()) build(row);
    return true;
  }

 private:
  std::string_view view() const { return {buffer_.data() + begin_, end_ - begin_}; }
  std::string_view record() const {
    std::string_view text = view().substr(0, cutter_.size);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
  }

  // Read another block behind the window; the more it holds, the more at once,
  // as a long record is cut again from its start.
  bool more() {
    if (ended_) return false;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    size_t wanted = end_ + std::max(end_, kBlock);
    if (buffer_.size() < wanted) buffer_.resize(wanted);
    while (end_ < wanted) {
      size_t got = bytes_->read(buffer_.data() + end_, wanted - end_);
      end_ += got;
      if (got == 0) {
        ended_ = true;
        break;
      }
    }
    return true;
  }

  // Cut the next record at the front of the window. False at the end.
  bool take_record() {
    begin_ += taken_;
    line_ += lines_;
    taken_ = lines_ = 0;
    long_ = false;
    if (begin_ == end_ && (!more() || begin_ == end_)) return false;
    while (!cutter_.cut(view(), ended_)) {
      if (end_ - begin_ > limit_) {
        skip_record();
        return true;
      }
      more();
    }
    take_cut();
    return true;
  }

  void take_cut() {
    taken_ = cutter_.size;
    long_ = record().size() > limit_;
    std::string_view text = view().substr(0, taken_);
    lines_ = static_cast<uint64_t>(std::count(text.begin(), text.end(), cutter_.line_break));
  }

  // Go behind a record beyond the limit without keeping it.
  void skip_record() {
    long_ = true;
    enum { start, plain, quoted, closed } state = start;
    for (;; begin_ = end_) {
      if (begin_ == end_ && (!more() || begin_ == end_)) return;
      for (size_t i = begin_; i < end_; ++i) {
        char c = buffer_[i];
        lines_ += c == cutter_.line_break;
        if (state == quoted) {
          if (c == '"') state = closed;
        } else if (c == cutter_.line_break) {
          begin_ = i + 1;
          return;
        } else if (c == '"' && (state == start || state == closed)) {
          state = quoted;
        } else {
          state = c == cutter_.separator ? start : plain;
        }
      }
    }
  }

  bool blank() const {
    return cutter_.cells.size() == 1 && !cutter_.cells[0].quoted &&
           cutter_.cells[0].begin == cutter_.cells[0].end;
  }

  bool read_header(RawRow& row) {
    more();
    if (view().starts_with("\xEF\xBB\xBF")) begin_ += 3;
    std::string_view text = view();
    // Old Mac files end their lines by CR alone.
    if (text.find('\n') == std::string_view::npos && text.find('\r') != std::string_view::npos)
      cutter_.line_break = '\r';
    do {
      if (!take_record()) return false;
    } while (!long_ && blank());
    if (!long_) try_semicolons();
    if (!long_ && !cutter_.unclosed) {
      for (const Cell& cell : cutter_.cells) add_column(cell);
      return true;
    }
    row.line = line_;
    row.rejected =
        long_ ? "the header line is longer than the limit" : "a quote of the header line is not closed";
    if (!long_) row.json = record();
    begin_ = end_;
    taken_ = 0;
    ended_ = true;
    return false;
  }

  // A .csv whose header has semicolons and no comma is separated by them.
  void try_semicolons() {
    std::string_view text = record();
    if (cutter_.separator != ',' || text.find(',') != std::string_view::npos ||
        text.find(';') == std::string_view::npos)
      return;
    cutter_.separator = ';';
    cutter_.cut(view(), ended_);
    take_cut();
  }

  void add_column(const Cell& cell) {
    text_.clear();
    append_text(cell);
    size_t from = text_.find_first_not_of(" \t\r\n");
    std::string name =
        from == std::string::npos ? "" : text_.substr(from, text_.find_last_not_of(" \t\r\n") + 1 - from);
    size_t number = names_.size() + 1;
    if (name.empty()) name = "column_" + std::to_string(number);
    while (std::find(names_.begin(), names_.end(), name) != names_.end()) {
      note_ = "the header repeats a name: that column is read as its name with _" + std::to_string(number);
      name += "_" + std::to_string(number);
    }
    names_.push_back(name);
    kinds_.push_back(column_kind(name));
    keys_.emplace_back();
    append_json_string(keys_.back(), name);
    keys_.back() += ':';
  }

  // Append a cell's text: doubled quotes as one.
  void append_text(const Cell& cell) {
    std::string_view text = view();
    size_t from = cell.begin;
    while (cell.quoted) {
      size_t quote = text.substr(0, cell.end).find('"', from);
      if (quote == std::string_view::npos) break;
      text_ += text.substr(from, quote + 1 - from);
      from = quote + 2;
    }
    if (from < cell.end) text_ += text.substr(from, cell.end - from);
    if (cell.tail > 0) text_ += text.substr(cell.end + 1, cell.tail);
  }

  // Why the record is no row, "" if it may be one.
  std::string fault() const {
    if (cutter_.unclosed) return "a quote is not closed up to the end of the file";
    for (const Cell& cell : cutter_.cells) {
      if (cell.tail > 0 &&
          view().substr(cell.begin, cell.end - cell.begin).find('\n') != std::string_view::npos)
        return "a quote is not closed, or a quote inside a cell is not doubled";
    }
    for (size_t i = names_.size(); i < cutter_.cells.size(); ++i) {
      const Cell& cell = cutter_.cells[i];
      if (cell.end > cell.begin || cell.tail > 0)
        return std::to_string(cutter_.cells.size()) + " cells, where the header has " +
               std::to_string(names_.size());
    }
    return {};
  }

  void build(RawRow& row) {
    json_ = "{";
    size_t count = std::min(names_.size(), cutter_.cells.size());
    bool tail = false;
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) json_ += ',';
      json_ += keys_[i];
      append_value(kinds_[i], cutter_.cells[i]);
      tail |= cutter_.cells[i].tail > 0;
    }
    json_ += '}';
    size_t size = json_.size();
    json_.append(kPadding, '\0');
    row.json = {json_.data(), size};
    row.padded = true;
    auto note = [&](const std::string& what) { row.repaired += (row.repaired.empty() ? "" : "; ") + what; };
    if (!note_.empty()) note(std::exchange(note_, {}));
    if (tail) note("text stood behind a closing quote");
    if (cutter_.cells.size() > names_.size()) note("empty cells behind those of the header were dropped");
    if (cutter_.cells.size() < names_.size())
      note(std::to_string(cutter_.cells.size()) + " cells, where the header has " +
           std::to_string(names_.size()) + ": the missing ones are left out");
  }

  void append_value(Column kind, const Cell& cell) {
    if (!cell.quoted && cell.begin == cell.end) {
      json_ += "null";
      return;
    }
    text_.clear();
    append_text(cell);
    if (!is_json(kind, text_)) return append_json_string(json_, text_);
    // Line breaks of valid JSON stand between values only; a row is one line.
    std::replace_if(
        text_.begin(), text_.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    json_ += text_;
  }

  std::unique_ptr<ByteSource> bytes_;
  size_t limit_;
  Cutter cutter_;
  std::string buffer_;
  size_t begin_ = 0, end_ = 0, taken_ = 0;
  uint64_t line_ = 1, lines_ = 0;
  bool ended_ = false, started_ = false, long_ = false;
  std::vector<std::string> names_, keys_;
  std::vector<Column> kinds_;
  std::string note_, text_, json_;
};

}  // namespace

std::unique_ptr<RowSource> csv_rows(std::unique_ptr<ByteSource> bytes, char separator, size_t max_row_bytes) {
  return std::make_unique<CsvRows>(std::move(bytes), separator, max_row_bytes);
}

}  // namespace evenset
