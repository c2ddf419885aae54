// A row as the model sees it: its turns, long ones without their middle.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "llm/prompt.h"
#include "text/utf8.h"

namespace evenset {
namespace {

constexpr size_t kHead = 6000, kTail = 2000;  // bytes kept of a long turn
constexpr size_t kConversation = 24'000;      // bytes; earlier turns are left out

std::string shortened(std::string_view text) {
  const size_t head = utf8_start(text, kHead), tail = utf8_start(text, text.size() - kTail);
  return std::string(text.substr(0, head)) + " [...] " + std::string(text.substr(tail));
}

bool holds_text(std::string_view text) { return text.find_first_not_of(" \t\r\n") != std::string_view::npos; }

}  // namespace

AskedRow asked_row(const Examples& examples, size_t row) {
  const Turns& turns = examples.turns;
  AskedRow out;
  if (!holds_text(examples.question(row)) && !holds_text(examples.response(row))) return out;
  nlohmann::ordered_json conversation = nlohmann::ordered_json::array();
  size_t bytes = 0, first = turns.end(row);
  // The last turns are those that are labelled.
  for (; first > turns.begin(row); --first) {
    const std::string_view text = turns.text[first - 1];
    const bool is_long = text.size() > kHead + kTail;
    std::string kept = is_long ? shortened(text) : std::string(text);
    bytes += kept.size();
    if (bytes > kConversation) break;
    out.shortened |= is_long;
    conversation.push_back({{"role", name(turns.role[first - 1])}, {"text", std::move(kept)}});
  }
  std::reverse(conversation.begin(), conversation.end());
  nlohmann::ordered_json document;
  if (first > turns.begin(row)) {
    document["earlier_turns_left_out"] = first - turns.begin(row);
    out.shortened = true;
  }
  document["conversation"] = std::move(conversation);
  out.json = document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return out;
}

}  // namespace evenset
