#include "llm/answer.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "text/json.h"

namespace evenset {
namespace {

using Json = nlohmann::json;

// A member of an object; null where there is none.
const Json* member(const Json* object, const char* name) {
  if (!object || !object->is_object()) return nullptr;
  const auto found = object->find(name);
  return found == object->end() ? nullptr : &*found;
}

const Json* first_of(const Json* array) {
  return array && array->is_array() && !array->empty() ? &array->front() : nullptr;
}

std::optional<uint64_t> count_in(const Json& document, const char* name) {
  const Json* count = member(member(&document, "usage"), name);
  if (!count || !count->is_number_unsigned() || count->get<uint64_t>() > kMostTokens) return {};
  return count->get<uint64_t>();
}

// The tokens of an answer: where each ends in the text, and how probable it was.
class Probabilities {
 public:
  // Nothing where the tokens are not the text's.
  Probabilities(const Json* logprobs, std::string_view text) : text_(text) {
    const Json* tokens = member(logprobs, "content");
    if (!tokens || !tokens->is_array()) return;
    std::string together;
    for (const Json& entry : *tokens) {
      const Json *token = member(&entry, "token"), *logprob = member(&entry, "logprob");
      if (!token || !token->is_string() || !logprob || !logprob->is_number()) {
        tokens_.clear();
        return;
      }
      together += token->get_ref<const std::string&>();
      tokens_.push_back({together.size(), logprob->get<double>()});
    }
    // What follows the text is an end-of-answer token.
    if (std::string_view(together).substr(0, text.size()) != text) tokens_.clear();
  }

  // Of a part of the text: the product over the tokens that share a byte with it;
  // to four digits, as the cache keeps it.
  float of(std::string_view part) const {
    if (tokens_.empty()) return kLlmConfidence;
    const auto begin = static_cast<size_t>(part.data() - text_.data()), end = begin + part.size();
    double sum = 0;
    size_t from = 0;
    for (const Token& token : tokens_) {
      if (token.end > begin && from < end) sum += token.logprob;
      from = token.end;
    }
    const double share = std::exp(sum);
    return std::isfinite(share) ? static_cast<float>(std::round(std::min(share, 1.0) * 1e4) / 1e4)
                                : kLlmConfidence;
  }

 private:
  struct Token {
    size_t end;
    double logprob;
  };
  std::string_view text_;
  std::vector<Token> tokens_;
};

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

// Without the fence that models like to put around JSON.
std::string_view bare(std::string_view text) {
  text = trimmed(text);
  if (text.size() < 6 || text.substr(0, 3) != "```" || text.substr(text.size() - 3) != "```") return text;
  const size_t line = text.find('\n');
  return line == std::string_view::npos ? text : trimmed(text.substr(line, text.size() - 3 - line));
}

size_t id_of(std::string_view key, size_t rows) {
  size_t n = 0;
  while (n < rows && row_id(n) != key) ++n;
  return n;
}

// `raw` is a value as it stands in the answer.
std::optional<Label> label_of(const Asked& dimension, std::string_view raw,
                              const Probabilities& probabilities) {
  if (raw.size() < 3 || raw[0] != '"') return {};
  std::string value;
  append_unescaped(value, raw);
  const float confidence = probabilities.of(raw.substr(1, raw.size() - 2));
  if (value == kUnknown) return Label{-1, confidence};
  const auto found = std::find(dimension.values.begin(), dimension.values.end(), value);
  if (found == dimension.values.end()) return {};
  return Label{static_cast<int16_t>(found - dimension.values.begin()), confidence};
}

RowAnswer row_answer(std::string_view object, const std::vector<Asked>& dimensions,
                     const Probabilities& probabilities) {
  RowAnswer out(dimensions.size());
  std::vector<int> seen(dimensions.size(), 0);
  if (object.empty() || object[0] != '{') return out;
  for (JsonMembers members(object); members.next();)
    for (size_t d = 0; d < dimensions.size(); ++d)
      if (dimensions[d].name == members.key) {
        out[d] = ++seen[d] > 1 ? std::nullopt : label_of(dimensions[d], members.value, probabilities);
      }
  return out;
}

void read_rows(std::string_view object, const std::vector<Asked>& dimensions,
               const Probabilities& probabilities, Answer& out) {
  std::vector<int> seen(out.rows.size(), 0);
  for (JsonMembers members(object); members.next();) {
    const size_t n = id_of(members.key, out.rows.size());
    if (n == out.rows.size()) {
      ++out.strange;
      continue;
    }
    out.rows[n] =
        ++seen[n] > 1 ? RowAnswer(dimensions.size()) : row_answer(members.value, dimensions, probabilities);
  }
}

}  // namespace

std::string fault_without_document(const std::string& body) {
  const size_t begin = body.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "the answer is empty";
  return std::string(body[begin] == '<' ? "the answer is HTML, not JSON; is the endpoint's path right?"
                                        : kNoJson);
}

Answer read_answer(const std::string& body, const std::vector<Asked>& dimensions, size_t rows) {
  Answer out;
  out.rows.assign(rows, RowAnswer(dimensions.size()));
  const Json document = Json::parse(body, nullptr, false);
  if (document.is_discarded()) {
    out.fault = fault_without_document(body);
    return out;
  }
  out.input_tokens = count_in(document, "prompt_tokens");
  out.output_tokens = count_in(document, "completion_tokens");
  const Json* choice = first_of(member(&document, "choices"));
  const Json* content = member(member(choice, "message"), "content");
  if (!choice) {
    out.fault = "the answer holds no choices";
  } else if (!content || !content->is_string()) {
    out.fault = "the answer holds no text; the model may have refused";
  } else {
    const std::string& text = content->get_ref<const std::string&>();
    const std::string_view object = bare(text);
    const Json* finish = member(choice, "finish_reason");
    if (object.empty() || object[0] != '{' || !json_valid(object))
      out.fault = finish && *finish == "length" ? "the model's labels are cut short"
                                                : "the model's labels are no JSON object";
    else
      read_rows(object, dimensions, Probabilities(member(choice, "logprobs"), text), out);
  }
  return out;
}

}  // namespace evenset
