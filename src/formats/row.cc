// Members are read in the order they stand, once: texts go to the parser's own
// buffer, messages to scratch turns; the shape is decided when all are seen.
#include "formats/row.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "formats/forms/members.h"
#include "formats/forms/restore.h"
#include "formats/roles.h"
#include "text/json.h"

namespace evenset {
namespace {

namespace od = simdjson::ondemand;

enum Slot : uint8_t {
  kMessages,
  kConversations,
  kInstruction,
  kInput,
  kOutput,
  kSystem,
  kHistory,
  kPrompt,
  kCompletion,
  kChosen,
  kRejected,
  kQuestion,
  kAnswer,
  kQuery,
  kResponse,
  kId,
  kEvenset,
  kExtra,
  kSlots,
  kUnknown = kSlots,
};

constexpr std::string_view kSlotNames[kSlots] = {
    "messages", "conversations", "instruction", "input",  "output",   "system",
    "history",  "prompt",        "completion",  "chosen", "rejected", "question",
    "answer",   "query",         "response",    "id",     "evenset",  "extra",
};

Slot slot_of(std::string_view key) {
  for (size_t i = 0; i < kSlots; ++i)
    if (kSlotNames[i] == key) return static_cast<Slot>(i);
  return kUnknown;
}

// What a known member holds.
struct Value {
  bool present = false;
  bool used = false;      // by the row's shape; else it is an unknown member
  bool messages = false;  // turns [first, last) of the scratch
  std::string_view text;  // else a text
  size_t first = 0, last = 0;
  std::string_view raw;  // for id and evenset
};

struct Malformed {};
struct Shapeless {
  std::string what;
};

template <class Result>
auto need(Result&& result) {
  if (result.error()) throw Malformed{};
  return std::forward<Result>(result).value_unsafe();
}

std::string_view trimmed(std::string_view text) {
  auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

// A value as it stands, checked: simdjson does not look into what is skipped.
std::string_view raw_value(od::value value) {
  std::string_view raw;
  switch (need(value.type())) {
    case od::json_type::object:
      raw = need(need(value.get_object()).raw_json());
      break;
    case od::json_type::array:
      raw = need(need(value.get_array()).raw_json());
      break;
    default:
      raw = value.raw_json_token();
  }
  raw = trimmed(raw);
  if (!json_valid(raw)) throw Malformed{};
  return raw;
}

// The bytes between a key's quotes, escapes as they stand.
std::string_view raw_key(od::field& field) {
  const char* from = field.key().raw();
  const char* to = from;
  while (*to != '"') to += *to == '\\' ? 2 : 1;
  return {from, static_cast<size_t>(to - from)};
}

}  // namespace

struct RowParser::State {
  od::parser parser;
  Turns scratch;
  std::string more;
  std::string extra;                   // unknown members
  std::vector<std::string_view> keys;  // of this row
  std::array<Value, kSlots> slots;
  std::vector<Slot> seen;  // those that the last row filled
  std::string* note = nullptr;

  void read(od::object object);
  void read_member(Slot slot, std::string_view key, od::value value);
  std::string_view text_of(od::value value, const char* member);
  void read_messages(od::array messages, const char* member);
  void read_message(od::object message, const char* member);
  void read_content(od::value value);
  void read_history(od::array history);
  void add_turn(Role role, std::string_view content, std::string_view members = {}) {
    scratch.role.push_back(role);
    scratch.text.push_back(content);
    scratch.more.push_back(members);
  }
  void add_more(std::string_view key, std::string_view raw);
  void check_keys();

  RowFault parse(std::string_view json, Examples& out);
  bool has_extra();
  void keep_unused(std::string_view json);
  Shape shape() const;
  void lay_out(Examples& out);
  void take_turns(Examples& out, Value& value);
  void take(Examples& out, Role role, Value& value);
  void take_question(Examples& out, Slot question);
  void take_response(Examples& out, std::initializer_list<Slot> slots);
};

namespace {
void append_member(std::string& out, std::string_view key, std::string_view raw) {
  if (!out.empty()) out += ',';
  out += '"';
  out += key;
  out += "\":";
  out += raw;
}
}  // namespace

void RowParser::State::read(od::object object) {
  scratch.role.clear();
  scratch.text.clear();
  scratch.more.clear();
  extra.clear();
  keys.clear();
  for (Slot slot : seen) slots[slot] = {};  // most rows have few of them
  seen.clear();
  for (auto result : object) {
    od::field field = need(std::move(result));
    std::string_view key = raw_key(field);
    keys.push_back(key);
    Slot slot = slot_of(key);
    if (slot == kUnknown)
      append_member(extra, key, raw_value(field.value()));
    else
      read_member(slot, key, field.value());
  }
  check_keys();
}

// A key that stands twice: mend() keeps the last.
void RowParser::State::check_keys() {
  if (keys.size() > 16) {
    std::sort(keys.begin(), keys.end());
    if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) throw Malformed{};
    return;
  }
  for (size_t i = 1; i < keys.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if (keys[i] == keys[j]) throw Malformed{};
}

void RowParser::State::read_member(Slot slot, std::string_view key, od::value value) {
  Value& to = slots[slot];
  if (to.present) throw Malformed{};
  to.present = true;
  seen.push_back(slot);
  if (slot == kId || slot == kEvenset) {
    to.raw = raw_value(value);
    to.used = true;
    return;
  }
  if (slot == kRejected) {
    append_member(extra, key, raw_value(value));
    to.used = true;
    return;
  }
  od::json_type type = need(value.type());
  if (type == od::json_type::array && slot != kExtra) {
    to.messages = true;
    to.first = scratch.role.size();
    if (slot == kHistory)
      read_history(need(value.get_array()));
    else if (slot == kMessages || slot == kConversations || slot >= kPrompt)
      read_messages(need(value.get_array()), kSlotNames[slot].data());
    else
      throw Shapeless{'"' + std::string(kSlotNames[slot]) + "\" is a list, a text is expected"};
    to.last = scratch.role.size();
    return;
  }
  if (slot == kMessages || slot == kConversations || (slot == kExtra && type != od::json_type::string)) {
    // A name that some files use for other things: then it is an unknown member.
    to.present = false;
    append_member(extra, key, raw_value(value));
    return;
  }
  to.text = text_of(value, kSlotNames[slot].data());
}

std::string_view RowParser::State::text_of(od::value value, const char* member) {
  switch (need(value.type())) {
    case od::json_type::string:
      return need(value.get_string());
    case od::json_type::null:
      if (!need(value.is_null())) throw Malformed{};
      return {};
    case od::json_type::number:
    case od::json_type::boolean:
      *note = '"' + std::string(member) + "\" is no text: its JSON text was taken";
      return raw_value(value);
    default:
      throw Shapeless{'"' + std::string(member) + "\" is a list or an object, a text is expected"};
  }
}

// [["question", "answer"], …] before the current question.
void RowParser::State::read_history(od::array history) {
  for (auto result : history) {
    od::value pair = need(std::move(result));
    if (need(pair.type()) != od::json_type::array)
      throw Shapeless{"\"history\" holds something else than pairs of texts"};
    size_t count = 0;
    for (auto side : need(pair.get_array()))
      add_turn(count++ % 2 ? Role::assistant : Role::user, text_of(need(std::move(side)), "history"));
    if (count != 2) throw Shapeless{"\"history\" holds something else than pairs of texts"};
  }
}

void RowParser::State::read_messages(od::array messages, const char* member) {
  for (auto result : messages) {
    od::value message = need(std::move(result));
    if (need(message.type()) != od::json_type::object)
      throw Shapeless{'"' + std::string(member) + "\" holds something else than messages"};
    read_message(need(message.get_object()), member);
  }
}

void RowParser::State::read_message(od::object message, const char* member) {
  bool has_role = false, has_content = false, sharegpt = false;
  std::string_view spelling;
  more.clear();
  for (auto result : message) {
    od::field field = need(std::move(result));
    std::string_view key = raw_key(field);
    if (key == "role" || key == "from") {
      if (std::exchange(has_role, true)) throw Malformed{};
      sharegpt = key == "from";
      spelling = text_of(field.value(), "role");
    } else if (key == "content" || key == "value") {
      if (std::exchange(has_content, true)) throw Malformed{};
      read_content(field.value());
    } else {
      add_more(key, raw_value(field.value()));
    }
  }
  if (!has_role) throw Shapeless{"a message of \"" + std::string(member) + "\" has no role"};
  std::optional<Role> role = role_of(spelling);
  if (!role) throw Shapeless{"a message of \"" + std::string(member) + "\" has a role that is not known"};
  std::string_view canonical = sharegpt ? sharegpt_name(*role) : name(*role);
  if (spelling != canonical) add_more(sharegpt ? "from" : "role", '"' + std::string(spelling) + '"');
  if (!has_content) scratch.text.push_back({});
  scratch.role.push_back(*role);
  scratch.more.push_back(more);
}

void RowParser::State::add_more(std::string_view key, std::string_view raw) { append_member(more, key, raw); }

// A message's content: a text, null, or parts of which the texts are taken.
void RowParser::State::read_content(od::value value) {
  od::json_type type = need(value.type());
  if (type == od::json_type::string) {
    scratch.text.push_back(need(value.get_string()));
    return;
  }
  std::string_view raw = raw_value(value);
  add_more("content", raw);
  if (type == od::json_type::array)
    scratch.text.push_back(text_of_parts(raw));
  else
    scratch.text.push_back(type == od::json_type::null ? std::string_view() : raw);
}

Shape RowParser::State::shape() const {
  auto has = [&](Slot slot) { return slots[slot].present; };
  if (has(kMessages)) return Shape::openai;
  if (has(kConversations)) return Shape::sharegpt;
  if (has(kChosen)) return Shape::preference;
  if (has(kInstruction)) return Shape::alpaca;
  if (has(kPrompt)) return Shape::prompt_completion;
  if (has(kQuestion)) return Shape::question_answer;
  if (has(kQuery)) return Shape::query_response;
  if (has(kInput)) return Shape::input_output;
  throw Shapeless{
      "its keys are of no known shape (instruction/output, conversations, messages, prompt/completion, "
      "prompt/chosen/rejected, question/answer, query/response, input/output)"};
}

void RowParser::State::take_turns(Examples& out, Value& value) {
  value.used = true;
  for (size_t t = value.first; t < value.last; ++t) {
    out.turns.role.push_back(scratch.role[t]);
    out.turns.text.push_back(scratch.text[t]);
    out.turns.more.push_back(scratch.more[t]);
  }
}

void RowParser::State::take(Examples& out, Role role, Value& value) {
  value.used = true;
  if (value.messages) return take_turns(out, value);
  if (value.text.empty()) return;
  out.turns.role.push_back(role);
  out.turns.text.push_back(value.text);
  out.turns.more.push_back({});
}

// The question; with `input` behind an instruction, joined by a line break.
void RowParser::State::take_question(Examples& out, Slot question) {
  Value& value = slots[question];
  Value& input = slots[kInput];
  if (question == kInput || value.messages || !input.present || input.text.empty()) {
    if (!value.messages && value.text.empty()) {  // an empty question is a question
      out.turns.role.push_back(Role::user);
      out.turns.text.push_back({});
      out.turns.more.push_back({});
    }
    return take(out, Role::user, value);
  }
  value.used = input.used = true;
  out.turns.role.push_back(Role::user);
  out.turns.text.buffer().append(value.text).append("\n").append(input.text);
  out.turns.text.close();
  out.turns.more.push_back({});
  out.instruction_size.back() = static_cast<int64_t>(value.text.size());
}

void RowParser::State::take_response(Examples& out, std::initializer_list<Slot> names) {
  for (Slot slot : names)
    if (slots[slot].present) return take(out, Role::assistant, slots[slot]);
}

void RowParser::State::lay_out(Examples& out) {
  Shape form = out.shape.back();
  take(out, Role::system, slots[kSystem]);
  if (slots[kHistory].messages) take_turns(out, slots[kHistory]);
  constexpr Slot kQuestions[] = {kInstruction, kConversations, kMessages, kPrompt,
                                 kPrompt,      kQuestion,      kQuery,    kInput};
  switch (form) {
    case Shape::openai:
      take_turns(out, slots[kMessages]);
      break;
    case Shape::sharegpt:
      take_turns(out, slots[kConversations]);
      break;
    case Shape::preference:
      if (slots[kPrompt].present) take_question(out, kPrompt);
      take(out, Role::assistant, slots[kChosen]);
      break;
    default:
      take_question(out, kQuestions[static_cast<size_t>(form)]);
      take_response(out, {kOutput, kCompletion, kAnswer, kResponse});
  }
}

// Known members that this row's shape has no use for are unknown members of it.
void RowParser::State::keep_unused(std::string_view json) {
  bool unused = false;
  for (const Value& value : slots) unused |= value.present && !value.used;
  if (!unused) return;
  for (JsonMembers members(json); members.next();) {
    Slot slot = slot_of(members.key);
    if (slot == kUnknown || !slots[slot].present || slots[slot].used) continue;
    bool nothing = members.value == "null" || members.value == "\"\"" || members.value == "[]";
    if (!nothing) append_member(extra, members.key, members.value);
  }
}

// Whether the row's own `extra` text holds what a conversion put there.
bool RowParser::State::has_extra() {
  Value& value = slots[kExtra];
  if (!value.present || value.text.empty() || value.text[0] != '{' || !json_valid(value.text)) return false;
  return value.used = true;
}

RowFault RowParser::State::parse(std::string_view json, Examples& out) {
  od::document document =
      need(parser.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING));
  if (need(document.type()) != od::json_type::object) throw Malformed{};
  read(need(document.get_object()));
  if (!document.current_location().error()) throw Malformed{};  // text follows the object
  Shape form = shape();
  size_t first_turn = out.turns.role.size();
  out.shape.push_back(form);
  out.instruction_size.push_back(-1);
  lay_out(out);
  if (out.turns.role.size() == first_turn) {
    out.shape.pop_back();
    out.instruction_size.pop_back();
    throw Shapeless{"it has no messages"};
  }
  out.turns.starts.push_back(static_cast<int64_t>(out.turns.role.size()));
  bool restore = has_extra();
  keep_unused(json);
  out.id.push_back(slots[kId].raw);
  out.given.push_back(slots[kEvenset].raw);
  out.extra.push_back(extra);
  if (restore) restore_extra(out, out.size() - 1, slots[kExtra].text);
  return {};
}

RowParser::RowParser() : state_(std::make_unique<State>()) {}
RowParser::~RowParser() = default;

RowFault RowParser::parse(std::string_view json, Examples& out, std::string& note) {
  note.clear();
  state_->note = &note;
  try {
    return state_->parse(json, out);
  } catch (const Malformed&) {
    return {RowFault::malformed, {}};
  } catch (Shapeless& fault) {
    return {RowFault::shapeless, std::move(fault.what)};
  }
}

}  // namespace evenset
