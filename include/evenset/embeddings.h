// Vectors of texts from a model behind an OpenAI-compatible endpoint.
//
//   EmbeddingEndpoint model({.endpoint = "http://127.0.0.1:8080/v1", .model = "m"});
//   model.estimate(texts).requests;                       // nothing is sent
//   std::vector<float> vectors = model.vectors(texts);    // asks, pays, caches
//
// The texts go out as they are, many a request; what comes back is numbers, and
// nothing else of an answer is read. Vectors of different models cannot be
// compared, and how high a cosine means "the same" is another number for each
// model: a threshold found for one says nothing of the next.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

struct EmbeddingOptions {
  // ".../v1" or ".../v1/embeddings". https is verified; plain http is taken to
  // this machine only, unless `allow_http`. Redirects are not followed.
  std::string endpoint;
  std::string model;
  std::string key = {};      // sent as "Authorization: Bearer"; in no message
  std::string proxy = {};    // URL of a proxy, never used to this machine; "": none
  std::string ca_file = {};  // PEM certificates to trust; "": the system's
  bool allow_http = false;

  size_t texts_per_request = 32;       // 1..2048; many servers take no more than 32
  size_t bytes_per_request = 200'000;  // of texts; one text may be larger
  // Of a longer text so many bytes are sent, whole characters, from its beginning.
  // 8,000 bytes are less than the 8,192 tokens that many models take, in any
  // language; models of 512 tokens refuse more than some 1,500. 64..1,000,000
  size_t bytes_per_text = 8000;
  int concurrency = 4;  // requests at a time, 1..64

  double connect_seconds = 10, answer_seconds = 120;
  int repetitions = 4;            // after 429, 5xx and failed connections
  double first_wait_seconds = 1;  // doubled from wait to wait; Retry-After comes before it
  double longest_wait_seconds = 60;
  size_t answer_bytes = size_t{64} << 20;  // more is no answer

  std::string cache = {};  // file, made where it is missing; "": none. Several processes may share it.

  const std::atomic<bool>* cancel = nullptr;  // true: ask no more, give up what is under way
};

// Every text is in exactly one of `cached`, `empty`, `asked`.
struct EmbeddingAccount {
  uint64_t texts = 0;
  uint64_t cached = 0;  // known from the cache, or equal to a text before
  uint64_t empty = 0;   // nothing but white space: not sent
  uint64_t asked = 0;
  uint64_t shortened = 0;      // of those asked: sent without their end
  uint64_t requests = 0;       // repetitions included
  uint64_t input_tokens = 0;   // as the endpoint counts; estimated where it does not
  uint64_t cache_garbage = 0;  // lines of the cache file that could not be read
  std::string cache_fault;     // why vectors could not be written to the cache; "" where they were
};

class EmbeddingEndpoint {
 public:
  // Opens the cache; nothing is sent. Throws Error{usage} for an endpoint that is
  // no URL or not allowed and for options out of range; Error{io} for a cache
  // file that cannot be opened.
  explicit EmbeddingEndpoint(EmbeddingOptions options);
  ~EmbeddingEndpoint();
  EmbeddingEndpoint(EmbeddingEndpoint&&) noexcept;

  // Numbers of a vector: what the first answer, or the cache, had; 0 before.
  size_t width() const;

  // One vector of length 1 per text, width() floats; all 0 where a text is empty
  // or white space. A text is asked for once, however often it comes: all
  // vectors are kept, 4 bytes a number, in the cache file where there is one and
  // else in memory. Same requests whatever the concurrency.
  //
  // Throws Error{remote} for the first request without a sound answer: a status
  // other than 2xx when all repetitions are through, what is no JSON, not one
  // vector for each text, a vector that holds what is no finite number or that is
  // all 0, or vectors of differing widths. What was answered before stays in the
  // cache. Not for several threads at once.
  std::vector<float> vectors(std::span<const std::string_view> texts);

  // What vectors() would take for these texts and for those of all earlier calls
  // of estimate(). Tokens are estimated from bytes (a quarter of the ASCII bytes, half
  // of the others); models count otherwise by up to a third. Nothing is sent.
  const EmbeddingAccount& estimate(std::span<const std::string_view> texts);

  const EmbeddingAccount& account() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace evenset
