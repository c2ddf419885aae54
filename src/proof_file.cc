#include "proof_file.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "certificate.h"
#include "evenset/error.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

constexpr int64_t kMost = 100'000'000'000;

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorKind::input, "this is no proof that can be checked: " + what);
}

const Json& member(const Json& object, const char* name) {
  if (!object.is_object()) refuse(fmt::format("an object with \"{}\" was expected", name));
  const auto found = object.find(name);
  if (found == object.end()) refuse(fmt::format("\"{}\" is missing", name));
  return *found;
}

int64_t count_in(const Json& value, const char* name, int64_t most = kMost) {
  const bool whole = value.is_number_unsigned() && value.get<uint64_t>() <= static_cast<uint64_t>(most);
  if (!whole) refuse(fmt::format("\"{}\" must be a whole number from 0 to {}", name, most));
  return value.get<int64_t>();
}

int64_t count_of(const Json& object, const char* name, int64_t most = kMost) {
  return count_in(member(object, name), name, most);
}

double number_of(const Json& object, const char* name) {
  const Json& value = member(object, name);
  if (!value.is_number() || !std::isfinite(value.get<double>())) {
    refuse(fmt::format("\"{}\" must be a number", name));
  }
  return value.get<double>();
}

std::string text_of(const Json& object, const char* name) {
  const Json& value = member(object, name);
  if (!value.is_string()) refuse(fmt::format("\"{}\" must be a text", name));
  return value.get<std::string>();
}

const Json& list_of(const Json& object, const char* name) {
  const Json& value = member(object, name);
  if (!value.is_array()) refuse(fmt::format("\"{}\" must be a list", name));
  return value;
}

Tier tier_of(const Json& root) {
  const std::string tier = text_of(root, "tier");
  for (const Tier one : {Tier::rules, Tier::fast, Tier::accurate})
    if (tier == name(one)) return one;
  refuse("\"tier\" must be rules, fast or accurate");
}

OnShortfall mode_of(const Json& object) {
  const std::string text = text_of(object, "mode");
  for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail}) {
    if (text == name(mode)) return mode;
  }
  refuse("\"mode\" must be fewer, fill or fail");
}

void add_to(int64_t& total, int64_t count, const char* name) {
  total += count;
  if (total > kMost) refuse(fmt::format("\"{}\" adds up to more than {}", name, kMost));
}

void read_inputs(ProofFile& out, const Json& root) {
  int64_t total = 0;
  for (const Json& input : list_of(root, "inputs")) {
    const int64_t rows = count_of(input, "rows");
    add_to(total, rows, "rows");
    out.inputs.push_back({text_of(input, "file"), static_cast<uint64_t>(rows)});
  }
}

void read_targets(ProofFile& out, const Json& root) {
  for (const Json& target : list_of(root, "targets")) {
    out.targets.push_back({text_of(target, "dimension"), text_of(target, "value"), count_of(target, "wanted"),
                           count_of(target, "got"), count_of(target, "available"),
                           number_of(target, "price")});
  }
  if (out.targets.empty() || out.targets.size() > 32767) refuse("\"targets\" must be 1 to 32767");
}

void read_cells(ProofFile& out, const Json& root) {
  const int64_t last_target = static_cast<int64_t>(out.targets.size()) - 1;
  int64_t available = 0;
  out.cells.dimensions = out.dimensions.size();
  for (const Json& cell : list_of(root, "cells")) {
    const Json& targets = list_of(cell, "targets");
    if (targets.size() != out.cells.dimensions) refuse("a cell must have one target per dimension");
    for (const Json& target : targets) {
      out.cells.target.push_back(static_cast<int16_t>(count_in(target, "targets", last_target)));
    }
    out.cells.available.push_back(count_of(cell, "available"));
    out.taken.push_back(count_of(cell, "taken", out.cells.available.back()));
    add_to(available, out.cells.available.back(), "available");
  }
}

bool truth_of(const Json& root, const char* name) {
  const Json& value = member(root, name);
  if (!value.is_boolean()) refuse(fmt::format("\"{}\" must be true or false", name));
  return value.get<bool>();
}

}  // namespace

ProofFile parse_proof(std::string_view json) {
  const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (root.is_discarded()) refuse("it is not JSON");
  if (count_of(root, "schema") != kProofSchema) refuse(fmt::format("\"schema\" must be {}", kProofSchema));
  ProofFile out;
  out.mode = mode_of(root);
  out.size = count_of(root, "size", kMostBalanced);
  out.ranges = truth_of(root, "ranges");
  out.drawn = truth_of(root, "drawn");
  const Json& seed = member(root, "seed");
  if (!seed.is_number_unsigned()) refuse("\"seed\" must be a whole number from 0");
  out.seed = seed.get<uint64_t>();
  out.tier = tier_of(root);
  read_inputs(out, root);
  out.plan = text_of(root, "plan");
  for (const Json& dimension : list_of(root, "dimensions")) {
    if (!dimension.is_string()) refuse("\"dimensions\" must be texts");
    out.dimensions.push_back(dimension.get<std::string>());
  }
  read_targets(out, root);
  read_cells(out, root);
  for (const Json& row : list_of(root, "rows")) {
    out.rows.push_back(static_cast<uint64_t>(count_in(row, "rows")));
  }
  out.selected = count_of(root, "selected");
  out.deviation = count_of(root, "deviation");
  out.bound = number_of(root, "bound");
  out.places = number_of(member(root, "bound_parts"), "places");
  out.rest = number_of(member(root, "bound_parts"), "rows");
  out.optimal = truth_of(root, "optimal");
  return out;
}

ProofHead proof_head(std::string_view json) {
  ProofFile proof = parse_proof(json);
  return {std::move(proof.plan), proof.tier, std::move(proof.inputs)};
}

}  // namespace evenset
