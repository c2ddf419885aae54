#include "cli/dedup_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "cli/json.h"
#include "cli/pool.h"
#include "evenset/error.h"
#include "text/json.h"
#include "text/utf8.h"

namespace evenset {
namespace {

constexpr size_t kNearest = 10;
constexpr size_t kKeptText = 4096;       // bytes of a text that evidence is looked for in
constexpr uint64_t kMostKept = 1 << 29;  // bytes of all of them

bool is_file(const std::string& path) {
  return path != "-" && (!std::filesystem::exists(path) || std::filesystem::is_regular_file(path));
}

std::string place(const std::string& path) { return std::filesystem::weakly_canonical(path).string(); }

// Outputs that would undo each other.
void check(const Arguments& arguments) {
  std::vector<std::string> outputs;
  for (const char* flag : {"--output", "--removed", "--neighbours", "--variations"})
    if (arguments.has(flag) || flag == std::string_view("--output")) outputs.push_back(arguments.text(flag));
  const auto to_standard = std::count(outputs.begin(), outputs.end(), "-") + arguments.has("--json");
  if (to_standard > 1)
    throw Error(
        ErrorKind::usage,
        "only one of rows, --removed, --neighbours, --variations and --json can go to standard output; "
        "give -o FILE");
  std::vector<std::string> taken;
  for (const std::string& input : arguments.inputs)
    if (is_file(input)) taken.push_back(place(input));
  for (const std::string& output : outputs) {
    if (!is_file(output)) continue;
    if (std::find(taken.begin(), taken.end(), place(output)) != taken.end())
      throw Error(ErrorKind::usage, output + ": is an input, or named for two outputs; name another file",
                  output);
    taken.push_back(place(output));
  }
}

// The first bytes, whole letters of UTF-8.
std::string beginning(std::string text) {
  text.resize(utf8_start(text, kKeptText));
  return text;
}

// Texts of the rows that some removal names as its kept twin, by number.
class Twins {
 public:
  // Of the rows here, or of the other set.
  Twins(const Deduped& result, Field field, bool against) : field_(field) {
    for (const Removed& one : result.removed)
      if (one.against == against) text_[one.kept_row];
  }
  void read(const Examples& batch) {
    for (size_t i = 0; i < batch.size(); ++i) {
      const auto found = text_.find(batch.row[i]);
      if (found == text_.end() || bytes_ > kMostKept) continue;
      found->second = beginning(field_text(batch, i, field_));
      bytes_ += found->second.size();
    }
  }
  std::string_view operator[](uint64_t row) const {
    const auto found = text_.find(row);
    return found == text_.end() ? std::string_view() : found->second;
  }

 private:
  Field field_;
  uint64_t bytes_ = 0;
  std::unordered_map<uint64_t, std::string> text_;
};

// `{"row":9,"kept_row":2,"score":0.84,"method":"near","shared":"…"}`
std::string evidence(const Removed& one, std::string_view shared) {
  std::string out =
      fmt::format("{{\"row\":{},\"kept_row\":{},\"score\":{:.4f},\"method\":\"{}\",\"shared\":", one.row,
                  one.kept_row, one.score, name(one.method));
  append_json_string(out, shared);
  if (one.against) out += ",\"against\":true";
  return out + "}\n";
}

std::unique_ptr<ByteSink> opened(const Arguments& arguments, const char* flag) {
  const bool asked = arguments.has(flag) || flag == std::string_view("--output");
  return asked ? create_bytes(arguments.text(flag), arguments.has("--force")) : nullptr;
}

void flush(ByteSink& sink, std::string& text) {
  sink.write(text);
  text.clear();
}

}  // namespace

DedupFiles::DedupFiles(const Arguments& arguments, const DedupOptions& options)
    : arguments_(arguments), options_(options), search_(options.unicode) {
  if (arguments.has("--dry-run")) return;
  check(arguments);
  kept_ = opened(arguments, "--output");
  removed_ = opened(arguments, "--removed");
  neighbours_ = opened(arguments, "--neighbours");
  variations_ = opened(arguments, "--variations");
}

void DedupFiles::read(const Examples& batch) {
  if (variations_) groups_.add(batch, options_.threads);
  if (!neighbours_) return;
  for (size_t i = 0; i < batch.size(); ++i) {
    search_.add(field_text(batch, i, options_.field));
    rows_.push_back(batch.row[i]);
  }
}

void DedupFiles::write(const Deduped& result, const std::vector<std::string>& others) {
  if (!kept_) return;
  if (neighbours_) write_neighbours();
  if (variations_) write_variations();
  write_rows(result, others);
  for (const auto& sink : {&kept_, &removed_, &neighbours_, &variations_})
    if (*sink) (*sink)->close();
}

// `{"row":3,"mean":0.0412,"nearest":[[17,0.6154],…]}` for every row that was read.
void DedupFiles::write_neighbours() {
  const Neighbours found = search_.find(kNearest, options_.threads);
  for (size_t i = 0; i < rows_.size(); ++i) {
    std::string line = fmt::format("{{\"row\":{},\"mean\":{:.6f},\"nearest\":[", rows_[i], found.mean[i]);
    for (const Neighbour& one : found.nearest[i])
      line += fmt::format("{}[{},{:.4f}]", line.back() == '[' ? "" : ",", rows_[one.text], one.score);
    neighbours_->write(line + "]}\n");
  }
}

// `{"rows":[3,17],"terms":[["vram"],["gpu","memory"]]}` for every group.
void DedupFiles::write_variations() {
  for (const VariationGroup& group : groups_.groups())
    variations_->write(Json({{"rows", group.rows}, {"terms", group.terms}}).dump() + "\n");
}

void DedupFiles::write_rows(const Deduped& result, const std::vector<std::string>& others) {
  Twins here(result, options_.field, false), there(result, options_.field, true);
  if (removed_) {
    for_rows(arguments_, "reading twins", [&](const Examples& batch, const Reader&) { here.read(batch); });
    Examples batch;
    if (!others.empty())
      for (Reader reader(others); reader.next(batch);) there.read(batch);
  }
  auto next = result.removed.begin();
  std::string rows, reasons;
  for_rows(arguments_, "writing", [&](const Examples& batch, const Reader&) {
    for (size_t i = 0; i < batch.size(); ++i) {
      const bool stays = next == result.removed.end() || next->row != batch.row[i];
      if (stays) {
        append_row(rows, batch, i);
        rows += '\n';
      } else if (removed_) {
        const std::string text = beginning(field_text(batch, i, options_.field));
        reasons += evidence(*next, shared_run(text, (next->against ? there : here)[next->kept_row]));
      }
      next += !stays;
    }
    flush(*kept_, rows);
    if (removed_) flush(*removed_, reasons);
  });
}

}  // namespace evenset
