// Parquet and Arrow IPC, both ways. With its two headers the only place that
// sees Arrow C++.
//
// Reading goes batch by batch: a batch is a few megabytes of a Parquet file, and
// what the writer made one in IPC. IPC files are read as the stream they are
// after their first eight bytes, so that pipes and .gz work too.
#include <arrow/api.h>
#include <arrow/io/api.h>
#include <arrow/ipc/api.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>

#include <algorithm>
#include <cstring>
#include <exception>

#include "formats/arrow_columns.h"
#include "formats/arrow_values.h"
#include "formats/container.h"

namespace evenset {
namespace {

constexpr size_t kPadding = 64;

[[noreturn]] void unreadable(const std::string& file, const std::string& why) {
  throw Error(ErrorKind::input,
              file + ": cannot be read as Parquet or Arrow: " + why.substr(0, why.find('\n')), file);
}

// ---- reading

// Bytes for Arrow. What the source throws is kept: it must not pass through Arrow.
class InputAdapter : public arrow::io::InputStream {
 public:
  explicit InputAdapter(std::unique_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}

  arrow::Result<int64_t> Read(int64_t size, void* out) override {
    int64_t have = std::min(size, static_cast<int64_t>(first_.size()));
    std::memcpy(out, first_.data(), static_cast<size_t>(have));
    first_.erase(0, static_cast<size_t>(have));
    try {
      while (have < size) {
        size_t got = bytes_->read(static_cast<char*>(out) + have, static_cast<size_t>(size - have));
        if (got == 0) break;
        have += static_cast<int64_t>(got);
      }
    } catch (...) {
      fault = std::current_exception();
      return arrow::Status::IOError("see fault");
    }
    position_ += have;
    return have;
  }

  // Memory follows the bytes that come, not those that a header claims.
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(int64_t size) override {
    ARROW_ASSIGN_OR_RAISE(auto buffer, arrow::AllocateResizableBuffer(0));
    int64_t step = int64_t{1} << 20;
    while (buffer->size() < size) {
      int64_t have = buffer->size();
      int64_t wanted = std::min(size - have, std::max(step, have));
      ARROW_RETURN_NOT_OK(buffer->Resize(have + wanted, false));
      ARROW_ASSIGN_OR_RAISE(int64_t got, Read(wanted, buffer->mutable_data() + have));
      ARROW_RETURN_NOT_OK(buffer->Resize(have + got, false));
      if (got < wanted) break;
    }
    return std::shared_ptr<arrow::Buffer>(std::move(buffer));
  }

  // Bytes that were read too early; the next to be read.
  void put_back(std::string bytes) { first_ = std::move(bytes); }

  arrow::Status Close() override { return arrow::Status::OK(); }
  arrow::Result<int64_t> Tell() const override { return position_; }
  bool closed() const override { return false; }

  std::exception_ptr fault;

 private:
  std::unique_ptr<ByteSource> bytes_;
  std::string first_;
  int64_t position_ = 0;
};

class Batches : public RowSource {
 public:
  explicit Batches(std::string file) : file_(std::move(file)) {}

  bool next(RawRow& row) override {
    while (!batch_ || at_ == batch_->num_rows()) {
      batch_ = guarded([&] { return next_batch(); });
      at_ = 0;
      if (!batch_) return false;
    }
    json_ = "{";
    for (int k = 0; k < batch_->num_columns(); ++k) {
      const arrow::Field& field = *batch_->schema()->field(k);
      if (k > 0) json_ += ',';
      append_json_string(json_, field.name());
      json_ += ':';
      append_value(json_, field, *batch_->column(k), at_);
    }
    json_ += '}';
    ++at_;
    size_t size = json_.size();
    json_.append(kPadding, '\0');
    row = {{json_.data(), size}, true, ++line_, {}, {}};
    return true;
  }

 protected:
  // Call into Arrow; whatever it throws is the file's fault.
  template <class Call>
  auto guarded(Call call) -> decltype(call()) {
    try {
      return call();
    } catch (const Error&) {
      throw;
    } catch (const std::exception& fault) {
      unreadable(file_, fault.what());
    }
  }

  template <class Value>
  Value need(arrow::Result<Value> result) {
    if (!result.ok()) fail(result.status());
    return std::move(result).ValueUnsafe();
  }

  virtual void fail(const arrow::Status& status) { unreadable(file_, status.message()); }
  virtual std::shared_ptr<arrow::RecordBatch> next_batch() = 0;

  std::string file_;

 private:
  std::shared_ptr<arrow::RecordBatch> batch_;
  int64_t at_ = 0;
  uint64_t line_ = 0;
  std::string json_;
};

class ParquetRows : public Batches {
 public:
  explicit ParquetRows(const std::string& file) : Batches(file) {
    guarded([&] { open(); });
  }

 private:
  void open() {
    auto opened = arrow::io::ReadableFile::Open(file_);
    if (!opened.ok()) throw Error(ErrorKind::io, file_ + ": " + opened.status().message(), file_);
    auto properties = parquet::default_reader_properties();
    properties.enable_buffered_stream();
    parquet::arrow::FileReaderBuilder builder;
    arrow::Status status = builder.Open(*opened, properties);
    if (!status.ok()) fail(status);
    parquet::ArrowReaderProperties arrow_properties(/*use_threads=*/false);
    arrow_properties.set_pre_buffer(false);
    arrow_properties.set_batch_size(batch_rows(*builder.raw_reader()->metadata()));
    builder.properties(arrow_properties);
    reader_ = need(builder.Build());
    batches_ = need(reader_->GetRecordBatchReader());
  }

  // Rows of a few megabytes.
  static int64_t batch_rows(const parquet::FileMetaData& metadata) {
    int64_t bytes = 0;
    for (int i = 0; i < metadata.num_row_groups(); ++i)
      bytes += std::max<int64_t>(metadata.RowGroup(i)->total_byte_size(), 0);
    int64_t a_row = bytes / std::max<int64_t>(metadata.num_rows(), 1) + 1;
    return std::clamp<int64_t>((int64_t{8} << 20) / a_row, 1, 8192);
  }

  std::shared_ptr<arrow::RecordBatch> next_batch() override { return need(batches_->Next()); }

  std::unique_ptr<parquet::arrow::FileReader> reader_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

class ArrowRows : public Batches {
 public:
  ArrowRows(std::unique_ptr<ByteSource> bytes, const std::string& file)
      : Batches(file), input_(std::make_shared<InputAdapter>(std::move(bytes))) {
    guarded([&] { open(); });
  }

 private:
  void open() {
    std::string start(8, '\0');
    start.resize(static_cast<size_t>(need(input_->Read(8, start.data()))));
    if (start.empty()) unreadable(file_, "it is empty");
    if (start.starts_with("FEA1")) unreadable(file_, "this is Feather version 1; write it anew as version 2");
    is_file_ = start.starts_with("ARROW1");
    if (!is_file_) input_->put_back(start);
    auto options = arrow::ipc::IpcReadOptions::Defaults();
    options.use_threads = false;
    batches_ = need(arrow::ipc::RecordBatchStreamReader::Open(input_, options));
  }

  std::shared_ptr<arrow::RecordBatch> next_batch() override {
    std::shared_ptr<arrow::RecordBatch> batch = need(batches_->Next());
    if (!batch) {
      if (is_file_) check_end();
      return batch;
    }
    // Arrow believes offsets as they stand.
    arrow::Status status = batch->ValidateFull();
    if (!status.ok()) fail(status);
    return batch;
  }

  // A file that was cut between two batches lacks its footer.
  void check_end() {
    std::string tail;
    for (char block[4096];;) {
      int64_t got = need(input_->Read(sizeof block, block));
      if (got == 0) break;
      tail.append(block, static_cast<size_t>(got));
      if (tail.size() > 6) tail.erase(0, tail.size() - 6);
    }
    if (tail != "ARROW1") unreadable(file_, "it ends too early: the file is truncated");
  }

  void fail(const arrow::Status& status) override {
    if (input_->fault) std::rethrow_exception(input_->fault);
    unreadable(file_, status.message());
  }

  std::shared_ptr<InputAdapter> input_;
  bool is_file_ = false;
  std::shared_ptr<arrow::ipc::RecordBatchStreamReader> batches_;
};

// ---- writing

class OutputAdapter : public arrow::io::OutputStream {
 public:
  explicit OutputAdapter(std::unique_ptr<ByteSink> bytes) : bytes_(std::move(bytes)) {}

  arrow::Status Write(const void* data, int64_t size) override {
    try {
      bytes_->write({static_cast<const char*>(data), static_cast<size_t>(size)});
    } catch (...) {
      fault = std::current_exception();
      return arrow::Status::IOError("see fault");
    }
    position_ += size;
    return arrow::Status::OK();
  }
  arrow::Status Close() override { return arrow::Status::OK(); }
  arrow::Result<int64_t> Tell() const override { return position_; }
  bool closed() const override { return false; }

  void finish() { bytes_->close(); }

  std::exception_ptr fault;

 private:
  std::unique_ptr<ByteSink> bytes_;
  int64_t position_ = 0;
};

// Collects records into batches; the containers differ in how a batch is written.
class BatchSink : public RecordSink {
 public:
  BatchSink(std::unique_ptr<ByteSink> bytes, const Form& form, size_t max_bytes)
      : output_(std::make_shared<OutputAdapter>(std::move(bytes))),
        schema_(schema_of(form)),
        form_(form),
        max_bytes_(max_bytes) {
    builder_ = need(arrow::RecordBatchBuilder::Make(schema_, arrow::default_memory_pool()));
  }

  void write(const Record& record) override {
    for (const Record::Cell& cell : record.cells) bytes_ += cell.texts.byte_count();
    bytes_ += record.extra.size();
    check(append_record(*builder_, form_, record));
    if (++rows_ == kMaxRows || bytes_ >= max_bytes_) flush();
  }

  void close() override {
    if (rows_ > 0) flush();
    check(close_container());
    output_->finish();
  }

 protected:
  void check(const arrow::Status& status) {
    if (status.ok()) return;
    if (output_->fault) std::rethrow_exception(output_->fault);
    throw Error(ErrorKind::io, "Arrow cannot write: " + status.message());
  }
  template <class Value>
  Value need(arrow::Result<Value> result) {
    check(result.status());
    return std::move(result).ValueUnsafe();
  }
  virtual arrow::Status write_batch(std::shared_ptr<arrow::RecordBatch> batch) = 0;
  virtual arrow::Status close_container() = 0;

  std::shared_ptr<OutputAdapter> output_;
  std::shared_ptr<arrow::Schema> schema_;

 private:
  static constexpr int64_t kMaxRows = 65536;

  void flush() {
    check(write_batch(need(builder_->Flush())));
    rows_ = 0;
    bytes_ = 0;
  }

  const Form& form_;
  size_t max_bytes_, bytes_ = 0;
  int64_t rows_ = 0;
  std::unique_ptr<arrow::RecordBatchBuilder> builder_;
};

// A batch is a row group.
class ParquetSink : public BatchSink {
 public:
  ParquetSink(std::unique_ptr<ByteSink> bytes, const Form& form)
      : BatchSink(std::move(bytes), form, size_t{64} << 20) {
    auto properties = parquet::WriterProperties::Builder().compression(parquet::Compression::ZSTD)->build();
    writer_ =
        need(parquet::arrow::FileWriter::Open(*schema_, arrow::default_memory_pool(), output_, properties));
  }

 private:
  arrow::Status write_batch(std::shared_ptr<arrow::RecordBatch> batch) override {
    ARROW_ASSIGN_OR_RAISE(auto table, arrow::Table::FromRecordBatches({batch}));
    return writer_->WriteTable(*table, batch->num_rows());
  }
  arrow::Status close_container() override { return writer_->Close(); }

  std::unique_ptr<parquet::arrow::FileWriter> writer_;
};

class ArrowSink : public BatchSink {
 public:
  ArrowSink(std::unique_ptr<ByteSink> bytes, const Form& form)
      : BatchSink(std::move(bytes), form, size_t{8} << 20) {
    writer_ = need(arrow::ipc::MakeFileWriter(output_, schema_));
  }

 private:
  arrow::Status write_batch(std::shared_ptr<arrow::RecordBatch> batch) override {
    return writer_->WriteRecordBatch(*batch);
  }
  arrow::Status close_container() override { return writer_->Close(); }

  std::shared_ptr<arrow::ipc::RecordBatchWriter> writer_;
};

}  // namespace

std::unique_ptr<RowSource> parquet_rows(const std::string& file) {
  return std::make_unique<ParquetRows>(file);
}

std::unique_ptr<RowSource> arrow_rows(std::unique_ptr<ByteSource> bytes, const std::string& file) {
  return std::make_unique<ArrowRows>(std::move(bytes), file);
}

std::unique_ptr<RecordSink> parquet_sink(std::unique_ptr<ByteSink> bytes, const Form& form) {
  return std::make_unique<ParquetSink>(std::move(bytes), form);
}

std::unique_ptr<RecordSink> arrow_sink(std::unique_ptr<ByteSink> bytes, const Form& form) {
  return std::make_unique<ArrowSink>(std::move(bytes), form);
}

}  // namespace evenset
