// Writing a proof. What it holds and how it is checked: docs/proof.md.
#include <nlohmann/json.hpp>

#include "certificate.h"
#include "evenset/balance.h"
#include "proof_file.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

Json targets_json(const Balance& balance, const Plan& plan) {
  Json out = Json::array();
  for (size_t t = 0; t < plan.targets.size(); ++t) {
    const Target& target = plan.targets[t];
    out.push_back({{"dimension", plan.dimensions[target.dimension].name},
                   {"value", target.name},
                   {"wanted", balance.wanted[t]},
                   {"got", balance.got[t]},
                   {"available", balance.available[t]},
                   {"price", balance.certificate.prices[t]}});
  }
  return out;
}

Json cells_json(const Balance& balance, const Cells& cells) {
  Json out = Json::array();
  for (size_t c = 0; c < cells.size(); ++c) {
    if (cells.available[c] == 0) continue;  // all its rows were left out later
    Json targets = Json::array();
    for (size_t d = 0; d < cells.dimensions; ++d) targets.push_back(cells.at(c, d));
    out.push_back(
        {{"targets", std::move(targets)}, {"available", cells.available[c]}, {"taken", balance.taken[c]}});
  }
  return out;
}

}  // namespace

std::string proof_json(const Balance& balance, const Cells& cells, const Plan& plan,
                       const BalanceOptions& options, const std::vector<ProofInput>& inputs) {
  Json files = Json::array(), dimensions = Json::array();
  for (const ProofInput& input : inputs) files.push_back({{"file", input.file}, {"rows", input.rows}});
  for (const size_t d : plan.planned()) dimensions.push_back(plan.dimensions[d].name);
  const Certificate& certificate = balance.certificate;
  const BoundParts parts =
      bound_parts(certificate.mode, cells, places_of(plan, whole_counts(plan, options.size), options.ranges),
                  certificate.prices, options.size);
  Json root{{"schema", kProofSchema},
            {"mode", name(certificate.mode)},
            {"size", options.size},
            {"ranges", options.ranges},
            {"selected", balance.selected.size()},
            {"deviation", balance.deviation},
            {"bound", certificate.bound},
            {"bound_parts", {{"places", parts.places}, {"rows", parts.rows}}},
            {"optimal", balance.optimal},
            {"tier", name(options.tier)},
            {"seed", options.seed},
            {"drawn", balance.drawn},
            {"inputs", std::move(files)},
            {"dimensions", std::move(dimensions)},
            {"targets", targets_json(balance, plan)},
            {"cells", cells_json(balance, cells)},
            {"rows", balance.selected},
            {"plan", plan.text}};
  return root.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evenset
