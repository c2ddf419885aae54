// The one HTTP client: JSON to an endpoint and back, over libcurl.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace evenset {

// What is asked for, behind the endpoint's own path.
inline constexpr std::string_view kChat = "/chat/completions", kEmbeddings = "/embeddings";

// Where requests go, checked.
struct Endpoint {
  // Throws Error{usage} for what is no http(s) URL, holds a name and password,
  // or is plain http to another machine than this without `allow_http`.
  // The service's path is added where it is missing.
  Endpoint(const std::string& url, bool allow_http, std::string_view service = kChat);

  std::string url;
  std::string shown;  // for messages: without the query, which may hold a key
  bool here = false;  // 127.0.0.0/8, ::1 or localhost
};

struct ClientOptions {
  std::string key, proxy, ca_file;
  double connect_seconds = 10, answer_seconds = 120;
  int repetitions = 4;
  double first_wait_seconds = 1, longest_wait_seconds = 60;
  size_t answer_bytes = size_t{4} << 20;
  const std::atomic<bool>* cancel = nullptr;
};

// Those of LlmOptions or EmbeddingOptions.
template <class Options>
ClientOptions client_options(const Options& o) {
  return {o.key,
          o.proxy,
          o.ca_file,
          o.connect_seconds,
          o.answer_seconds,
          o.repetitions,
          o.first_wait_seconds,
          o.longest_wait_seconds,
          o.answer_bytes,
          o.cancel};
}

struct Reply {
  enum class Kind {
    answered,  // 2xx with all of its body
    unusable,  // too large
    refused,   // this request was: 4xx
    failed,    // no answer within all repetitions
    hopeless,  // no request will be answered: key, address, certificate, redirect
    cancelled,
  };
  Kind kind = Kind::failed;
  long status = 0;    // of HTTP; 0 where there was none
  std::string body;   // answered only
  std::string fault;  // else: why, without any of the endpoint's text
  int sent = 0;       // requests, repetitions included
};

// One connection, kept open from request to request. For one thread.
class Client {
 public:
  // Throws Error{usage} for a key that cannot stand in a header and for repetitions
  // or times out of range.
  Client(const Endpoint& endpoint, const ClientOptions& options);
  ~Client();

  // Post JSON. Repeats after 408, 425, 429, 5xx and broken connections, waiting
  // as Retry-After says, else twice as long from time to time; a time-out is
  // repeated once, since its answer may have been paid.
  Reply post(const std::string& json);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
