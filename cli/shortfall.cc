#include "cli/shortfall.h"

#include <fmt/format.h>

#include <cmath>

namespace evenset {
namespace {

std::string label(const Plan& plan, size_t t) {
  const Target& target = plan.targets[t];
  return plan.dimensions[target.dimension].name + ": " + target.name;
}

std::string counted(int64_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// Where the ranges had to be used.
std::string moved_targets(const Balance& b, const Plan& plan) {
  std::string out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (b.wanted[t] == b.aim[t] || !plan.targets[t].aimed) continue;
    out += fmt::format("  {:<44} {:>8} {:>8} {:>10}\n", label(plan, t).substr(0, 44), b.aim[t], b.wanted[t],
                       b.available[t]);
  }
  if (out.empty()) return out;
  return fmt::format("\n  {:<44} {:>8} {:>8} {:>10}\n{}", "off the aim, inside the range", "aim", "wanted",
                     "in pool", out);
}

std::string outcome(const Balance& b, const Plan& plan, int64_t size) {
  int64_t n = static_cast<int64_t>(b.selected.size());
  if (b.met(size) && b.wanted == b.aim)
    return counted(n, "row") + " chosen; every target is met to the row\n";
  if (b.met(size))
    return counted(n, "row") + " chosen; every target is within its range" +
           (moved_targets(b, plan).empty() ? "\n" : " (the aims cannot all be met)\n");
  if (b.certificate.mode == OnShortfall::fail)
    return "no rows chosen: this pool cannot meet every target at once\n";
  return fmt::format("{} of {} rows chosen{}\n", n, size,
                     b.optimal ? "; no choice from this pool does better (proven)" : "");
}

std::string missed_targets(const Balance& b, const Plan& plan) {
  std::string out;
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    if (b.got[t] == b.wanted[t]) continue;
    out += fmt::format("  {:<44} {:>8} {:>8} {:>10}\n", label(plan, t).substr(0, 44), b.wanted[t], b.got[t],
                       b.available[t]);
  }
  if (out.empty()) return out;
  return fmt::format("\n  {:<44} {:>8} {:>8} {:>10}\n{}", "missed", "wanted", "got", "in pool", out);
}

// How many to write, what the rules cost, and what becomes of the selection.
std::string to_write_page(const Balance& b, int64_t size) {
  const ShortfallProof& proof = b.shortfall_proof;
  if (!proof.possible) return fmt::format("\n{}\n", proof.words);
  if (b.shortfall.empty()) return "";
  std::string out =
      fmt::format("\n{} of {}, written anew, would meet every target{}\n", counted(proof.count, "example"),
                  counted(static_cast<int64_t>(b.shortfall.size()), "kind"),
                  proof.proven ? "; no shorter list does (proven)" : "");
  if (proof.words.find(';') == std::string::npos) return out;
  const int64_t beside = size - proof.count;
  out += fmt::format("price of the rules: {}\n", proof.words);
  if (b.certificate.mode == OnShortfall::fewer && beside < static_cast<int64_t>(b.selected.size())) {
    out += fmt::format("{} of the pool would stand beside them; without them, {} fit\n",
                       counted(beside, "row"), b.selected.size());
  }
  return out;
}

}  // namespace

OnShortfall on_shortfall_of(const Arguments& arguments) {
  std::string mode = arguments.text("--on-shortfall");
  return mode == "fill" ? OnShortfall::fill : mode == "fail" ? OnShortfall::fail : OnShortfall::fewer;
}

Json targets_json(const Balance& balance, const Plan& plan) {
  Json out = Json::array();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    out.push_back({{"dimension", plan.dimensions[target.dimension].name},
                   {"value", target.name},
                   {"aim", balance.aim[t]},
                   {"wanted", balance.wanted[t]},
                   {"got", balance.got[t]},
                   {"available", balance.available[t]}});
  }
  return out;
}

Json shortfall_json(const Balance& balance, const Plan& plan) {
  Json out = Json::array();
  for (const ShortfallEntry& entry : balance.shortfall) {
    Json labels = Json::object();
    for (int16_t t : entry.target) {
      const Target& target = plan.targets[static_cast<size_t>(t)];
      labels[plan.dimensions[target.dimension].name] = target.name;
    }
    out.push_back({{"labels", labels}, {"count", entry.count}});
  }
  return out;
}

Json shortfall_proof_json(const Balance& balance, const Plan& plan) {
  const ShortfallProof& proof = balance.shortfall_proof;
  Json rules = Json::array(), prices = Json::object();
  for (const ShortfallRule& rule : proof.rules) {
    rules.push_back({{"flags", rule.flags == ShortfallRule::kAny ? Json() : Json(rule.flags)},
                     {"count", rule.count < 0 ? Json() : Json(rule.count)}});
  }
  for (size_t t = 0; t < proof.prices.size(); ++t) {
    const Target& target = plan.targets[t];
    prices[plan.dimensions[target.dimension].name + "=" + target.name] = proof.prices[t];
  }
  return {{"flags", proof.flags},   {"possible", proof.possible},
          {"count", proof.count},   {"bound", std::isfinite(proof.bound) ? Json(proof.bound) : Json()},
          {"proven", proof.proven}, {"rules", rules},
          {"prices", prices},       {"words", proof.words}};
}

std::string no_candidates_page(const CellCounter& counter) {
  const int64_t all = counter.mismatched() + counter.unknown() + counter.off_plan();
  if (all == 0) return "";
  std::vector<std::string> why;
  const auto add = [&](int64_t rows, const char* words) {
    if (rows > 0) why.push_back(fmt::format("{} {}", rows, words));
  };
  add(counter.mismatched(), "whose response does not do what a label asks for");
  add(counter.unknown(), "unknown in a planned dimension");
  add(counter.off_plan(), "with a value that has no target");
  return fmt::format("\n{} cannot be chosen: {}; --explain ROW says more\n", counted(all, "row"),
                     fmt::join(why, ", "));
}

Json no_candidates_json(const CellCounter& counter) {
  return {
      {"mismatched", counter.mismatched()}, {"unknown", counter.unknown()}, {"off_plan", counter.off_plan()}};
}

std::string balance_page(const Balance& b, const Plan& plan, int64_t size) {
  std::string out = outcome(b, plan, size);
  out += missed_targets(b, plan);
  out += moved_targets(b, plan);
  if (b.deviation > 0 && !b.certificate.words.empty()) out += "\nwhy: " + b.certificate.words + "\n";
  out += to_write_page(b, size);
  return out;
}

}  // namespace evenset
