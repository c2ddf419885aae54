#include <algorithm>

#include "evenset/format.h"
#include "formats/container.h"
#include "inputs.h"

namespace evenset {
namespace {

const Format& format_named(std::string_view name) {
  std::string names;
  for (const Format* format : formats()) {
    if (format->name == name) return *format;
    names += (names.empty() ? "" : ", ") + std::string(format->name);
  }
  throw Error(ErrorKind::usage, "no format is called '" + std::string(name) + "'; there are " + names);
}

const Format& format_of(const std::string& path, const std::string& wanted) {
  if (!wanted.empty()) return format_named(wanted);
  std::string name = plain_name(path);
  for (const Format* format : formats())
    for (std::string_view suffix : format->suffixes)
      if (name.ends_with(suffix)) return *format;
  for (std::string_view suffix : {".parquet", ".arrow", ".feather", ".ipc"})
    if (name.ends_with(suffix))
      throw Error(ErrorKind::usage, path + ": this build has no Parquet and no Arrow", path);
  return format_named("jsonl");
}

std::unique_ptr<RecordSink> open_sink(const std::string& path, const Form& form,
                                      const WriteOptions& options) {
  std::string_view format = format_of(path, options.format).name;
  if (format == "parquet" && plain_name(path).size() != path.size())
    throw Error(ErrorKind::usage, path + ": Parquet is compressed inside; leave out the last suffix", path);
  std::unique_ptr<ByteSink> bytes = create_bytes(path, options.force);
#ifdef EVENSET_PARQUET
  if (format == "parquet") return parquet_sink(std::move(bytes), form);
  if (format == "arrow") return arrow_sink(std::move(bytes), form);
#endif
  if (format == "csv" || format == "tsv")
    return csv_sink(std::move(bytes), form, format == "csv" ? ',' : '\t');
  return json_lines_sink(std::move(bytes), form, format == "json");
}

}  // namespace

struct Writer::State {
  const Form& form;
  std::unique_ptr<RecordSink> sink;
  Record record;
  std::map<std::string, uint64_t, std::less<>> moved;
};

Writer::Writer(const std::string& path, const Form& form, WriteOptions options)
    : state_(new State{form, open_sink(path, form, options), {}, {}}) {
  state_->record.json = state_->sink->is_json();
}

Writer::~Writer() = default;

void Writer::write(const Examples& examples, size_t i) {
  State& s = *state_;
  s.form.fill(s.record, examples, i);
  // Rows are counted, not occurrences.
  std::vector<std::string_view>& lost = s.record.lost;
  std::sort(lost.begin(), lost.end());
  lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
  for (std::string_view name : lost) {
    auto entry = s.moved.find(name);
    if (entry == s.moved.end()) entry = s.moved.emplace(name, 0).first;
    ++entry->second;
  }
  s.sink->write(s.record);
}

void Writer::close() { state_->sink->close(); }

const std::map<std::string, uint64_t, std::less<>>& Writer::moved() const { return state_->moved; }

}  // namespace evenset
