#include "models/ngram_features.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "evenset/error.h"
#include "language/stop_words.h"
#include "models/row_measures.h"
#include "text/hash.h"

namespace evenset {
namespace {

constexpr size_t kGramLimit = 8;  // a gram is one load of 64 bits
constexpr size_t kEndTokens = 5, kEndRuns = 3;
constexpr size_t kFrameLeast = 2, kFrameMost = 4;
constexpr uint64_t kMask = 0x5bd1e9955bd1e995;  // of any content word
enum Kind : size_t { kGrams, kWords, kFrame, kEnds };
// How much a field weighs, by kind.
constexpr float kKindValue[] = {1, 1, 1, 1};
constexpr float kMeasureValue = 0.25f;

enum ByteKind : uint8_t { kBlank, kSign, kLetter };

struct Folded {
  ByteKind kind;
  char byte;
};

constexpr std::array<Folded, 256> folded_bytes() {
  std::array<Folded, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    const char byte = static_cast<char>(c);
    if (c >= 'A' && c <= 'Z') {
      table[c] = {kLetter, static_cast<char>(c + 32)};
    } else if (c >= '0' && c <= '9') {
      table[c] = {kLetter, '0'};
    } else if ((c >= 'a' && c <= 'z') || c >= 0x80 || c == '\'') {
      table[c] = {kLetter, byte};
    } else {
      table[c] = {c <= ' ' || c == 0x7f ? kBlank : kSign, byte};
    }
  }
  return table;
}
constexpr std::array<Folded, 256> kFolded = folded_bytes();

// The first `count` bytes of a load; nothing folded is a zero byte, so that
// grams of different sizes differ.
uint64_t low_bytes(uint64_t bytes, size_t count) {
  return count >= 8 ? bytes : bytes & ((uint64_t{1} << (8 * count)) - 1);
}

uint64_t loaded(const char* at) {
  uint64_t bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

// A text in two parts where it is longer than both.
TextEnds ends_of(std::string_view text, size_t head, size_t tail) {
  if (text.size() <= head + tail) return {text, {}};
  return {text.substr(0, head), text.substr(text.size() - tail)};
}

struct Setting {
  uint32_t FeatureShape::*member;
  uint32_t least, most;
};
constexpr uint32_t kPartLimit = 1 << 16;
constexpr Setting kSettings[] = {
    {&FeatureShape::buckets, 1, 1 << 24},          {&FeatureShape::gram_min, 1, kGramLimit},
    {&FeatureShape::gram_max, 1, kGramLimit},      {&FeatureShape::word_max, 1, 4},
    {&FeatureShape::question_head, 0, kPartLimit}, {&FeatureShape::question_tail, 0, kPartLimit},
    {&FeatureShape::response_head, 0, kPartLimit}, {&FeatureShape::response_tail, 0, kPartLimit},
    {&FeatureShape::before, 0, kPartLimit},
};

}  // namespace

std::string FeatureShape::text() const {
  std::string out;
  for (const Setting& setting : kSettings)
    out += (out.empty() ? "" : ",") + std::to_string(this->*setting.member);
  return out;
}

FeatureShape FeatureShape::parse(std::string_view text) {
  FeatureShape out;
  const char* at = text.data();
  const char* const end = at + text.size();
  bool good = true;
  for (const Setting& setting : kSettings) {
    if (&setting != kSettings) good = good && at != end && *at++ == ',';
    uint32_t number = 0;
    const auto [stop, fault] = std::from_chars(at, end, number);
    good = good && fault == std::errc() && number >= setting.least && number <= setting.most;
    if (!good) break;
    out.*setting.member = number;
    at = stop;
  }
  if (!good || at != end)
    throw Error(ErrorKind::input,
                "the shape of the features is not one this version knows; train the model anew");
  return out;
}

NgramFeatures::NgramFeatures(const FeatureShape& shape)
    : shape_(shape), seen_((shape.buckets + kMeasures) / 64 + 1) {}

float NgramFeatures::value(size_t field, size_t count) {
  if (count == 0) return 0;
  return field == measures ? kMeasureValue
                           : kKindValue[field % kKinds] / std::sqrt(static_cast<float>(count));
}

inline void NgramFeatures::add(uint64_t hash) {
  hash = (hash ^ salt_) * kOdd;
  hash = (hash ^ (hash >> 32)) * 0xbf58476d1ce4e5b9;
  const auto bucket = static_cast<uint32_t>(((hash >> 32) * shape_.buckets) >> 32);
  uint64_t& word = seen_[bucket / 64];
  const uint64_t bit = uint64_t{1} << (bucket % 64);
  // Without a branch: whether a gram is new cannot be foretold.
  found_[count_] = bucket;
  count_ += (word & bit) == 0;
  word |= bit;
}

// `fill` adds at most `most` features.
template <class Fill>
void NgramFeatures::add_field(size_t field, size_t most, const Fill& fill) {
  const size_t begin = begin_[field] = count_;
  found_.resize(std::max(found_.size(), count_ + most + 1));
  salt_ = mix64(kOdd * (field + 1));
  fill();
  begin_[field + 1] = count_;
  for (size_t i = begin; i < count_; ++i) seen_[found_[i] / 64] = 0;
}

// Tokens with one blank before, between and behind.
void NgramFeatures::fold(const TextEnds& parts) {
  // Worst: a blank between any two bytes.
  folded_.resize(2 * (parts.head.size() + parts.tail.size()) + 2 + kGramLimit);
  char* out = folded_.data();
  *out++ = ' ';
  for (const std::string_view part : {parts.head, parts.tail}) {
    ByteKind before = kBlank;
    for (const char c : part) {
      const Folded folded = kFolded[static_cast<unsigned char>(c)];
      *out = ' ';
      out += folded.kind != before && before != kBlank;
      *out = folded.byte;
      out += folded.kind != kBlank;
      before = folded.kind;
    }
    *out = ' ';
    out += before != kBlank;
  }
  folded_size_ = static_cast<size_t>(out - folded_.data());
  std::memset(out, 0, kGramLimit);
}

void NgramFeatures::read_tokens() {
  tokens_.clear();
  const std::string_view text(folded_.data(), folded_size_);
  for (size_t begin = 1; begin < text.size();) {
    const size_t end = text.find(' ', begin);
    const std::string_view token = text.substr(begin, end - begin);
    const uint64_t hash = fnv1a(token);
    const bool masked = kFolded[static_cast<unsigned char>(token[0])].kind == kLetter && token[0] != '0' &&
                        !is_stop_word(token);
    tokens_.push_back({hash, masked ? kMask : hash});
    begin = end + 1;
  }
}

void NgramFeatures::add_grams() {
  size_t border = 0;
  for (size_t at = 0; at + 1 < folded_size_; ++at) {
    // No gram spans two tokens.
    if (at == border) border = folded_.find(' ', at + 1);
    const uint64_t bytes = loaded(folded_.data() + at);
    const size_t most = std::min<size_t>(shape_.gram_max, border + 1 - at);
    for (size_t size = shape_.gram_min; size <= most; ++size) add(low_bytes(bytes, size));
  }
}

// Runs of `least` to `most` of the tokens [begin, end).
void NgramFeatures::add_runs(size_t begin, size_t end, size_t least, size_t most, uint64_t Token::*part) {
  for (size_t first = begin; first < end; ++first) {
    uint64_t hash = 0;
    for (size_t size = 1; size <= std::min(end - first, most); ++size) {
      hash = (hash ^ tokens_[first + size - 1].*part) * 0x9fb21c651e98df25;
      hash ^= hash >> 29;
      if (size >= least) add(hash);
    }
  }
}

void NgramFeatures::read_text(size_t first, const TextEnds& parts) {
  fold(parts);
  read_tokens();
  const size_t count = tokens_.size(), few = std::min(count, kEndTokens);
  add_field(first + kGrams, folded_size_ * kGramLimit, [&] { add_grams(); });
  add_field(first + kWords, count * shape_.word_max,
            [&] { add_runs(0, count, 1, shape_.word_max, &Token::hash); });
  add_field(first + kFrame, count * kFrameMost,
            [&] { add_runs(0, count, kFrameLeast, kFrameMost, &Token::frame); });
  add_field(first + kEnds, 2 * kEndTokens * kEndRuns, [&] {
    add_runs(0, few, 1, kEndRuns, &Token::hash);
    salt_ = mix64(salt_);
    add_runs(count - few, count, 1, kEndRuns, &Token::hash);
  });
}

void NgramFeatures::read(const RowView& row) {
  count_ = 0;
  read_text(question, ends_of(row.question, shape_.question_head, shape_.question_tail));
  read_text(response, ends_of(row.response, shape_.response_head, shape_.response_tail));
  const TurnsBefore before = turns_before(row);
  read_text(reply, ends_of(before.reply, shape_.before, shape_.before));
  read_text(earlier, ends_of(before.question, shape_.before, shape_.before));
  const auto shown = row_measures(row);
  add_field(measures, kMeasures, [&] {
    for (uint32_t number = 0; number < kMeasures; ++number)
      if (shown[number]) found_[count_++] = shape_.buckets + number;
  });
}

}  // namespace evenset
