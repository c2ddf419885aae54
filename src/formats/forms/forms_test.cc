#include <gtest/gtest.h>

#include <set>

#include "formats/forms/calls.h"
#include "support/examples.h"

namespace evenset {
namespace {

Record filled(const Form& form, const Examples& examples, size_t i, bool json = false) {
  Record record;
  record.json = json;
  form.fill(record, examples, i);
  return record;
}

std::set<std::string> lost(std::string_view name, size_t i) {
  Record record = filled(form(name), many_examples(), i);
  return {record.lost.begin(), record.lost.end()};
}

nlohmann::json json_of(std::string_view name, size_t i) {
  return record_json(form(name), filled(form(name), many_examples(), i));
}

// Through any form and back, every other form says the same of the example.
void expect_nothing_lost(bool json) {
  Examples all = many_examples();
  for (const Form* by : forms()) {
    RowParser parser;
    for (size_t i = 0; i < all.size(); ++i) {
      SCOPED_TRACE(std::string(by->name) + ", example " + std::to_string(i));
      std::string row;
      append_record(row, *by, filled(*by, all, i, json));
      Examples back;
      ASSERT_TRUE(parse_row(parser, row, back)) << row;
      expect_same_turns(all, i, back, 0);
      for (const Form* to : forms())
        EXPECT_EQ(record_json(*to, filled(*to, all, i, json)), record_json(*to, filled(*to, back, 0, json)))
            << to->name << row;
    }
  }
}

TEST(Forms, NothingIsLostOnTheWay) { expect_nothing_lost(false); }
TEST(Forms, NothingIsLostOnTheWayThroughJson) { expect_nothing_lost(true); }

TEST(Forms, EveryRowHasItsMembers) {
  Examples all = many_examples();
  for (const Form* form : forms()) {
    Record record;  // reused, as writers do
    for (size_t i = 0; i < all.size(); ++i) {
      form->fill(record, all, i);
      ASSERT_EQ(record.cells.size(), form->members.size());
      for (size_t k = 0; k < record.cells.size(); ++k) {
        const Record::Cell& cell = record.cells[k];
        EXPECT_EQ(cell.texts.size(), cell.kinds.size());
        if (form->members[k].message.empty())
          EXPECT_EQ(cell.texts.size(), cell.null ? 0u : 1u);
        else
          EXPECT_EQ(cell.texts.size() % form->members[k].message.size(), 0u);
      }
      EXPECT_EQ(record_json(*form, record), record_json(*form, filled(*form, all, i)));
    }
  }
}

TEST(Forms, APlainPairNeedsNoExtra) {
  for (const Form* form : forms()) {
    Record record = filled(*form, many_examples(), 0);
    EXPECT_EQ(record.extra, "") << form->name;
    EXPECT_TRUE(record.lost.empty()) << form->name;
  }
}

TEST(Forms, AlpacaHoldsHistory) {
  nlohmann::json row = json_of("alpaca", 6);
  EXPECT_EQ(row["system"], "Be brief.");
  EXPECT_EQ(row["history"].size(), 1u);
  EXPECT_EQ(row["history"][0][0], "How do I pair a sensor?");
  EXPECT_EQ(row["instruction"], "And then?");
  EXPECT_EQ(
      row["extra"].dump(),
      R"({"evenset":{"labels":{"difficulty":"easy"}},"id":"x-1","n":12345678901234567890,"source":"faq"})");
  EXPECT_TRUE(lost("alpaca", 6).empty());
  row = json_of("alpaca", 1);
  EXPECT_EQ(row["instruction"], "Translate");
  EXPECT_EQ(row["input"], "into French");
}

TEST(Forms, LossesAreNamed) {
  using Names = std::set<std::string>;
  EXPECT_EQ(lost("question-answer", 6), (Names{"system", "earlier turns"}));
  EXPECT_EQ(lost("query-response", 6), (Names{"system"}));
  EXPECT_EQ(lost("alpaca", 8), (Names{"system", "developer"}));
  EXPECT_EQ(lost("sharegpt", 8), (Names{"developer"}));
  EXPECT_EQ(lost("alpaca", 15), (Names{"earlier turns", "second assistant turn"}));
  EXPECT_EQ(lost("input-output", 16),
            (Names{"tool_calls", "tool_call_id", "tool turns", "tools", "second assistant turn"}));
  EXPECT_EQ(lost("sharegpt", 17), (Names{"text beside tool_calls", "name", "tool_call_id"}));
  EXPECT_EQ(lost("openai", 17), (Names{}));
  EXPECT_EQ(lost("openai", 20), (Names{"function_call"}));
  EXPECT_EQ(lost("openai", 21), (Names{"content parts"}));
  EXPECT_EQ(lost("sharegpt", 24), (Names{"rejected"}));
  EXPECT_EQ(lost("preference", 24), (Names{}));
  EXPECT_EQ(lost("preference", 25), (Names{"rejected"}));
}

TEST(Forms, ToolCallsChangeTheirSpelling) {
  nlohmann::json row = json_of("sharegpt", 16);
  EXPECT_EQ(row["conversations"][1]["from"], "function_call");
  EXPECT_EQ(row["conversations"][1]["value"],
            R"({"name": "find", "arguments": {"n": 12345678901234567890}})");
  EXPECT_EQ(row["conversations"][2]["from"], "observation");
  EXPECT_EQ(row["tools"], R"([{"type":"function","function":{"name":"find"}}])");
  row = json_of("openai", 19);
  EXPECT_EQ(row["messages"][1]["role"], "assistant");
  EXPECT_TRUE(row["messages"][1]["content"].is_null());
  const nlohmann::json& calls = row["messages"][1]["tool_calls"];
  EXPECT_EQ(calls[0]["function"]["arguments"], "{}");
  EXPECT_EQ(calls[1]["function"]["arguments"], "x");
  EXPECT_EQ(calls[1]["id"], row["messages"][3]["tool_call_id"]);
}

TEST(Forms, JsonHoldsPartsAsTheyWere) {
  Record record = filled(form("openai"), many_examples(), 21, true);
  EXPECT_TRUE(record.lost.empty());
  EXPECT_EQ(record.extra, "");
  nlohmann::json row = record_json(form("openai"), record);
  EXPECT_EQ(row["messages"][0].dump(),
            R"({"content":[{"text":"Look:","type":"text"},{"type":"image_url"}],"role":"user"})");
  EXPECT_EQ(json_of("openai", 21)["messages"][0]["content"], "Look:");
}

TEST(Forms, CallsThatAreNoneAreRefused) {
  for (const char* text : {"", "x", "{", "[]", "{}", "[1]", R"({"name":1})", R"([{"name":"f"},2])", "\"s\""})
    EXPECT_EQ(tool_calls(text, 0).json, "") << text;
  for (const char* text :
       {"", "null", "1", "[]", "[1]", "[{}]", R"([{"function":1}])", R"([{"function":{"name":2}}])"})
    EXPECT_EQ(function_call_text(text), "") << text;
}

TEST(Forms, AnUnknownNameGivesTheList) {
  try {
    form("alpacca");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::usage);
    EXPECT_NE(std::string(error.what()).find("alpaca, sharegpt, openai, prompt-completion"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace evenset
