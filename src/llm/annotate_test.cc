// The whole annotator against a server that behaves, and one that does not.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "evenset/error.h"
#include "evenset/llm.h"
#include "llm/rows_test.h"
#include "llm/scripted_server_test.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;
using Request = ScriptedServer::Request;
using Script = ScriptedServer::Script;

constexpr const char* kKey = "sk-very-secret";
constexpr const char* kText = "private matter";  // in every row

// Row n asks "… n". Rows whose number is even are loud, every third is sure.
Examples rows(int count, int from = 0) {
  Examples out;
  for (int n = from; n < from + count; ++n) add_row(out, kText + (" " + std::to_string(n)), "Yes.");
  return out;
}

int number_of(const Json& row) {
  return std::stoi(row["conversation"][0]["text"].get<std::string>().substr(std::string(kText).size()));
}

Json rows_of(const Request& request) {
  return Json::parse(request.json()["messages"][1]["content"].get<std::string>())["rows"];
}

Json labels_for(const Json& asked) {
  Json out = Json::object();
  for (const auto& [id, row] : asked.items()) {
    const int n = number_of(row);
    out[id] = {{"tone", n % 2 == 0 ? "loud" : "soft"}, {"sure", n % 3 == 0 ? "yes" : "no"}};
  }
  return out;
}

ScriptedReply completion(const std::string& content) {
  return http(200, Json{{"choices", {{{"message", {{"content", content}}}}}},
                        {"usage", {{"prompt_tokens", 1000}, {"completion_tokens", 100}}}}
                       .dump());
}

ScriptedReply right(const Request& request) { return completion(labels_for(rows_of(request)).dump()); }

bool holds(const Request& request, int number) {
  const Json asked = rows_of(request);
  for (const auto& [id, row] : asked.items())
    if (number_of(row) == number) return true;
  return false;
}

LlmOptions options_for(const ScriptedServer& server) {
  LlmOptions options;
  options.endpoint = server.url();
  options.model = "m";
  options.key = kKey;
  options.connect_seconds = 2;
  options.answer_seconds = 1;
  options.repetitions = 1;
  options.first_wait_seconds = options.longest_wait_seconds = 0.01;
  options.answer_bytes = 100'000;
  options.concurrency = 1;
  return options;
}

void expect_right(const std::vector<Labels>& labels, size_t row, int number) {
  EXPECT_EQ(labels[0].value[row], number % 2) << number;
  EXPECT_EQ(labels[1].value[row], number % 3 == 0) << number;
  for (const Labels& l : labels) EXPECT_EQ(l.source[row], Source::llm) << number;
}

void expect_open(const std::vector<Labels>& labels, size_t row) {
  for (const Labels& l : labels) {
    EXPECT_EQ(l.value[row], -1);
    EXPECT_EQ(l.source[row], Source::none);
  }
}

void expect_adds_up(const LlmAccount& a) {
  EXPECT_EQ(a.rows, a.cached + a.empty + a.labelled + a.partly + a.failed + a.unasked);
  std::string words = a.stopped + a.cache_fault;
  for (const auto& [fault, count] : a.faults) words += fault;
  EXPECT_EQ(words.find("secret"), std::string::npos) << words;
  EXPECT_EQ(words.find("private"), std::string::npos) << words;
}

TEST(Llm, LabelsRowsAndPaysOnlyOnce) {
  ScriptedServer server(right);
  LlmAnnotator llm(two_dimensions(), options_for(server));
  Examples examples = rows(25);
  add_row(examples, " \n", "");                          // nothing to be labelled
  add_row(examples, std::string(kText) + " 3", "Yes.");  // row 3 again
  const std::vector<Labels> labels = llm.labels(examples);
  for (int n = 0; n < 25; ++n) expect_right(labels, static_cast<size_t>(n), n);
  expect_open(labels, 25);
  expect_right(labels, 26, 3);
  EXPECT_EQ(server.requests(), 3);
  EXPECT_EQ(llm.account().labelled, 25u);
  EXPECT_EQ(llm.account().empty, 1u);
  EXPECT_EQ(llm.account().cached, 1u);
  EXPECT_EQ(llm.account().input_tokens, 3000u);
  expect_adds_up(llm.account());
  llm.labels(rows(25));
  EXPECT_EQ(server.requests(), 3);
}

TEST(Llm, EstimateSendsNothingAndKnowsTheCache) {
  ScriptedServer server(right);
  LlmOptions options = options_for(server);
  options.price = {2.0, 10.0};
  LlmAnnotator llm(two_dimensions(), options);
  LlmEstimate cost = llm.estimate(rows(25));
  EXPECT_EQ(server.requests(), 0);
  EXPECT_EQ(cost.rows, 25u);
  EXPECT_EQ(cost.requests, 3u);
  EXPECT_GT(cost.input_tokens, 3 * 300u);
  EXPECT_LT(cost.input_tokens, 3 * 2000u);
  EXPECT_DOUBLE_EQ(
      cost.cost,
      (2.0 * static_cast<double>(cost.input_tokens) + 10.0 * static_cast<double>(cost.output_tokens)) / 1e6);
  llm.labels(rows(20));
  EXPECT_NEAR(llm.account().cost, (2000 * 2.0 + 200 * 10.0) / 1e6, 1e-12);
  LlmEstimate rest = llm.estimate(rows(25));
  EXPECT_EQ(rest.cached, 20u);
  EXPECT_EQ(rest.requests, 1u);
  rest += cost;
  EXPECT_EQ(rest.requests, 4u);
}

TEST(Llm, ThreadsChangeNothing) {
  std::atomic<int> now{0};
  ScriptedServer server([&](const Request& request) {
    ScriptedReply reply = right(request);
    reply.stall_seconds = 0.01 * (now++ % 4);  // answers overtake each other
    return reply;
  });
  LlmOptions options = options_for(server);
  options.rows_per_request = 3;
  std::vector<Labels> alone = LlmAnnotator(two_dimensions(), options).labels(rows(50));
  EXPECT_EQ(server.most_at_once(), 1);
  options.concurrency = 6;
  std::vector<Labels> together = LlmAnnotator(two_dimensions(), options).labels(rows(50));
  EXPECT_LE(server.most_at_once(), 6);
  for (size_t d = 0; d < 2; ++d) {
    EXPECT_EQ(alone[d].value, together[d].value);
    EXPECT_EQ(alone[d].confidence, together[d].confidence);
  }
}

// One bad answer to the request that holds row 12; what is asked again is right.
TEST(Llm, AfterABadAnswerRowsAreAskedAlone) {
  const auto bad_once = [](const std::function<ScriptedReply(const Request&)>& bad) {
    return Script(
        [bad](const Request& r) { return holds(r, 12) && rows_of(r).size() > 1 ? bad(r) : right(r); });
  };
  const auto edited = [](const std::function<void(Json&)>& edit) {
    return [edit](const Request& r) {
      Json labels = labels_for(rows_of(r));
      edit(labels);
      return completion(labels.dump());
    };
  };
  struct {
    const char* name;
    std::function<ScriptedReply(const Request&)> bad;
    uint64_t asked_again;
  } const cases[] = {{"HTML", [](auto&) { return http(200, "<html>"); }, 10},
                     {"no choices", [](auto&) { return http(200, "{\"id\":1}"); }, 10},
                     {"no JSON inside", [](auto&) { return completion("I would say loud."); }, 10},
                     {"giant", [](auto&) { return http(200, std::string(1'000'000, ' ')); }, 10},
                     {"too large for it", [](auto&) { return http(413, ""); }, 10},
                     {"a strange value", edited([](Json& l) { l["ti"]["tone"] = "shrill"; }), 1},
                     {"too few rows", edited([](Json& l) {
                        l.erase("ti");
                        l.erase("ru");
                      }),
                      2},
                     {"a wrong id", edited([](Json& l) {
                        l["zz"] = Json(l["ti"]);
                        l.erase("ti");
                      }),
                      1},
                     {"extra rows", edited([](Json& l) { l["zz"] = Json(l["ti"]); }), 0}};
  for (const auto& c : cases) {
    ScriptedServer server(bad_once(c.bad));
    LlmAnnotator llm(two_dimensions(), options_for(server));
    const std::vector<Labels> labels = llm.labels(rows(30));
    for (int n = 0; n < 30; ++n) expect_right(labels, static_cast<size_t>(n), n);
    EXPECT_EQ(llm.account().asked_again, c.asked_again) << c.name;
    EXPECT_EQ(llm.account().labelled, 30u) << c.name;
    EXPECT_EQ(llm.account().stopped, "") << c.name;
    EXPECT_EQ(llm.account().faults.empty(), c.asked_again == 0) << c.name;
    expect_adds_up(llm.account());
  }
}

// A row that never gets a sound label stays open, is counted, and harms no other.
TEST(Llm, ARowWithoutASoundAnswerStaysOpen) {
  ScriptedServer server([](const Request& request) {
    const Json asked = rows_of(request);
    Json labels = labels_for(asked);
    for (const auto& [id, row] : asked.items()) {
      if (number_of(row) == 5) labels[id] = {{"tone", "shrill"}, {"sure", 1}};
      if (number_of(row) == 7) labels[id]["tone"] = "shrill";
    }
    return completion(labels.dump());
  });
  LlmAnnotator llm(two_dimensions(), options_for(server));
  const std::vector<Labels> labels = llm.labels(rows(20));
  for (int n = 0; n < 20; ++n)
    if (n != 5 && n != 7) expect_right(labels, static_cast<size_t>(n), n);
  expect_open(labels, 5);
  EXPECT_EQ(labels[0].source[7], Source::none);
  EXPECT_EQ(labels[1].source[7], Source::llm);
  EXPECT_EQ(llm.account().failed, 1u);
  EXPECT_EQ(llm.account().partly, 1u);
  EXPECT_EQ(llm.account().requests, 2u + 2 * 2u);
  expect_adds_up(llm.account());
}

TEST(Llm, ARequestWithoutAnAnswerFailsItsRowsOnly) {
  const ScriptedReply faults[] = {
      http(500, ""), http(429, "", "Retry-After: 0\r\n"), {"", 0, true}, {"", 3, true}};
  for (const ScriptedReply& fault : faults) {
    ScriptedServer server([&](const Request& r) { return holds(r, 12) ? fault : right(r); });
    LlmAnnotator llm(two_dimensions(), options_for(server));
    const std::vector<Labels> labels = llm.labels(rows(30));
    for (int n : {0, 9, 20, 29}) expect_right(labels, static_cast<size_t>(n), n);
    for (size_t n : {10, 12, 19}) expect_open(labels, n);
    EXPECT_EQ(llm.account().failed, 10u);
    EXPECT_EQ(llm.account().stopped, "");
    expect_adds_up(llm.account());
  }
}

TEST(Llm, AnEndpointThatGivesNothingIsGivenUp) {
  ScriptedServer other(right);
  struct {
    Script script;
    const char* why;
    int most_requests;
  } const cases[] = {
      {[](auto&) { return http(200, "<html>"); }, "HTML", 21},
      {[](auto&) { return completion("{}"); }, "no row", 21},
      {[](auto&) { return http(500, ""); }, "HTTP 500", 8},
      {[](auto&) {
         return http(401, R"({"error":{"message":"bad key sk-very-secret","code":"invalid_api_key"}})");
       },
       "401 (invalid_api_key)", 1},
      {[&](auto&) { return http(307, "", "Location: " + other.url() + "\r\n"); }, "redirect", 1}};
  for (const auto& c : cases) {
    ScriptedServer server(c.script);
    LlmAnnotator llm(two_dimensions(), options_for(server));
    try {
      llm.labels(rows(200));
      ADD_FAILURE() << c.why;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::remote);
      EXPECT_NE(std::string(error.what()).find(c.why), std::string::npos) << error.what();
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    }
    EXPECT_LE(server.requests(), c.most_requests) << c.why;
  }
  EXPECT_EQ(other.requests(), 0);
}

TEST(Llm, WhatCameBeforeTheEndpointBrokeIsKept) {
  ScriptedServer server([](const Request& r) { return r.number < 2 ? right(r) : http(403, ""); });
  LlmAnnotator llm(two_dimensions(), options_for(server));
  const std::vector<Labels> labels = llm.labels(rows(50));
  for (int n = 0; n < 20; ++n) expect_right(labels, static_cast<size_t>(n), n);
  for (size_t n = 20; n < 50; ++n) expect_open(labels, n);
  EXPECT_EQ(llm.account().failed, 10u);
  EXPECT_EQ(llm.account().unasked, 20u);
  EXPECT_NE(llm.account().stopped.find("HTTP 403"), std::string::npos);
  llm.labels(rows(10, 50));
  EXPECT_EQ(server.requests(), 3);
  expect_adds_up(llm.account());
}

TEST(Llm, FindsOutWhatTheEndpointTakes) {
  for (const char* refused : {"logprobs", "response_format"}) {
    ScriptedServer server(
        [&](const Request& r) { return r.json().contains(refused) ? http(400, "") : right(r); });
    LlmAnnotator llm(two_dimensions(), options_for(server));
    const std::vector<Labels> labels = llm.labels(rows(30));
    for (int n = 0; n < 30; ++n) expect_right(labels, static_cast<size_t>(n), n);
    EXPECT_EQ(server.requests(), refused == std::string("logprobs") ? 4 : 5);
  }
}

TEST(Llm, LimitsAndCancel) {
  std::atomic<bool> cancel{false};
  ScriptedServer server([&](const Request& request) {
    cancel = request.number % 10 == 4;
    return right(request);
  });
  LlmOptions options = options_for(server);
  options.max_requests = 2;
  LlmAnnotator by_requests(two_dimensions(), options);
  by_requests.labels(rows(100));
  EXPECT_EQ(by_requests.account().labelled, 20u);
  EXPECT_EQ(by_requests.account().unasked, 80u);
  EXPECT_NE(by_requests.account().stopped.find("2 requests"), std::string::npos);

  options.max_requests = 0;
  options.price = {1, 0};
  options.max_cost = 0.0015;  // an answer costs 0.001
  LlmAnnotator by_cost(two_dimensions(), options);
  by_cost.labels(rows(100));
  EXPECT_EQ(by_cost.account().labelled, 20u);
  EXPECT_NE(by_cost.account().stopped.find("cost limit"), std::string::npos);

  options.max_cost = 0;
  options.cancel = &cancel;
  LlmAnnotator cancelled(two_dimensions(), options);  // during the server's fifth request
  cancelled.labels(rows(100));
  EXPECT_EQ(cancelled.account().stopped, "cancelled");
  EXPECT_EQ(cancelled.account().unasked, 100 - cancelled.account().labelled);
  expect_adds_up(cancelled.account());
}

TEST(Llm, TheCacheOutlivesTheAnnotator) {
  const std::string file = testing::TempDir() + "evenset-llm-" + std::to_string(getpid());
  std::remove(file.c_str());
  ScriptedServer server([](const Request& r) { return r.number < 2 ? right(r) : http(401, ""); });
  LlmOptions options = options_for(server);
  options.cache = file;
  LlmAnnotator(two_dimensions(), options).labels(rows(50));  // breaks after 20
  std::string text;
  std::getline(std::ifstream(file), text, '\0');
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 20);
  EXPECT_EQ(text.find("private"), std::string::npos);
  EXPECT_EQ(text.find("secret"), std::string::npos);
  LlmAnnotator again(two_dimensions(), options);
  const std::vector<Labels> labels = again.labels(rows(20));
  for (int n = 0; n < 20; ++n) expect_right(labels, static_cast<size_t>(n), n);
  EXPECT_EQ(again.account().cached, 20u);
  EXPECT_EQ(server.requests(), 3);
  options.model = "another";
  EXPECT_EQ(LlmAnnotator(two_dimensions(), options).estimate(rows(20)).cached, 0u);
  std::remove(file.c_str());
}

TEST(Llm, OptionsOutOfRangeAreRefused) {
  ScriptedServer server(right);
  const std::function<void(LlmOptions&)> faults[] = {[](LlmOptions& o) { o.model = ""; },
                                                     [](LlmOptions& o) { o.rows_per_request = 0; },
                                                     [](LlmOptions& o) { o.rows_per_request = 41; },
                                                     [](LlmOptions& o) { o.concurrency = 0; },
                                                     [](LlmOptions& o) { o.price.input = -1; },
                                                     [](LlmOptions& o) { o.max_cost = 1; },
                                                     [](LlmOptions& o) { o.endpoint = "http://a.example"; },
                                                     [](LlmOptions& o) { o.dimensions = {"colour"}; },
                                                     [](LlmOptions& o) { o.answer_seconds = NAN; }};
  for (const auto& fault : faults) {
    LlmOptions options = options_for(server);
    fault(options);
    try {
      LlmAnnotator(two_dimensions(), options);
      ADD_FAILURE() << &fault - faults;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
    }
  }
}

TEST(Llm, TakenLabelsNeverReplaceStrongerOnes) {
  Examples examples = rows(3);
  const Labels ours{{0, 0, 0}, {Source::human, Source::rule, Source::rule}, {1, 0.5f, 0.5f}};
  examples.labels = {ours, ours};
  const Labels theirs{{1, 1, -1}, {Source::llm, Source::llm, Source::none}, {0.9f, 0.9f, 0}};
  take_labels(examples, std::vector<Labels>{theirs, theirs});
  EXPECT_EQ(examples.labels[0].value, (std::vector<int16_t>{0, 1, 0}));
  EXPECT_EQ(examples.labels[0].source, (std::vector<Source>{Source::human, Source::llm, Source::rule}));
  EXPECT_FLOAT_EQ(examples.labels[1].confidence[1], 0.9f);
}

}  // namespace
}  // namespace evenset
