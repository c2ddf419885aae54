// Records as JSON lines or as one array with a row a line.
#include "formats/cell_text.h"
#include "formats/container.h"

namespace evenset {
namespace {

class JsonSink : public RecordSink {
 public:
  JsonSink(std::unique_ptr<ByteSink> bytes, const Form& form, bool array)
      : bytes_(std::move(bytes)), form_(form), array_(array) {}

  bool is_json() const override { return true; }

  void write(const Record& record) override {
    line_.clear();
    if (array_) line_ = empty_ ? "[\n" : ",\n";
    append_record(line_, form_, record);
    if (!array_) line_ += '\n';
    bytes_->write(line_);
    empty_ = false;
  }

  void close() override {
    if (array_) bytes_->write(empty_ ? "[]\n" : "\n]\n");
    bytes_->close();
  }

 private:
  std::unique_ptr<ByteSink> bytes_;
  const Form& form_;
  bool array_;
  bool empty_ = true;
  std::string line_;
};

}  // namespace

std::unique_ptr<RecordSink> json_lines_sink(std::unique_ptr<ByteSink> bytes, const Form& form, bool array) {
  return std::make_unique<JsonSink>(std::move(bytes), form, array);
}

}  // namespace evenset
