#include "dedup/rows_read.h"

#include <span>

#include "dedup/rouge_words.h"
#include "dedup/row_text.h"
#include "text/ngrams.h"
#include "text/words.h"

namespace evenset {
namespace {

class RowsReader {
 public:
  RowsReader(const Examples& batch, const DedupOptions& options) : batch_(batch), options_(options) {}

  void add(size_t i) {
    const uint64_t rest = options_.field == Field::both ? rest_of(batch_, i) : 0;
    out_.exact.push_back(text_hash(batch_, i, options_.field, rest));
    size_t count = 0;
    for_each_text(batch_, i, options_.field, [&](std::string_view text) { count += word_count(text); });
    out_.standing.push_back(standing_of(batch_, i, count));
    if (options_.asks(Likeness::near)) add_grams(i, rest);
    if (options_.asks(Likeness::rouge_l)) add_words(i, rest);
  }

  RowsRead take() { return std::move(out_); }

 private:
  // Rows that differ in the rest have no word in common.
  static void set_apart(std::span<uint64_t> hashes, uint64_t rest) {
    if (rest != 0)
      for (uint64_t& hash : hashes) hash = mix64(hash ^ rest);
  }

  void add_grams(size_t i, uint64_t rest) {
    words_.clear();
    for_each_text(batch_, i, options_.field, [&](std::string_view text) { append_words(words_, text); });
    set_apart(words_, rest);
    set_.clear();
    append_grams(set_, words_, static_cast<size_t>(options_.grams));
    make_set(set_);
    out_.grams.insert(out_.grams.end(), set_.begin(), set_.end());
    out_.gram_counts.push_back(static_cast<uint32_t>(set_.size()));
  }

  void add_words(size_t i, uint64_t rest) {
    const size_t begin = out_.words.size();
    for_each_text(batch_, i, options_.field,
                  [&](std::string_view text) { append_rouge_words(out_.words, text, options_.unicode); });
    set_apart(std::span(out_.words).subspan(begin), rest);
    out_.word_counts.push_back(static_cast<uint32_t>(out_.words.size() - begin));
  }

  const Examples& batch_;
  const DedupOptions& options_;
  RowsRead out_;
  std::vector<uint64_t> words_, set_;  // kept for their memory
};

}  // namespace

RowsRead read_rows(const Examples& batch, size_t begin, size_t end, const DedupOptions& options) {
  RowsReader reader(batch, options);
  for (size_t i = begin; i < end; ++i) reader.add(i);
  return reader.take();
}

}  // namespace evenset
