// Labels from a language model behind an OpenAI-compatible endpoint.
//
//   LlmAnnotator llm(plan.dimensions, {.endpoint = "http://127.0.0.1:8080/v1", .model = "m"});
//   LlmEstimate cost = llm.estimate(examples);          // nothing is sent
//   std::vector<Labels> labels = llm.labels(examples);  // asks, pays, caches
//   take_labels(examples, labels);
//
// The model is given the codebook's definitions (data/llm-codebook.yaml) and
// several rows a request, as data inside JSON; it answers by a JSON schema, and
// what it answers is checked. Before its labels are believed, compare them with
// labels by people: evenset/agreement.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "evenset/dimension.h"

namespace evenset {

// Money per million tokens, in any currency; 0: not known, cost is 0.
struct LlmPrice {
  double input = 0, output = 0;

  double of(uint64_t input_tokens, uint64_t output_tokens) const;
};

// What happened so far. Every row is in exactly one of `cached`, `empty`,
// `labelled`, `partly`, `failed`, `unasked`.
struct LlmAccount {
  uint64_t rows = 0;
  uint64_t cached = 0;    // known from the cache, or equal to a row asked before
  uint64_t empty = 0;     // no text to be labelled: not sent, unknown
  uint64_t labelled = 0;  // every dimension answered soundly
  uint64_t partly = 0;    // some dimensions only; the others are left open
  uint64_t failed = 0;    // no sound answer within the limits: left open
  uint64_t unasked = 0;   // see `stopped`

  uint64_t requests = 0;     // sent, repetitions included
  uint64_t asked_again = 0;  // requests for one row alone, since its first answer was not sound
  uint64_t shortened = 0;    // rows sent without a long text's middle, or without their first turns
  uint64_t strange = 0;      // rows in answers that nobody had asked for
  uint64_t input_tokens = 0, output_tokens = 0;  // as the endpoint counts; estimated where it does not
  double cost = 0;                               // of these tokens, at LlmOptions::price
  std::map<std::string, uint64_t> faults;        // in words, and how many requests or rows had it

  std::string stopped;         // why the rest was not asked; "" where it was
  uint64_t cache_garbage = 0;  // lines of the cache file that could not be read
  std::string cache_fault;     // why labels could not be written to the cache; "" where they were
};

struct LlmOptions {
  // ".../v1" or ".../v1/chat/completions". https is verified; plain http is
  // taken to this machine only, unless `allow_http`. Redirects are not followed.
  std::string endpoint;
  std::string model;
  std::string key = {};      // sent as "Authorization: Bearer"; in no message
  std::string proxy = {};    // URL of a proxy, never used to this machine; "": none
  std::string ca_file = {};  // PEM certificates to trust; "": the system's
  bool allow_http = false;

  std::vector<std::string> dimensions = {};  // names; empty: all that are judged, not measured
  size_t rows_per_request = 10;              // 1..40
  size_t bytes_per_request = 24'000;         // of rows; one row may be larger
  int concurrency = 4;                       // requests at a time, 1..64
  int times_alone = 2;                       // a row without a sound answer is asked alone so often

  double connect_seconds = 10, answer_seconds = 120;
  int repetitions = 4;            // after 429, 5xx and failed connections
  double first_wait_seconds = 1;  // doubled from wait to wait; Retry-After comes before it
  double longest_wait_seconds = 60;
  size_t answer_bytes = 4 << 20;  // more is no answer

  LlmPrice price = {};
  // Ask no more when so much is spent, or sent; 0: no limit. Requests that are
  // under way at that moment may exceed it.
  double max_cost = 0;
  uint64_t max_requests = 0;
  std::string cache = {};  // file, made where it is missing; "": none. Several processes may share it.

  const std::atomic<bool>* cancel = nullptr;  // true: ask no more, give up what is under way
  // After each answer, from one thread at a time.
  std::function<void(const LlmAccount&)> on_answer = {};
};

// What labelling would take, before anything is sent. Tokens are estimated from
// bytes (a quarter of the ASCII bytes, half of the others); endpoints count
// otherwise by up to a third. Rows asked again are not in it; a reasoning
// model's thoughts neither.
struct LlmEstimate {
  uint64_t rows = 0, cached = 0, empty = 0;
  uint64_t requests = 0, input_tokens = 0, output_tokens = 0;
  double cost = 0;  // at LlmOptions::price

  LlmEstimate& operator+=(const LlmEstimate& other);
};

class LlmAnnotator {
 public:
  // Copies what it needs of the dimensions and opens the cache. Throws
  // Error{usage} for an endpoint that is no URL or not allowed, an unknown or
  // measured dimension, options out of range; Error{io} for a cache file that
  // cannot be opened.
  LlmAnnotator(std::span<const Dimension> dimensions, LlmOptions options);
  ~LlmAnnotator();
  LlmAnnotator(LlmAnnotator&&) noexcept;

  // The dimensions that are asked: indices into `dimensions`, ascending.
  const std::vector<size_t>& asked() const;

  LlmEstimate estimate(const Examples& examples) const;

  // Ask for every row; one Labels per dimension, with source `llm` where the
  // model answered and `none` elsewhere. Labels that the rows already have
  // change nothing, so that the two can be compared. An answer is taken label by
  // label; a row that lacks one is asked again alone. Confidences are the
  // endpoint's token probabilities, where it gives any, else 0.8. Same order and
  // same rows per request whatever the concurrency.
  //
  // An endpoint that gives nothing usable for long, that refuses the key or that
  // redirects is asked no more: account().stopped. Throws Error{remote} where
  // that happens before the first label. Not for several threads at once.
  std::vector<Labels> labels(const Examples& examples);

  const LlmAccount& account() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Put labels into `examples` where it has none from a stronger source. Labels
// with source `none` change nothing. Dimensions in the same order.
void take_labels(Examples& examples, std::span<const Labels> labels);

}  // namespace evenset
