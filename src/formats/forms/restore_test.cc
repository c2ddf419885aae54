#include "formats/forms/restore.h"

#include <gtest/gtest.h>

#include <random>

#include "support/examples.h"
#include "text/json.h"

namespace evenset {
namespace {

Examples pair(std::string_view extra = "", std::string_view id = "") {
  Examples e;
  add_example(e, {{Role::user, "q", ""}, {Role::assistant, "a", ""}}, extra, id);
  return e;
}

TEST(Restore, TurnsFallIntoPlace) {
  Examples e = pair(R"("own":1)");
  EXPECT_TRUE(
      restore_extra(e, 0, R"({"id":5,"evenset":{"labels":{}},"x":[1],"evenset_form":{"count":4,"turns":[
      {"at":0,"role":"system","text":"s\n"},{"at":2,"role":"tool","text":"t","more":{"name":"n"}}],
      "changed":[{"at":3,"role":"function_call","text":"f","more":{"weight":1}}]}})"));
  ASSERT_EQ(e.turns.end(0), 4u);
  EXPECT_EQ(e.turns.text[0], "s\n");
  EXPECT_EQ(e.turns.text[1], "q");
  EXPECT_EQ(e.turns.more[2], R"("name":"n")");
  EXPECT_EQ(e.turns.role[3], Role::function_call);
  EXPECT_EQ(e.turns.text[3], "f");
  EXPECT_EQ(e.turns.more[3], R"("weight":1)");
  EXPECT_EQ(e.id[0], "5");
  EXPECT_EQ(e.given[0], R"({"labels":{}})");
  EXPECT_EQ(e.extra[0], R"("own":1,"x":[1])");
}

TEST(Restore, AnyOtherObjectIsUnknownMembers) {
  Examples e = pair();
  EXPECT_TRUE(restore_extra(e, 0, R"({"a":1, "b" : {"c":2}})"));
  EXPECT_EQ(e.extra[0], R"("a":1,"b":{"c":2})");
}

TEST(Restore, WhatDoesNotFitIsKeptAsText) {
  for (
      const char* json : {
          R"({"a":1,"a":2})",
          R"({"own":1})",
          R"({"id":6})",
          R"({"evenset_form":1})",
          R"({"evenset_form":{"count":0}})",
          R"({"evenset_form":{"count":3}})",
          R"({"evenset_form":{"count":"2"}})",
          R"({"evenset_form":{"count":-2}})",
          R"({"evenset_form":{"count":99999999999999999999}})",
          R"({"evenset_form":{"changed":[]},"b":1,"evenset_form":{"turns":[1]}})",
          R"({"evenset_form":{"count":3,"turns":[{"at":3,"role":"user","text":""}]}})",
          R"({"evenset_form":{"count":3,"turns":[{"at":0,"role":"user"}]}})",
          R"({"evenset_form":{"count":3,"turns":[{"at":0,"role":"king","text":""}]}})",
          R"({"evenset_form":{"count":4,"turns":[{"at":1,"role":"user","text":""},{"at":1,"role":"user","text":""}]}})",
          R"({"evenset_form":{"count":2,"changed":[{"at":2,"text":""}]}})",
          R"({"evenset_form":{"count":3,"turns":[{"at":1,"role":"user","text":""}],"changed":[{"at":1}]}})",
          R"({"evenset_form":{"count":2,"changed":[{"at":1,"text":7}]}})",
          R"({"evenset_form":{"count":2,"changed":[{"at":1,"more":[]}]}})",
          R"({"evenset_form":{"members":{"none":1}}})",
          R"({"evenset_form":{"other":1}})",
          R"({"evenset_form":{"count":1,"turns":{}}})",
      }) {
    Examples e = pair(R"("own":1)", "5"), before = pair(R"("own":1)", "5");
    EXPECT_FALSE(restore_extra(e, 0, json)) << json;
    expect_same_turns(e, 0, before, 0);
    std::string members = '{' + std::string(e.extra[0]) + '}';
    ASSERT_TRUE(json_valid(members));
    EXPECT_EQ(nlohmann::json::parse(members)["extra"], json);
  }
}

TEST(Restore, AnInstructionMustFitTheQuestion) {
  for (const char* size : {"1", "0", "400", "-1"}) {
    Examples e = pair();
    EXPECT_TRUE(restore_extra(e, 0, "{\"evenset_form\":{\"instruction_size\":" + std::string(size) + "}}"));
    EXPECT_EQ(e.instruction_size[0], -1);
  }
}

// Any valid JSON object leaves a sound table behind.
TEST(Restore, ManglingNeverBreaksTheTable) {
  const std::string whole =
      R"({"id":5,"x":[1],"evenset_form":{"count":3,"turns":[{"at":0,"role":"system","text":"s"}],"changed":[{"at":2,"more":{}}],"instruction_size":0,"members":{}}})";
  std::mt19937 random(3);
  size_t restored = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string json = whole;
    for (int k = 0; k < 2; ++k) {
      size_t at = random() % json.size(), size = random() % 12;
      json.replace(at, std::min(size, json.size() - at), json.substr(random() % json.size(), random() % 12));
    }
    if (!json_valid(json) || json[0] != '{') continue;
    Examples e = pair();
    restored += restore_extra(e, 0, json);
    ASSERT_EQ(e.turns.role.size(), e.turns.text.size());
    ASSERT_EQ(e.turns.role.size(), e.turns.more.size());
    ASSERT_EQ(e.turns.starts.back(), static_cast<int64_t>(e.turns.role.size()));
    ASSERT_TRUE(json_valid('{' + std::string(e.extra[0]) + '}'));
  }
  EXPECT_GT(restored, 0u);
}

}  // namespace
}  // namespace evenset
