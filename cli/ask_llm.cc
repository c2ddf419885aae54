#include "cli/ask_llm.h"

#include <fmt/format.h>

#include <cmath>
#include <csignal>

#include "cli/endpoint.h"
#include "cli/pool.h"
#include "cli/terminal.h"
#include "given.h"

namespace evenset {
namespace {

constexpr Flag kFlags[] = {
    {"--annotator", "NAME", "who labels: evenset itself, or a language model besides", "tier", "tier llm"},
    {"--endpoint", "URL",
     "of an OpenAI-compatible model, such as http://127.0.0.1:8080/v1; key: EVENSET_API_KEY", "", ""},
    kModelFlag,
    {"--dimensions", "A,B", "ask the model for these only", "all that are judged", ""},
    {"--price-in", "X", "price of a million input tokens", "0", ""},
    {"--price-out", "X", "price of a million output tokens", "0", ""},
    {"--max-cost", "X", "ask no more when so much is spent; 0: no limit", "0", ""},
    {"--cache", "FILE", "keep the model's labels here, and ask for no row twice", "", ""},
    {"--batch", "N", "rows a request", "10", ""},
    {"--concurrency", "N", "requests at a time", "4", ""},
    {"--timeout", "S", "seconds to wait for an answer", "120", ""},
    kAllowHttpFlag};

std::atomic<bool> interrupted{false};

LlmOptions options_of(const Arguments& arguments) {
  auto o = endpoint_of<LlmOptions>(arguments);
  if (o.endpoint.empty() || o.model.empty())
    throw Error(ErrorKind::usage, "--annotator llm needs --endpoint URL and --model NAME");
  if (arguments.has("--dimensions") && !arguments.text("--dimensions").empty())
    o.dimensions = arguments.list("--dimensions");
  o.price = {arguments.number("--price-in", 0, 1e6), arguments.number("--price-out", 0, 1e6)};
  o.max_cost = arguments.number("--max-cost", 0, 1e9);
  o.rows_per_request = static_cast<size_t>(arguments.integer("--batch", 1, 40));
  o.concurrency = static_cast<int>(arguments.integer("--concurrency", 1, 64));
  o.answer_seconds = arguments.number("--timeout", 0.1, 86'400);
  o.cancel = &interrupted;
  return o;
}

std::string words(const char* with, const Agreement& a) {
  if (a.rows() == 0) return "";
  const std::string kappa = std::isnan(a.kappa()) ? "-" : fmt::format("{:.2f}", a.kappa());
  return fmt::format("  {} {:.0f} % of {}, kappa {}", with, 100 * a.share(), a.rows(), kappa);
}

Json json_of(const Agreement& a) {
  if (a.rows() == 0) return nullptr;
  return {
      {"rows", a.rows()}, {"share", a.share()}, {"kappa", std::isnan(a.kappa()) ? Json() : Json(a.kappa())}};
}

}  // namespace

std::span<const Flag> llm_flags() { return kFlags; }

LlmStage::LlmStage(const Arguments& arguments, const Plan& plan) {
  if (arguments.text("--annotator") != "llm") return;
  llm_.emplace(plan.dimensions, options_of(arguments));
  for (size_t d : llm_->asked())
    agreement_.push_back({Agreement(plan.dimensions[d]), Agreement(plan.dimensions[d])});
  std::signal(SIGINT, [](int) { interrupted = true; });
}

void LlmStage::preview(const Arguments& arguments, const Plan&) {
  for_rows(arguments, "counting",
           [&](const Examples& batch, const Reader&) { estimate_ += llm_->estimate(batch); });
  say(fmt::format(
      "{} rows, {} of them cached: about {} requests, {} input and {} output tokens (estimated from bytes){}",
      estimate_.rows, estimate_.cached, estimate_.requests, estimate_.input_tokens, estimate_.output_tokens,
      estimate_.cost > 0 ? fmt::format(", cost {:.4f}", estimate_.cost) : ""));
}

void LlmStage::relabel(Examples& batch) {
  const std::vector<Labels> labels = llm_->labels(batch);
  for (size_t a = 0; a < agreement_.size(); ++a) {
    const size_t d = llm_->asked()[a];
    agreement_[a].people.add(labels[d], batch.labels[d], [](Source s) { return s >= Source::given; });
    agreement_[a].tier.add(labels[d], batch.labels[d],
                           [](Source s) { return s == Source::rule || s == Source::model; });
  }
  take_labels(batch, labels);
}

void LlmStage::say_result() const {
  const LlmAccount& a = llm_->account();
  say(fmt::format(
      "{} rows: {} labelled, {} known before, {} in part, {} failed, {} not asked, {} empty; {} requests, "
      "{} input and {} output tokens{}",
      a.rows, a.labelled, a.cached, a.partly, a.failed, a.unasked, a.empty, a.requests, a.input_tokens,
      a.output_tokens, a.cost > 0 ? fmt::format(", cost {:.4f}", a.cost) : ""));
  for (const auto& [fault, count] : a.faults) say(fmt::format("{} times: {}", count, fault));
  if (!a.stopped.empty()) say("stopped: " + a.stopped);
  if (!a.cache_fault.empty()) say("not cached: " + a.cache_fault);
  if (a.cache_garbage > 0) say(fmt::format("lines of the cache that cannot be read: {}", a.cache_garbage));
  say("agreement of the model's labels (believe it where it agrees with people's):");
  for (const Pair& pair : agreement_)
    say(fmt::format("  {:<18}{}{}", pair.people.dimension(), words("people", pair.people),
                    words("tier", pair.tier)));
}

Json LlmStage::json() const {
  const LlmAccount& a = llm_->account();
  Json agreement = Json::object();
  for (const Pair& pair : agreement_)
    agreement[pair.people.dimension()] = {{"people", json_of(pair.people)}, {"tier", json_of(pair.tier)}};
  return {{"rows", a.rows},
          {"labelled", a.labelled},
          {"cached", a.cached},
          {"empty", a.empty},
          {"partly", a.partly},
          {"failed", a.failed},
          {"unasked", a.unasked},
          {"requests", a.requests},
          {"input_tokens", a.input_tokens},
          {"output_tokens", a.output_tokens},
          {"cost", a.cost},
          {"faults", a.faults},
          {"stopped", a.stopped},
          {"agreement", agreement}};
}

}  // namespace evenset
