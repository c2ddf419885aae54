// Conversations for tests, and rows read back.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "evenset/format.h"
#include "formats/cell_text.h"
#include "formats/forms/members.h"
#include "formats/row.h"

namespace evenset {

struct TestTurn {
  Role role;
  std::string text, more{};
};

inline void add_example(Examples& out, const std::vector<TestTurn>& turns, std::string_view extra = "",
                        std::string_view id = "", std::string_view given = "",
                        int64_t instruction_size = -1) {
  for (const TestTurn& turn : turns) {
    out.turns.role.push_back(turn.role);
    out.turns.text.push_back(turn.text);
    out.turns.more.push_back(turn.more);
  }
  out.turns.starts.push_back(static_cast<int64_t>(out.turns.role.size()));
  out.instruction_size.push_back(instruction_size);
  out.shape.push_back(Shape::openai);
  out.raw.push_back("{}");
  out.id.push_back(id);
  out.extra.push_back(extra);
  out.given.push_back(given);
  out.file.push_back(0);
  out.line.push_back(out.size());
  out.row.push_back(out.size());
}

// Examples of every kind that forms treat differently.
inline Examples many_examples() {
  using enum Role;
  Examples e;
  const TestTurn q{user, "How do I pair a sensor?", ""},
      a{assistant, "Hold the button.\n\"Three\" seconds\\.", ""};
  const TestTurn q2{user, "And then?", ""}, a2{assistant, "Wait for the green light. \xF0\x9F\x8C\xB1", ""};
  const std::string calls =
      R"([{"id":"c1","type":"function","function":{"name":"find","arguments":"{\"n\": 12345678901234567890}"}}])";
  add_example(e, {q, a});
  add_example(e, {{user, "Translate\ninto French", ""}, a}, "", "7", "", 9);
  add_example(e, {{user, "\nonly input", ""}, a}, "", "", "", 0);
  add_example(e, {{user, "no input\n", ""}, a}, "", "", "", 8);
  add_example(e, {q, a, {user, "Say\nthis", ""}, a2}, R"("n":1)", "", "", 3);
  add_example(e, {q, a, q2, a2});
  add_example(e, {{system, "Be brief.", ""}, q, a, q2, a2}, R"("source":"faq","n":12345678901234567890)",
              R"("x-1")", R"({"labels":{"difficulty":"easy"}})");
  add_example(e, {{system, "", ""}, q, a});
  add_example(e, {{developer, "Be brief.", ""}, {system, "Be kind.", ""}, q, a});
  add_example(e, {q});
  add_example(e, {q, {assistant, "", ""}});
  add_example(e, {{user, "", ""}, a});
  add_example(e, {a});
  add_example(e, {{system, "alone", ""}});
  add_example(e, {{system, "s", ""}, a, q});
  add_example(e, {q, q2, a, a2});
  add_example(e,
              {q,
               {assistant, "", R"("content":null,"tool_calls":)" + calls},
               {tool, "{\"ok\":true}", R"("tool_call_id":"c1")"},
               a},
              R"("tools":[{"type":"function","function":{"name":"find"}}])");
  add_example(e,
              {q,
               {assistant, "Let me look.", R"("tool_calls":)" + calls + R"(,"weight":0)"},
               {tool, "none", R"("name":"find","tool_call_id":"c1")"},
               a,
               q2,
               a2},
              R"("tools":"[{\"name\":\"find\"}]","z":null)");
  add_example(e,
              {q, {function_call, R"({"name": "find", "arguments": {"n": 1}})", ""}, {tool, "none", ""}, a});
  add_example(e, {q,
                  {function_call, R"([{"name": "f"}, {"name": "g", "arguments": "x"}])", ""},
                  {tool, "1", ""},
                  {tool, "2", ""},
                  a});
  add_example(e, {q, {function_call, "find(n=1)", ""}, {tool, "none", ""}, a});
  add_example(e, {{user, "Look:", R"("content":[{"type":"text","text":"Look:"},{"type":"image_url"}])"}, a});
  add_example(
      e, {{user, "named", R"("name":"caf\u00e9")"}, {assistant, "ok", R"("weight":0.5,"thinking":"hm")"}});
  add_example(e, {{user, "spelt", R"("from":"prompter")"}, {assistant, "ok", R"("role":"model")"}});
  add_example(e, {q, a}, R"("rejected":"No.\nNever.","score":1.50)");
  add_example(e, {q, a}, R"("rejected":[{"role":"assistant","content":"No."}])");
  add_example(e, {q, a}, R"("evenset_form":{"count":9},"evenset_form~":1,"extra":{"a":[1]},"turns":[])");
  add_example(e, {q, a}, R"("extra":"{\"id\":1}")", "1");
  add_example(e,
              {{user, "one\ntwo", R"("content":[{"type":"text","text":"one"},{"text":"two"}],"name":7)"},
               {assistant, "ok", R"("weight":"1","tool_calls":"none")"},
               {assistant, "5", R"("content":5,"weight":true,"tool_calls":{"a":[]})"}},
              R"("tools":"none")");
  add_example(e, {{user, "other", R"("content":[{"text":"one"}])"}, a}, R"("tools":{"a":1})");
  return e;
}

// A record as an object, "extra" opened.
inline nlohmann::json record_json(const Form& form, const Record& record) {
  std::string text;
  append_record(text, form, record);
  nlohmann::json out = nlohmann::json::parse(text);
  if (out["extra"] != "") out["extra"] = nlohmann::json::parse(out["extra"].get<std::string>());
  return out;
}

inline bool parse_row(RowParser& parser, const std::string& json, Examples& out) {
  std::string padded = json + std::string(64, '\0'), note;
  RowFault fault = parser.parse({padded.data(), json.size()}, out, note);
  EXPECT_EQ(fault.kind, RowFault::none) << fault.what;
  if (fault.kind != RowFault::none) return false;
  out.raw.push_back(json);
  out.file.push_back(0);
  out.line.push_back(out.size());
  out.row.push_back(out.size());
  return true;
}

// Whether row i and row k say the same conversation, member by member.
inline void expect_same_turns(const Examples& a, size_t i, const Examples& b, size_t k) {
  ASSERT_EQ(a.turns.end(i) - a.turns.begin(i), b.turns.end(k) - b.turns.begin(k));
  for (size_t t = a.turns.begin(i), u = b.turns.begin(k); t < a.turns.end(i); ++t, ++u) {
    EXPECT_EQ(name(a.turns.role[t]), name(b.turns.role[u]));
    EXPECT_EQ(a.turns.text[t], b.turns.text[u]);
    EXPECT_EQ(members_text(message_members(a.turns.more[t])), members_text(message_members(b.turns.more[u])));
  }
  EXPECT_EQ(a.id[i], b.id[k]);
  EXPECT_EQ(a.given[i], b.given[k]);
  EXPECT_EQ(a.instruction_size[i], b.instruction_size[k]);
}

}  // namespace evenset
