#include "cli/ask_vectors.h"

#include <fmt/format.h>

#include "cli/endpoint.h"
#include "cli/terminal.h"
#include "evenset/error.h"

namespace evenset {
namespace {

constexpr Flag kFlags[] = {
    {"--endpoint", "URL",
     "semantic: vectors of an OpenAI-compatible model, such as http://127.0.0.1:8080/v1; key: "
     "EVENSET_API_KEY",
     "", ""},
    kModelFlag,
    {"--cache", "FILE", "keep the model's vectors here, and ask for no text twice", "", ""},
    {"--text-bytes", "N", "bytes of a longer text that the model is sent; where it takes 512 tokens, 1500",
     "8000", ""},
    kAllowHttpFlag};

void check(const Arguments& arguments, const DedupOptions& options) {
  const bool asked = !arguments.text("--endpoint").empty();
  if (asked != !arguments.text("--model").empty())
    throw Error(ErrorKind::usage, "--endpoint URL and --model NAME go together: give both");
  if (asked && !options.asks(Likeness::semantic))
    throw Error(ErrorKind::usage, "--endpoint is for --method semantic; the other methods need no vectors");
  for (const Flag& flag : kFlags)
    if (!asked && arguments.has(flag.name))
      throw Error(ErrorKind::usage,
                  fmt::format("{} is for --method semantic with --endpoint URL and --model NAME", flag.name));
}

Json json_of(const EmbeddingAccount& a) {
  return {{"texts", a.texts},
          {"asked", a.asked},
          {"cached", a.cached},
          {"empty", a.empty},
          {"shortened", a.shortened},
          {"requests", a.requests},
          {"input_tokens", a.input_tokens}};
}

}  // namespace

std::span<const Flag> vector_flags() { return kFlags; }

VectorStage::VectorStage(const Arguments& arguments, const DedupOptions& options) {
  check(arguments, options);
  if (arguments.text("--endpoint").empty()) return;
  auto o = endpoint_of<EmbeddingOptions>(arguments);
  o.bytes_per_text = static_cast<size_t>(arguments.integer("--text-bytes", 64, 1'000'000));
  model_.emplace(std::move(o));
}

VectorSource VectorStage::source() {
  if (!model_) return {};
  return [this](std::span<const std::string_view> texts) { return model_->vectors(texts); };
}

VectorSource VectorStage::counting() {
  return [this](std::span<const std::string_view> texts) {
    estimate_ = model_->estimate(texts);
    return std::vector<float>(texts.size());
  };
}

void VectorStage::say_estimate() const {
  say(fmt::format(
      "{} texts, {} of them cached, {} empty: about {} requests, {} input tokens (estimated from bytes)",
      estimate_.texts, estimate_.cached, estimate_.empty, estimate_.requests, estimate_.input_tokens));
}

void VectorStage::say_result() const {
  const EmbeddingAccount& a = model_->account();
  say(fmt::format("{} texts: {} asked for, {} known before, {} empty; {} requests, {} input tokens", a.texts,
                  a.asked, a.cached, a.empty, a.requests, a.input_tokens));
  if (a.shortened > 0) say(fmt::format("texts that were sent without their end: {}", a.shortened));
  if (!a.cache_fault.empty()) say("not cached: " + a.cache_fault);
  if (a.cache_garbage > 0) say(fmt::format("lines of the cache that cannot be read: {}", a.cache_garbage));
}

Json VectorStage::estimate_json() const { return json_of(estimate_); }
Json VectorStage::json() const { return json_of(model_->account()); }

}  // namespace evenset
