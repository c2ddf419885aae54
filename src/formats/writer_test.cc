#include <gtest/gtest.h>

#include "support/bytes.h"
#include "support/examples.h"

namespace evenset {
namespace {

bool has_format(std::string_view name) {
  for (const Format* format : formats())
    if (format->name == name) return true;
  return false;
}

void write_all(const std::string& path, const Form& form, const Examples& examples,
               WriteOptions options = {}) {
  Writer writer(path, form, options);
  for (size_t i = 0; i < examples.size(); ++i) writer.write(examples, i);
  writer.close();
}

std::vector<std::string> names_of_files() {
  std::vector<std::string> out = {"a.jsonl", "a.ndjson.gz", "a.json", "a.json.zst",
                                  "a.csv",   "a.tsv.gz",    "noname"};
  if (has_format("parquet")) out.insert(out.end(), {"a.parquet", "a.arrow", "a.feather", "a.ipc.zst"});
  return out;
}

// Written in any form to any container and read again, an example is the same.
TEST(Writer, EveryContainerHoldsEveryForm) {
  TestFolder folder;
  Examples all = many_examples();
  for (const std::string& name : names_of_files()) {
    for (const Form* form : forms()) {
      SCOPED_TRACE(name + " " + std::string(form->name));
      write_all(folder.file(name), *form, all, {"", true});
      Reader reader({folder.file(name)});
      Examples back;
      size_t i = 0;
      while (reader.next(back))
        for (size_t k = 0; k < back.size(); ++k) expect_same_turns(all, i++, back, k);
      EXPECT_EQ(i, all.size());
      EXPECT_EQ(reader.account().kept, all.size());
      for (const Problem& problem : reader.account().problems)
        ADD_FAILURE() << problem.line << ": " << problem.what;
    }
  }
}

TEST(Writer, NoRowsAreAFileToo) {
  TestFolder folder;
  for (const std::string& name : names_of_files()) {
    write_all(folder.file(name), form("openai"), {});
    Reader reader({folder.file(name)});
    Examples back;
    EXPECT_FALSE(reader.next(back)) << name;
    EXPECT_EQ(reader.account().read, 0u) << name;
  }
}

TEST(Writer, SameRowsSameBytes) {
  TestFolder folder;
  for (const std::string& name : names_of_files()) {
    write_all(folder.file(name), form("sharegpt"), many_examples(), {"", true});
    std::string first = folder.read(name);
    write_all(folder.file(name), form("sharegpt"), many_examples(), {"", true});
    EXPECT_EQ(folder.read(name), first) << name;
  }
}

TEST(Writer, TextIsExactlyThis) {
  TestFolder folder;
  Examples e;
  add_example(e, {{Role::system, "s", ""}, {Role::user, "a \"b\",\nc", ""}, {Role::assistant, "d", ""}}, "",
              "1");
  add_example(e, {{Role::user, "e", ""}});
  write_all(folder.file("a.jsonl"), form("question-answer"), e);
  EXPECT_EQ(
      folder.read("a.jsonl"),
      R"({"question":"a \"b\",\nc","answer":"d","extra":"{\"id\":1,\"evenset_form\":{\"count\":3,\"turns\":[{\"at\":0,)"
      R"(\"role\":\"system\",\"text\":\"s\"}]}}"})"
      "\n"
      R"({"question":"e","answer":"","extra":""})"
      "\n");
  write_all(folder.file("a.json"), form("sharegpt"), e);
  EXPECT_EQ(
      folder.read("a.json"),
      "[\n"
      R"({"conversations":[{"from":"system","value":"s"},{"from":"human","value":"a \"b\",\nc"},{"from":"gpt",)"
      R"("value":"d"}],"extra":"{\"id\":1}"})"
      ",\n"
      R"({"conversations":[{"from":"human","value":"e"}],"extra":""})"
      "\n]\n");
  write_all(folder.file("a.csv"), form("alpaca"), e);
  EXPECT_EQ(folder.read("a.csv"),
            "instruction,input,output,system,history,extra\n"
            "\"a \"\"b\"\",\nc\",\"\",d,s,[],\"{\"\"id\"\":1}\"\n"
            "e,\"\",\"\",\"\",[],\n");
}

// Message members stand where they say something, as the values they are.
TEST(Writer, OpenaiInJsonIsExactlyThis) {
  TestFolder folder;
  Examples e;
  add_example(e, {{Role::user, "q", ""}, {Role::assistant, "a", R"("weight":0.50)"}});
  add_example(
      e,
      {{Role::user, "one\ntwo",
        R"("name":"Ann","content":[{"type":"text","text":"one"},{"type":"image_url"},{"text":"two"}])"},
       {Role::assistant, "",
        "\"content\":null,\"tool_calls\":[\n {\"id\":\"c\",\"function\":{\"arguments\":\"{\\n}\"}}\r\n]"},
       {Role::tool, "3", R"("tool_call_id":"c")"}},
      R"("tools":"[{\"type\":\"function\"}]")");
  write_all(folder.file("a.jsonl"), form("openai"), e);
  EXPECT_EQ(
      folder.read("a.jsonl"),
      R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a","weight":0.50}],"extra":""})"
      "\n"
      R"({"messages":[{"role":"user","content":[{"type":"text","text":"one"},{"type":"image_url"},{"text":"two"}],)"
      R"("name":"Ann"},{"role":"assistant","content":null,"tool_calls":[  {"id":"c","function":{"arguments":"{\n}"}}  ]},)"
      R"({"role":"tool","content":"3","tool_call_id":"c"}],"tools":[{"type":"function"}],"extra":""})"
      "\n");
  write_all(folder.file("a.jsonl"), form("sharegpt"), e, {"", true});
  EXPECT_NE(folder.read("a.jsonl").find(R"("tools":"[{\"type\":\"function\"}]",)"), std::string::npos);
}

// Columns have one type: texts, and a null where there is none.
TEST(Writer, OpenaiInCsvIsTexts) {
  TestFolder folder;
  Examples e;
  add_example(e, {{Role::user, "q", R"("content":[{"text":"q"}],"weight":1)"}}, R"("tools":[1])");
  write_all(folder.file("a.csv"), form("openai"), e);
  Reader reader({folder.file("a.csv")});
  Examples back;
  ASSERT_TRUE(reader.next(back));
  EXPECT_EQ(
      back.raw[0],
      R"({"messages":[{"role":"user","content":"q","name":null,"tool_calls":null,"tool_call_id":null,"weight":"1"}],)"
      R"("tools":[1],"extra":"{\"evenset_form\":{\"count\":1,\"changed\":[{\"at\":0,\"more\":{\"content\":[{\"text\":\"q\"}],\"weight\":1}}]}}"})");
}

TEST(Writer, RowsThatLostSomethingAreCounted) {
  TestFolder folder;
  Examples e;
  add_example(
      e, {{Role::tool, "1", ""}, {Role::tool, "2", ""}, {Role::user, "q", ""}, {Role::assistant, "a", ""}});
  Writer writer(folder.file("a.jsonl"), form("alpaca"));
  writer.write(e, 0);
  writer.write(e, 0);
  EXPECT_EQ(writer.moved().size(), 1u);
  EXPECT_EQ(writer.moved().at("tool turns"), 2u);
}

TEST(Writer, WhatCannotBeIsRefusedBeforeAnythingIsWritten) {
  TestFolder folder;
  auto refused = [&](const std::string& name, const std::string& format) {
    try {
      Writer writer(folder.file(name), form("alpaca"), {format, false});
      ADD_FAILURE() << name;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
    }
  };
  refused("a.jsonl", "xlsx");
  refused("a.parquet.gz", "");
  EXPECT_EQ(folder.count(), 0u);
}

TEST(Writer, TheFormatMayBeNamed) {
  TestFolder folder;
  Examples e = many_examples();
  write_all(folder.file("a.txt"), form("alpaca"), e, {"tsv", false});
  EXPECT_TRUE(folder.read("a.txt").starts_with("instruction\tinput"));
}

}  // namespace
}  // namespace evenset
