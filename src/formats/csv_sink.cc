// Records as CSV or TSV: RFC 4180 with LF; an empty cell is null, `""` an empty
// text, and lists are JSON text.
#include "formats/cell_text.h"
#include "formats/container.h"

namespace evenset {
namespace {

class CsvSink : public RecordSink {
 public:
  CsvSink(std::unique_ptr<ByteSink> bytes, const Form& form, char separator)
      : bytes_(std::move(bytes)), form_(form), special_{'"', '\n', '\r', separator}, separator_(separator) {
    for (const Member& member : form.members) line_.append(member.name) += separator;
    line_ += "extra\n";
    bytes_->write(line_);
  }

  void write(const Record& record) override {
    line_.clear();
    for (size_t i = 0; i < form_.members.size(); ++i) {
      append(form_.members[i], record.cells[i]);
      line_ += separator_;
    }
    if (!record.extra.empty()) quote(record.extra);
    line_ += '\n';
    bytes_->write(line_);
  }

  void close() override { bytes_->close(); }

 private:
  void append(const Member& member, const Record::Cell& cell) {
    if (cell.null) return;
    if (member.message.empty()) return quote(cell.texts[0]);
    json_.clear();
    append_cell(json_, member, cell);
    quote(json_);
  }

  void quote(std::string_view text) {
    bool plain = !text.empty() && text.front() != ' ' && text.back() != ' ' &&
                 text.find_first_of(special_) == std::string_view::npos;
    if (plain) {
      line_ += text;
      return;
    }
    line_ += '"';
    for (size_t at = 0; at < text.size();) {
      size_t next = std::min(text.find('"', at), text.size());
      line_ += text.substr(at, next - at);
      if (next < text.size()) line_ += "\"\"";
      at = next + 1;
    }
    line_ += '"';
  }

  std::unique_ptr<ByteSink> bytes_;
  const Form& form_;
  std::string special_;
  char separator_;
  std::string line_, json_;
};

}  // namespace

std::unique_ptr<RecordSink> csv_sink(std::unique_ptr<ByteSink> bytes, const Form& form, char separator) {
  return std::make_unique<CsvSink>(std::move(bytes), form, separator);
}

}  // namespace evenset
