// Vectors from a server that behaves, and from one that does not.
#include "evenset/embeddings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "evenset/error.h"
#include "llm/embedding_answer.h"
#include "llm/scripted_server_test.h"
#include "llm/temporary_file_test.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;
using Request = ScriptedServer::Request;
using Texts = std::vector<std::string_view>;

constexpr size_t kWidth = 5;

// What the model makes of a text, of any length.
Json numbers_of(const std::string& text) {
  Json out = Json::array();
  size_t sum = 1;
  for (size_t k = 0; k < kWidth; ++k) {
    for (const char c : text) sum = sum * 31 + static_cast<unsigned char>(c) + k;
    out.push_back(static_cast<double>(sum % 1000) / 100 - 5.005);
  }
  return out;
}

Json data_for(const Request& request) {
  Json data = Json::array();
  const Json asked = Json::parse(request.body)["input"];
  for (size_t i = 0; i < asked.size(); ++i)
    data.insert(data.begin(), Json::object({{"index", i}, {"embedding", numbers_of(asked[i])}}));
  return data;
}

ScriptedReply answer(const Json& data) {
  return http(200, Json{{"object", "list"}, {"data", data}, {"usage", {{"prompt_tokens", 7}}}}.dump());
}

ScriptedReply right(const Request& request) { return answer(data_for(request)); }

EmbeddingOptions options_for(const ScriptedServer& server) {
  EmbeddingOptions options;
  options.endpoint = server.url();
  options.model = "m";
  options.key = "sk-very-secret";
  options.connect_seconds = options.answer_seconds = 2;
  options.repetitions = 1;
  options.first_wait_seconds = options.longest_wait_seconds = 0.01;
  options.answer_bytes = 100'000;
  options.concurrency = 1;
  return options;
}

std::vector<std::string> numbered(int count) {
  std::vector<std::string> out;
  for (int n = 0; n < count; ++n) out.push_back("private matter " + std::to_string(n));
  return out;
}

std::span<const float> vector_at(const std::vector<float>& vectors, size_t i) {
  return std::span(vectors).subspan(i * kWidth, kWidth);
}

void expect_vector(std::span<const float> vector, const std::string& text) {
  const auto numbers = numbers_of(text).get<std::vector<double>>();
  double squares = 0;
  for (const double number : numbers) squares += number * number;
  for (size_t k = 0; k < kWidth; ++k) EXPECT_FLOAT_EQ(vector[k], numbers[k] / std::sqrt(squares)) << text;
}

// What is thrown; "" where nothing is.
std::string fault(EmbeddingEndpoint& model, const Texts& texts) try {
  model.vectors(texts);
  return "";
} catch (const Error& error) {
  EXPECT_EQ(error.kind, ErrorKind::remote);
  return error.what();
}

TEST(Embeddings, EachTextIsAskedForOnce) {
  std::string head;
  ScriptedServer server([&](const Request& request) {
    head = request.head;
    return right(request);
  });
  const std::vector<std::string> own = numbered(70);
  Texts texts(own.begin(), own.end());
  texts.insert(texts.end(), {own[3], " \n", ""});
  EmbeddingEndpoint model(options_for(server));
  EXPECT_EQ(model.width(), 0u);
  EXPECT_TRUE(model.vectors(Texts{" "}).empty());
  const std::vector<float> vectors = model.vectors(texts);
  ASSERT_EQ(model.width(), kWidth);
  ASSERT_EQ(vectors.size(), texts.size() * kWidth);
  for (size_t i = 0; i < 71; ++i) expect_vector(vector_at(vectors, i), std::string(texts[i]));
  for (size_t i = 71 * kWidth; i < vectors.size(); ++i) EXPECT_EQ(vectors[i], 0);
  EXPECT_EQ(server.requests(), 3);
  EXPECT_EQ(model.vectors(texts), vectors);
  EXPECT_EQ(server.requests(), 3);
  EXPECT_NE(head.find("POST /v1/embeddings"), std::string::npos);
  EXPECT_NE(head.find("Authorization: Bearer sk-very-secret"), std::string::npos);
  const EmbeddingAccount& a = model.account();
  EXPECT_EQ(a.texts, 147u);
  EXPECT_EQ(a.asked, 70u);
  EXPECT_EQ(a.cached, 72u);
  EXPECT_EQ(a.empty, 5u);
  EXPECT_EQ(a.requests, 3u);
  EXPECT_EQ(a.input_tokens, 21u);
}

TEST(Embeddings, ALongTextLosesItsEndBetweenCharacters) {
  std::string sent;
  ScriptedServer server([&](const Request& request) {
    sent = request.json()["input"][0].get<std::string>();
    return right(request);
  });
  EmbeddingOptions options = options_for(server);
  options.bytes_per_text = 64;
  EmbeddingEndpoint model(options);
  std::string euros;
  for (int i = 0; i < 100; ++i) euros += "€";
  model.vectors(Texts{euros});
  EXPECT_EQ(sent, euros.substr(0, 63));
  EXPECT_EQ(model.account().shortened, 1u);
  model.vectors(Texts{euros + "€"});  // is the same to the model
  EXPECT_EQ(server.requests(), 1);
  model.vectors(Texts{"\xFF broken"});
  EXPECT_EQ(sent, "\uFFFD broken");
}

TEST(Embeddings, EstimateSendsNothingAndIsWhatComes) {
  ScriptedServer server(right);
  EmbeddingOptions options = options_for(server);
  options.bytes_per_request = 100;
  EmbeddingEndpoint model(options);
  const std::vector<std::string> own = numbered(20);
  const Texts first(own.begin(), own.begin() + 15), second(own.begin() + 10, own.end());
  model.estimate(first);
  const EmbeddingAccount estimate = model.estimate(second);
  EXPECT_EQ(server.requests(), 0);
  EXPECT_EQ(estimate.asked, 20u);
  EXPECT_EQ(estimate.cached, 5u);
  EXPECT_GT(estimate.input_tokens, 80u);
  model.vectors(first);
  model.vectors(second);
  EXPECT_EQ(model.account().requests, estimate.requests);
  EXPECT_EQ(server.requests(), static_cast<int>(estimate.requests));
  EXPECT_EQ(EmbeddingEndpoint(options).estimate(first).cached, 0u);
  EXPECT_EQ(model.estimate(first).cached, 20u);
}

struct BadAnswer {
  const char* why;
  std::function<ScriptedReply(const Request&)> reply;
};

// A right answer, edited.
BadAnswer edited(const char* why, const std::function<void(Json&)>& edit) {
  return {why, [edit](const Request& request) {
            Json data = data_for(request);
            edit(data);
            return answer(data);
          }};
}

BadAnswer bytes(const char* why, int status, const std::string& body) {
  return {why, [=](auto&) { return http(status, body); }};
}

const BadAnswer kBadAnswers[] = {
    edited("2 vectors for 3 texts", [](Json& d) { d.erase(1); }),
    edited("4 vectors for 3 texts", [](Json& d) { d.push_back(d[0]); }),
    edited("0 vectors for 3 texts", [](Json& d) { d = Json::array(); }),
    edited("no vectors", [](Json& d) { d = "private words"; }),
    edited("index is missing", [](Json& d) { d[1].erase("index"); }),
    edited("index is missing", [](Json& d) { d[1]["index"] = 3; }),
    edited("index is missing", [](Json& d) { d[1]["index"] = -1; }),
    edited("index is missing", [](Json& d) { d[1]["index"] = "1"; }),
    edited("index is missing", [](Json& d) { d[1] = "private words"; }),
    edited("two vectors have one index", [](Json& d) { d[1]["index"] = 0; }),
    edited("missing, or no list", [](Json& d) { d[1].erase("embedding"); }),
    edited("missing, or no list", [](Json& d) { d[1]["embedding"] = "AAAAAA=="; }),
    edited("no finite number", [](Json& d) { d[1]["embedding"][2] = "private words"; }),
    edited("no finite number", [](Json& d) { d[1]["embedding"][2] = nullptr; }),  // NaN, as many write it
    edited("no finite number", [](Json& d) { d[1]["embedding"][2] = Json::array({1}); }),
    edited("all 0",
           [](Json& d) {
             d[1]["embedding"] = {0, 0.0, -0.0, 0, 0};
           }),
    edited("all 0", [](Json& d) { d[1]["embedding"] = Json::array(); }),
    edited("too large", [](Json& d) { d[1]["embedding"][2] = 1e200; }),
    edited("of 5 and of 4 numbers", [](Json& d) { d[1]["embedding"].erase(0); }),
    bytes(
        "no finite number", 200,
        R"({"data":[{"index":0,"embedding":[1e999]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}]})"),
    bytes("no JSON", 200, R"({"data":[{"index":0,"embedding":[NaN]}]})"),
    bytes("ends before", 200, R"({"data":[{"index":0,"embedding":[1.0,)"),
    bytes("HTML", 200, "\n<html>private words</html>"),
    bytes("empty", 200, ""),
    bytes("no vectors", 200, R"({"error":{"message":"private words"}})"),
    bytes("no vectors", 200, "[]"),
    bytes("larger than", 200, std::string(1'000'000, ' ')),
    bytes("HTTP 400: it refuses the request; it held up to 32 texts of up to 8000 bytes", 400, ""),
    bytes("HTTP 401 (invalid_api_key)", 401,
          R"({"error":{"message":"sk-very-secret","code":"invalid_api_key"}})"),
    bytes("HTTP 404", 404, ""),
    bytes("HTTP 429", 429, ""),
    bytes("HTTP 500", 500, "private words"),
    {"connection", [](auto&) {
       return ScriptedReply{"", 0, true};
     }}};

TEST(Embeddings, NoUnsoundAnswerIsTaken) {
  const std::vector<std::string> own = numbered(3);
  for (const BadAnswer& bad : kBadAnswers) {
    ScriptedServer server(bad.reply);
    EmbeddingEndpoint model(options_for(server));
    const std::string why = fault(model, Texts(own.begin(), own.end()));
    EXPECT_TRUE(why.starts_with(server.url() + "/embeddings: ")) << why;
    EXPECT_NE(why.find(bad.why), std::string::npos) << bad.why << "\n" << why;
    EXPECT_EQ(why.find("private"), std::string::npos) << why;
    EXPECT_EQ(why.find("secret"), std::string::npos) << why;
    EXPECT_EQ(model.width(), 0u);
  }
}

TEST(Embeddings, NothingThatIsCutShortIsTaken) {
  const std::string whole = R"({"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[0,2e0]}]})";
  EXPECT_EQ(read_embeddings(whole, 2).vectors, (std::vector<float>{0, 1, 0.6f, 0.8f}));
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(read_embeddings(whole.substr(0, size), 2).fault.empty()) << size;
  const std::string deep = "{\"data\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
  EXPECT_FALSE(read_embeddings(deep, 1).fault.empty());
}

TEST(Embeddings, AFailureIsRepeatedAndALaterWidthMustAgree) {
  ScriptedServer server([](const Request& r) {
    Json data = data_for(r);
    if (r.number == 0) return http(503, "");
    if (r.number == 2) data[0]["embedding"].push_back(1);
    return answer(data);
  });
  EmbeddingEndpoint model(options_for(server));
  EXPECT_EQ(fault(model, Texts{"a"}), "");
  EXPECT_EQ(model.account().requests, 2u);
  const std::string why = fault(model, Texts{"b"});
  EXPECT_NE(why.find("had 5 numbers, and a new one has 6"), std::string::npos) << why;
}

TEST(Embeddings, WhatWasPaidBeforeAFaultIsKept) {
  const TemporaryFile file;
  ScriptedServer server([](const Request& r) { return r.number == 2 ? http(402, "") : right(r); });
  EmbeddingOptions options = options_for(server);
  options.cache = file.name;
  options.texts_per_request = 10;
  const std::vector<std::string> own = numbered(50);
  const Texts texts(own.begin(), own.end());
  {
    EmbeddingEndpoint model(options);
    EXPECT_NE(fault(model, texts).find("HTTP 402"), std::string::npos);
    EXPECT_EQ(server.requests(), 3);
  }
  EXPECT_EQ(file.text().find("private"), std::string::npos);
  EXPECT_EQ(file.text().find("secret"), std::string::npos);
  EmbeddingEndpoint again(options);
  const std::vector<float> vectors = again.vectors(texts);
  for (size_t i = 0; i < own.size(); ++i) expect_vector(vector_at(vectors, i), own[i]);
  EXPECT_EQ(again.account().cached, 20u);
  EXPECT_EQ(server.requests(), 6);
  options.model = "another";
  EXPECT_EQ(EmbeddingEndpoint(options).estimate(texts).cached, 0u);
}

TEST(Embeddings, ACacheOfAnotherWidthIsSaid) {
  const TemporaryFile file;
  ScriptedServer server([](const Request& r) {
    Json data = data_for(r);
    if (r.number > 0) data[0]["embedding"].erase(0);
    return answer(data);
  });
  EmbeddingOptions options = options_for(server);
  options.cache = file.name;
  EmbeddingEndpoint(options).vectors(Texts{"a"});
  EmbeddingEndpoint model(options);
  EXPECT_NE(fault(model, Texts{"a", "b"}).find("another cache file"), std::string::npos);
}

TEST(Embeddings, ThreadsChangeNothing) {
  std::atomic<int> now{0};
  ScriptedServer server([&](const Request& request) {
    ScriptedReply reply = right(request);
    reply.stall_seconds = 0.01 * (now++ % 4);  // answers overtake each other
    return reply;
  });
  EmbeddingOptions options = options_for(server);
  options.texts_per_request = 3;
  const std::vector<std::string> own = numbered(50);
  const Texts texts(own.begin(), own.end());
  const std::vector<float> alone = EmbeddingEndpoint(options).vectors(texts);
  EXPECT_EQ(server.most_at_once(), 1);
  options.concurrency = 6;
  EXPECT_EQ(EmbeddingEndpoint(options).vectors(texts), alone);
  EXPECT_LE(server.most_at_once(), 6);

  ScriptedServer broken([](const Request& r) { return r.number < 4 ? right(r) : http(500, ""); });
  options.endpoint = broken.url();
  EmbeddingEndpoint model(options);
  EXPECT_NE(fault(model, texts).find("HTTP 500"), std::string::npos);
  EXPECT_LE(broken.requests(), 4 + 2 * 6);
}

TEST(Embeddings, OptionsOutOfRangeAreRefused) {
  ScriptedServer server(right);
  const std::function<void(EmbeddingOptions&)> faults[] = {
      [](EmbeddingOptions& o) { o.model = ""; },
      [](EmbeddingOptions& o) { o.texts_per_request = 0; },
      [](EmbeddingOptions& o) { o.bytes_per_text = 10; },
      [](EmbeddingOptions& o) { o.concurrency = 65; },
      [](EmbeddingOptions& o) { o.repetitions = -1; },
      [](EmbeddingOptions& o) { o.answer_seconds = NAN; },
      [](EmbeddingOptions& o) { o.key = "two words"; },
      [](EmbeddingOptions& o) { o.endpoint = "http://a.example/v1"; }};
  for (const auto& change : faults) {
    EmbeddingOptions options = options_for(server);
    change(options);
    try {
      EmbeddingEndpoint model(options);
      ADD_FAILURE() << &change - faults;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
    }
  }
}

}  // namespace
}  // namespace evenset
