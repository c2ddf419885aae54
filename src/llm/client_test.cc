#include "llm/client.h"

#include <gtest/gtest.h>

#include "evenset/error.h"
#include "llm/scripted_server_test.h"

namespace evenset {
namespace {

using Kind = Reply::Kind;

ClientOptions quick() {
  ClientOptions options;
  options.connect_seconds = 2;
  options.answer_seconds = 2;
  options.first_wait_seconds = 0.01;
  options.longest_wait_seconds = 0.05;
  options.repetitions = 2;
  options.answer_bytes = 100'000;
  return options;
}

Reply posted(const ScriptedServer& server, const ClientOptions& options = quick()) {
  return Client(Endpoint(server.url(), false), options).post("{}");
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Endpoint, IsCompletedAndShownWithoutItsQuery) {
  struct {
    const char *given, *url, *shown;
  } const cases[] = {
      {"https://a.example/v1", "https://a.example/v1/chat/completions",
       "https://a.example/v1/chat/completions"},
      {"https://a.example/v1/", "https://a.example/v1/chat/completions",
       "https://a.example/v1/chat/completions"},
      {"https://a.example", "https://a.example/chat/completions", "https://a.example/chat/completions"},
      {"http://127.0.0.1:8080/v1/chat/completions", "http://127.0.0.1:8080/v1/chat/completions",
       "http://127.0.0.1:8080/v1/chat/completions"},
      {"https://a.example/d?key=secret#x", "https://a.example/d/chat/completions?key=secret",
       "https://a.example/d/chat/completions"}};
  for (const auto& c : cases) {
    const Endpoint endpoint(c.given, false);
    EXPECT_EQ(endpoint.url, c.url) << c.given;
    EXPECT_EQ(endpoint.shown, c.shown) << c.given;
  }
}

TEST(Endpoint, IsCompletedForTheServiceThatIsAsked) {
  for (const char* given :
       {"https://a.example/v1", "https://a.example/v1/", "https://a.example/v1/embeddings"})
    EXPECT_EQ(Endpoint(given, false, kEmbeddings).url, "https://a.example/v1/embeddings");
}

TEST(Endpoint, PlainHttpGoesToThisMachineOnly) {
  for (const char* good :
       {"http://127.0.0.1/v1", "http://127.8.9.1:1/v1", "http://localhost:8080", "http://[::1]:80/"})
    EXPECT_TRUE(Endpoint(good, false).here) << good;
  for (const char* bad :
       {"http://a.example/v1", "http://127.0.0.1.a.example/", "http://10.0.0.1/", "http://0x7f000001.a/",
        "ftp://127.0.0.1/", "file:///etc/passwd", "https://me:secret@a.example/", "", "no url at all"})
    try {
      Endpoint(bad, false);
      ADD_FAILURE() << bad;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::usage);
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
  EXPECT_FALSE(Endpoint("http://a.example/v1", true).here);
}

TEST(LlmClient, SendsKeyAndJson) {
  std::string head;
  ScriptedServer server([&](const ScriptedServer::Request& request) {
    head = request.head;
    return http(200, "{\"fine\":1}");
  });
  ClientOptions options = quick();
  options.key = "sk-1";
  const Reply reply = posted(server, options);
  EXPECT_EQ(reply.kind, Kind::answered);
  EXPECT_EQ(reply.body, "{\"fine\":1}");
  EXPECT_NE(head.find("POST /v1/chat/completions"), std::string::npos);
  EXPECT_NE(head.find("Authorization: Bearer sk-1"), std::string::npos);
  EXPECT_NE(head.find("Content-Type: application/json"), std::string::npos);
}

TEST(LlmClient, RefusesAKeyThatBreaksTheHeader) {
  ClientOptions options = quick();
  options.key = "sk-secret\r\nX: y";
  try {
    Client(Endpoint("http://127.0.0.1:1", false), options);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
  }
}

// What each status leads to, how often it is sent, and that no text of the endpoint gets out.
TEST(LlmClient, Statuses) {
  const std::string body = R"({"error":{"code":"some_code","message":"private words"}})";
  struct {
    int status;
    Kind kind;
    int sent;
  } const cases[] = {{500, Kind::failed, 3},   {503, Kind::failed, 3},   {429, Kind::failed, 3},
                     {408, Kind::failed, 3},   {400, Kind::refused, 1},  {413, Kind::refused, 1},
                     {422, Kind::refused, 1},  {401, Kind::hopeless, 1}, {403, Kind::hopeless, 1},
                     {404, Kind::hopeless, 1}, {402, Kind::hopeless, 1}, {204, Kind::answered, 1}};
  for (const auto& c : cases) {
    ScriptedServer server([&](auto&) { return http(c.status, c.status == 204 ? "" : body); });
    const Reply reply = posted(server);
    EXPECT_EQ(reply.kind, c.kind) << c.status;
    EXPECT_EQ(reply.sent, c.sent) << c.status;
    EXPECT_EQ(server.requests(), c.sent) << c.status;
    EXPECT_EQ(reply.fault.find("private"), std::string::npos);
    if (c.status != 204) {
      EXPECT_NE(reply.fault.find("some_code"), std::string::npos) << reply.fault;
    }
  }
}

TEST(LlmClient, RedirectsAreNotFollowed) {
  ScriptedServer other([](auto&) { return http(200, "{}"); });
  for (int status : {301, 302, 307, 308}) {
    ScriptedServer server([&](auto&) { return http(status, "", "Location: " + other.url() + "\r\n"); });
    const Reply reply = posted(server);
    EXPECT_EQ(reply.kind, Kind::hopeless);
    EXPECT_NE(reply.fault.find("redirect"), std::string::npos) << reply.fault;
  }
  EXPECT_EQ(other.requests(), 0);
}

TEST(LlmClient, WaitsAsRetryAfterSaysButNotLonger) {
  ScriptedServer server([](const ScriptedServer::Request& request) {
    return request.number == 0 ? http(429, "", "Retry-After: 1\r\n") : http(200, "{}");
  });
  ClientOptions options = quick();
  options.longest_wait_seconds = 10;
  auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(posted(server, options).kind, Kind::answered);
  EXPECT_GE(seconds_since(start), 0.95);

  ScriptedServer patient([](const ScriptedServer::Request& request) {
    return request.number == 0 ? http(503, "", "Retry-After: 86400\r\n") : http(200, "{}");
  });
  start = std::chrono::steady_clock::now();
  EXPECT_EQ(posted(patient).kind, Kind::answered);
  EXPECT_LT(seconds_since(start), 2);
}

TEST(LlmClient, BrokenConnections) {
  const std::string whole = http(200, std::string(1000, 'x')).bytes;
  const ScriptedReply faults[] = {{whole.substr(0, 300), 0, true},  // dropped in the middle
                                  {"", 0, true},                    // nothing at all
                                  {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 0, true},
                                  {"certainly not HTTP\r\n\r\n", 0, true}};
  for (const ScriptedReply& fault : faults) {
    ScriptedServer once(
        [&](const ScriptedServer::Request& r) { return r.number == 0 ? fault : http(200, "{}"); });
    EXPECT_EQ(posted(once).kind, Kind::answered) << fault.bytes;
    ScriptedServer always([&](auto&) { return fault; });
    const Reply reply = posted(always);
    EXPECT_EQ(reply.kind, Kind::failed);
    EXPECT_EQ(reply.sent, 3);
    EXPECT_NE(reply.fault.find("connection"), std::string::npos) << reply.fault;
  }
}

TEST(LlmClient, NobodyListens) {
  int port = 0;
  {
    ScriptedServer gone([](auto&) { return http(200, ""); });
    port = gone.port();
  }
  Client client(Endpoint("http://127.0.0.1:" + std::to_string(port), false), quick());
  const Reply reply = client.post("{}");
  EXPECT_EQ(reply.kind, Kind::failed);
  EXPECT_EQ(reply.sent, 3);
}

TEST(LlmClient, AStallIsATimeOutAndRepeatedOnce) {
  ScriptedServer server([](auto&) { return ScriptedReply{http(200, "{}").bytes, 5}; });
  ClientOptions options = quick();
  options.answer_seconds = 0.2;
  const auto start = std::chrono::steady_clock::now();
  const Reply reply = posted(server, options);
  EXPECT_EQ(reply.kind, Kind::failed);
  EXPECT_EQ(reply.sent, 2);
  EXPECT_NE(reply.fault.find("no answer within 0.2 s"), std::string::npos) << reply.fault;
  EXPECT_LT(seconds_since(start), 3);
}

TEST(LlmClient, GiantAnswersAndHeadersAreCutOff) {
  ScriptedServer body([](auto&) { return http(200, std::string(20'000'000, 'x')); });
  EXPECT_EQ(posted(body).kind, Kind::unusable);
  EXPECT_EQ(body.requests(), 1);
  ScriptedServer endless([](auto&) {  // no length: until the connection closes
    return ScriptedReply{"HTTP/1.1 200 OK\r\n\r\n" + std::string(20'000'000, 'x'), 0, true};
  });
  EXPECT_EQ(posted(endless).kind, Kind::unusable);
  std::string headers;
  for (int i = 0; i < 20'000; ++i)
    headers += "X-" + std::to_string(i) + ": 0123456789012345678901234567890\r\n";
  ScriptedServer head([&](auto&) { return http(200, "{}", headers); });
  EXPECT_EQ(posted(head).kind, Kind::unusable);
}

TEST(LlmClient, AConnectionIsKeptAndItsClosingIsNoFault) {
  std::atomic<int> connections{0};
  std::atomic<bool> closing{false};
  ScriptedServer server([&](const ScriptedServer::Request& request) {
    connections = request.connection + 1;
    ScriptedReply reply = http(200, "{}");
    reply.close = closing;
    return reply;
  });
  Client client(Endpoint(server.url(), false), quick());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.post("{}").kind, Kind::answered);
  EXPECT_EQ(connections, 1);
  closing = true;  // after each answer, though HTTP/1.1 said that it is kept
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.post("{}").kind, Kind::answered);
  EXPECT_EQ(server.requests(), 6);
}

TEST(LlmClient, CancelEndsARequestAndAWait) {
  std::atomic<bool> cancel{false};
  ClientOptions options = quick();
  options.cancel = &cancel;
  options.answer_seconds = options.first_wait_seconds = options.longest_wait_seconds = 30;
  ScriptedServer stalls([](auto&) { return ScriptedReply{http(200, "{}").bytes, 30}; });
  ScriptedServer fails([](auto&) { return http(500, ""); });
  for (const ScriptedServer* server : {&stalls, &fails}) {
    cancel = false;
    std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      cancel = true;
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(posted(*server, options).kind, Kind::cancelled);
    EXPECT_LT(seconds_since(start), 5);
  }
}

// A certificate that nobody signed; the handshake fails here on the plain
// server's bytes, which must not be taken for a broken connection either.
TEST(LlmClient, NoSecureConnectionIsHopeless) {
  ScriptedServer server([](auto&) { return http(200, "{}"); });
  Client client(Endpoint("https://127.0.0.1:" + std::to_string(server.port()), false), quick());
  // The server waits for a request's end that never comes; a client that speaks TLS gives up in time.
  const Reply reply = client.post("{}");
  EXPECT_TRUE(reply.kind == Kind::hopeless || reply.kind == Kind::failed);
  EXPECT_NE(reply.status, 200);
}

}  // namespace
}  // namespace evenset
