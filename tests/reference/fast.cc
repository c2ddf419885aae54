#include "reference/fast.h"

#include <cctype>
#include <cmath>
#include <string>

#include "language/stop_words.h"
#include "text/hash.h"

namespace evenset::reference {
namespace {

using Words = std::vector<std::string>;

// 0: blank, 1: sign, 2: letter.
int kind(unsigned char c) {
  if (c <= ' ' || c == 0x7f) return 0;
  return std::isalnum(c) || c >= 0x80 || c == '\'' ? 2 : 1;
}

Words tokens(const std::string& text) {
  Words out;
  int before = 0;
  for (const char byte : text) {
    const auto c = static_cast<unsigned char>(byte);
    if (kind(c) != 0) {
      if (kind(c) != before) out.emplace_back();
      out.back() += static_cast<char>(std::isdigit(c) ? '0' : c < 0x80 ? std::tolower(c) : c);
    }
    before = kind(c);
  }
  return out;
}

uint64_t fnv(const std::string& word) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

uint64_t little_endian(const std::string& gram) {
  uint64_t out = 0;
  for (size_t i = gram.size(); i-- > 0;) out = out << 8 | static_cast<unsigned char>(gram[i]);
  return out;
}

struct Bag {
  std::set<uint32_t>& into;
  uint64_t salt;
  uint32_t buckets;

  void add(uint64_t hash) {
    hash = (hash ^ salt) * kOdd;
    hash = (hash ^ (hash >> 32)) * 0xbf58476d1ce4e5b9;
    into.insert(static_cast<uint32_t>(((hash >> 32) * buckets) >> 32));
  }

  void add_runs(const std::vector<uint64_t>& of, size_t least, size_t most) {
    for (size_t first = 0; first < of.size(); ++first) {
      for (size_t size = least; size <= most && first + size <= of.size(); ++size) {
        uint64_t hash = 0;
        for (size_t i = first; i < first + size; ++i) {
          hash = (hash ^ of[i]) * 0x9fb21c651e98df25;
          hash ^= hash >> 29;
        }
        add(hash);
      }
    }
  }
};

Words words_of(std::string_view text, size_t head, size_t tail) {
  if (text.size() <= head + tail) return tokens(std::string(text));
  Words out = tokens(std::string(text.substr(0, head)));
  for (std::string& word : tokens(std::string(text.substr(text.size() - tail))))
    out.push_back(std::move(word));
  return out;
}

void add_text(std::vector<std::set<uint32_t>>& out, size_t field, const Words& words,
              const FeatureShape& shape) {
  const auto bag = [&](size_t kind) {
    return Bag{out[field + kind], mix64(kOdd * (field + kind + 1)), shape.buckets};
  };
  std::vector<uint64_t> hashes, frame;
  Bag grams = bag(0);
  for (const std::string& word : words) {
    const std::string padded = " " + word + " ";
    for (size_t size = shape.gram_min; size <= shape.gram_max; ++size)
      for (size_t at = 0; at + size <= padded.size(); ++at)
        // The last blank of a word is the first of the next.
        if (at + 1 < padded.size()) grams.add(little_endian(padded.substr(at, size)));
    hashes.push_back(fnv(word));
    const bool content =
        kind(static_cast<unsigned char>(word[0])) == 2 && word[0] != '0' && !is_stop_word(word);
    frame.push_back(content ? 0x5bd1e9955bd1e995 : hashes.back());
  }
  bag(1).add_runs(hashes, 1, shape.word_max);
  bag(2).add_runs(frame, 2, 4);
  const size_t few = std::min<size_t>(5, hashes.size());
  Bag ends = bag(3);
  ends.add_runs({hashes.begin(), hashes.begin() + static_cast<long>(few)}, 1, 3);
  ends.salt = mix64(ends.salt);
  ends.add_runs({hashes.end() - static_cast<long>(few), hashes.end()}, 1, 3);
}

double dot(const SparseRows& rows, size_t row, const std::vector<double>& weights) {
  double out = weights.back();
  for (const SparseRows::Run& run : rows.runs(row))
    for (const uint32_t feature : rows.features(run)) out += double{run.value} * weights[feature];
  return out;
}

}  // namespace

std::vector<std::set<uint32_t>> fast_features(const RowView& row, const FeatureShape& shape) {
  using N = NgramFeatures;
  std::vector<std::set<uint32_t>> out(N::kFields);
  const TurnsBefore before = turns_before(row);
  add_text(out, N::question, words_of(row.question, shape.question_head, shape.question_tail), shape);
  add_text(out, N::response, words_of(row.response, shape.response_head, shape.response_tail), shape);
  add_text(out, N::reply, words_of(before.reply, shape.before, shape.before), shape);
  add_text(out, N::earlier, words_of(before.question, shape.before, shape.before), shape);
  for (uint32_t m = 0; m < N::kMeasures; ++m)
    if (row_measures(row)[m]) out[N::measures].insert(shape.buckets + m);
  return out;
}

std::vector<double> fast_scores(const FastWeights& weights, const RowView& row) {
  const auto fields = fast_features(row, weights.shape);
  std::vector<double> out(weights.bias.begin(), weights.bias.end());
  for (size_t f = 0; f < fields.size(); ++f)
    for (const uint32_t feature : fields[f])
      for (size_t k = 0; k < out.size(); ++k)
        out[k] += double{NgramFeatures::value(f, fields[f].size())} * double{weights.scale[k]} *
                  weights.table[feature * out.size() + k];
  return out;
}

double logistic_loss(const SparseRows& rows, const Targets& targets, size_t column, double c,
                     const std::vector<double>& weights) {
  double out = 0;
  for (const double w : weights) out += w * w / 2;
  for (size_t row = 0; row < rows.size(); ++row) {
    const int sign = targets.sign[row * targets.columns + column];
    if (sign != 0)
      out += c * double{targets.weight[row]} * std::log1p(std::exp(-sign * dot(rows, row, weights)));
  }
  return out;
}

std::vector<double> logistic(const SparseRows& rows, const Targets& targets, size_t column, double c,
                             size_t features) {
  std::vector<double> weights(features + 1);
  double curvature = 1;
  for (size_t row = 0; row < rows.size(); ++row)
    curvature += c * double{targets.weight[row]} * (rows.square(row) + 1) / 4;
  for (int step = 0; step < 20000; ++step) {
    std::vector<double> slope = weights;
    for (size_t row = 0; row < rows.size(); ++row) {
      const int sign = targets.sign[row * targets.columns + column];
      const double pull =
          -c * double{targets.weight[row]} * sign / (1 + std::exp(sign * dot(rows, row, weights)));
      for (const SparseRows::Run& run : rows.runs(row))
        for (const uint32_t feature : rows.features(run)) slope[feature] += pull * double{run.value};
      slope.back() += pull;
    }
    for (size_t f = 0; f < weights.size(); ++f) weights[f] -= slope[f] / curvature;
  }
  return weights;
}

}  // namespace evenset::reference
