// A novelty index as a file: a mark, the options, the words' hashes, each text's
// number and words, and a check sum of all before it. Numbers of eight bytes,
// as the machine writes them (little end first).
#include <algorithm>
#include <cstring>
#include <fstream>

#include "dedup/novelty_state.h"
#include "evenset/error.h"
#include "formats/container.h"
#include "text/hash.h"
#include "text/raw.h"

namespace evenset {
namespace {

constexpr std::string_view kMark = "evenset novelty index 1\n";

[[noreturn]] void refuse(const std::string& file, const char* what) {
  throw Error(ErrorKind::input, file + ": " + what + "; make the index anew", file);
}

// What is left of a file; every take is checked.
class Bytes {
 public:
  Bytes(const std::string& file, std::string_view bytes) : file_(file), rest_(bytes) {}

  template <class T>
  T take() {
    T value;
    if (rest_.size() < sizeof value) refuse(file_, "the index is cut short");
    std::memcpy(&value, rest_.data(), sizeof value);
    rest_.remove_prefix(sizeof value);
    return value;
  }
  // A count of things of `size` bytes, all of which must still be there.
  uint64_t count(size_t size) {
    const auto out = take<uint64_t>();
    if (out > rest_.size() / size) refuse(file_, "the index is cut short");
    return out;
  }
  bool empty() const { return rest_.empty(); }

 private:
  const std::string& file_;
  std::string_view rest_;
};

std::string read_all(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string out{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw Error(ErrorKind::io, file + ": cannot be read", file);
  return out;
}

}  // namespace

void NoveltyIndex::save(const std::string& file) const {
  std::string out(kMark);
  append_raw(out, state_->options.threshold);
  append_raw(out, uint64_t{state_->options.unicode});
  append_raw(out, uint64_t{state_->vocabulary.size()});
  for (const uint64_t word : state_->vocabulary.words()) append_raw(out, word);
  append_raw(out, uint64_t{state_->living});
  for (size_t text = 0; text < state_->number.size(); ++text) {
    if (state_->removed[text]) continue;
    const auto words = state_->words_of(text);
    append_raw(out, state_->number[text]);
    append_raw(out, uint64_t{words.size()});
    for (const uint32_t word : words) append_raw(out, word);
  }
  append_raw(out, hash128(out).lo);
  const auto to = create_bytes(file, true);
  to->write(out);
  to->close();
}

NoveltyIndex NoveltyIndex::load(const std::string& file) {
  const std::string all = read_all(file);
  if (!all.starts_with(kMark)) refuse(file, "this is no novelty index of this version");
  uint64_t sum = 0;
  if (all.size() < kMark.size() + sizeof sum) refuse(file, "the index is cut short");
  const std::string_view checked(all.data(), all.size() - sizeof sum);
  std::memcpy(&sum, all.data() + checked.size(), sizeof sum);
  if (sum != hash128(checked).lo) refuse(file, "the index was cut short or changed");
  Bytes bytes(file, checked.substr(kMark.size()));
  const auto threshold = bytes.take<double>();
  NoveltyIndex out({threshold, bytes.take<uint64_t>() != 0});
  std::vector<uint64_t> vocabulary(bytes.count(sizeof(uint64_t))), words;
  for (uint64_t& word : vocabulary) word = bytes.take<uint64_t>();
  for (uint64_t texts = bytes.count(2 * sizeof(uint64_t)); texts > 0; --texts) {
    const auto number = bytes.take<uint64_t>();
    words.resize(bytes.count(sizeof(uint32_t)));
    for (uint64_t& word : words) {
      const auto known = bytes.take<uint32_t>();
      if (known >= vocabulary.size()) refuse(file, "the index names a word that it lacks");
      word = vocabulary[known];
    }
    out.state_->add(words, number);
  }
  if (!bytes.empty()) refuse(file, "the index has something behind its end");
  return out;
}

}  // namespace evenset
