// {"data":[{"index":0,"embedding":[0.1,…]},…],"usage":{"prompt_tokens":9}}
//
// Read as it stands, without a tree: a request's numbers are some ten thousand.
#include "llm/embedding_answer.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "llm/answer.h"
#include "llm/vector_cache.h"
#include "text/json.h"

namespace evenset {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);
constexpr double kShortest = 1e-100;  // below, squares lose their digits

// The number that `raw` is, wholly.
template <class Number>
std::optional<Number> number_of(std::string_view raw) {
  Number out{};
  const auto [end, fault] = std::from_chars(raw.data(), raw.data() + raw.size(), out);
  if (fault != std::errc() || end != raw.data() + raw.size()) return {};
  return out;
}

// Append the vector divided by its length; "" or the fault.
std::string append_vector(std::vector<float>& out, std::string_view raw) {
  std::vector<double> numbers;
  double squares = 0;
  if (!raw.starts_with('[')) return "a vector is missing, or no list";
  for (JsonElements elements(raw); elements.next();) {
    const std::optional<double> number = number_of<double>(elements.value);
    if (!number) return "a vector holds what is no finite number";
    if (numbers.size() == kMostWidth) return fmt::format("a vector has more than {} numbers", kMostWidth);
    numbers.push_back(*number);
    squares += *number * *number;
  }
  const double length = std::sqrt(squares);
  if (length < kShortest) return "a vector is all 0, or has no numbers";
  if (!std::isfinite(length)) return "a vector's numbers are too large";
  for (const double number : numbers) out.push_back(static_cast<float>(number / length));
  return {};
}

// The vectors by their indices, wherever they stand in the list.
class Reading {
 public:
  Reading(EmbeddingAnswer& out, size_t texts) : out_(out), place_(texts, kNone) {}

  std::string take(std::string_view entry) {
    const auto index = number_of<size_t>(json_member(entry, "index"));
    if (!index || *index >= place_.size()) return "a vector's index is missing, or none that was asked for";
    if (place_[*index] != kNone) return "two vectors have one index";
    place_[*index] = all_.size();
    const std::string fault = append_vector(all_, json_member(entry, "embedding"));
    const size_t width = all_.size() - place_[*index];
    if (!fault.empty()) return fault;
    if (out_.width != 0 && width != out_.width)
      return fmt::format("vectors of {} and of {} numbers stand in one answer", out_.width, width);
    out_.width = width;
    return {};
  }
  // Each index came once.
  void finish() {
    for (const size_t begin : place_)
      out_.vectors.insert(out_.vectors.end(), all_.begin() + static_cast<ptrdiff_t>(begin),
                          all_.begin() + static_cast<ptrdiff_t>(begin + out_.width));
  }

 private:
  EmbeddingAnswer& out_;
  std::vector<size_t> place_;  // in all_, of each text's vector
  std::vector<float> all_;
};

std::string fault_of(const std::string& body) {
  JsonFault fault;
  if (json_valid(body, &fault)) return {};
  const std::string plain = fault_without_document(body);
  return fault.incomplete && plain == kNoJson ? "the answer ends before its JSON does" : plain;
}

}  // namespace

EmbeddingAnswer read_embeddings(const std::string& body, size_t texts) {
  EmbeddingAnswer out;
  out.fault = fault_of(body);
  if (!out.fault.empty()) return out;
  const std::string_view document = std::string_view(body).substr(body.find_first_not_of(" \t\r\n"));
  const std::string_view data = json_member(document, "data");
  if (!data.starts_with('[')) {
    out.fault = "the answer holds no vectors";
    return out;
  }
  size_t count = 0;
  for (JsonElements entries(data); entries.next();) ++count;
  if (count != texts) {
    out.fault = fmt::format("the answer holds {} vectors for {} texts", count, texts);
    return out;
  }
  Reading reading(out, texts);
  for (JsonElements entries(data); out.fault.empty() && entries.next();)
    out.fault = reading.take(entries.value);
  if (!out.fault.empty()) return out;
  reading.finish();
  const auto tokens = number_of<uint64_t>(json_member(json_member(document, "usage"), "prompt_tokens"));
  if (tokens && *tokens <= kMostTokens) out.input_tokens = tokens;
  return out;
}

}  // namespace evenset
