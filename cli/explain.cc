#include "cli/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/json.h"
#include "cli/terminal.h"
#include "evenset/explain.h"
#include "given.h"

namespace evenset {
namespace {

std::string value_name(const Dimension& dimension, const Label& label) {
  return label.value < 0 ? "unknown" : dimension.values[static_cast<size_t>(label.value)];
}

std::string reasons_text(const std::vector<Reason>& reasons) {
  std::string out;
  for (const Reason& reason : reasons) {
    std::string words = reason.words;
    std::replace(words.begin(), words.end(), '\n', ' ');
    if (!out.empty()) out += ", ";
    out += fmt::format("{}\"{}\" {:+.2f}", reason.in_response ? "response: " : "", words, reason.weight);
  }
  return out;
}

Json explanation_json(const Explanation& one, const Dimension& dimension) {
  Json reasons = Json::array();
  for (const Reason& reason : one.reasons)
    reasons.push_back({{"words", reason.words},
                       {"in", reason.in_response ? "response" : "question"},
                       {"weight", reason.weight}});
  return {{"dimension", dimension.name},
          {"value", value_name(dimension, one.label)},
          {"confidence", one.label.confidence},
          {"source", name(one.source)},
          {"reasons", reasons}};
}

}  // namespace

int explain_row(const Arguments& arguments, const Plan& plan, const AnnotatorOptions& options) {
  auto wanted = static_cast<uint64_t>(arguments.integer("--explain", 1, INT64_MAX));
  const Annotator annotator(plan.dimensions, options);
  Reader reader(arguments.inputs, read_options_of(arguments));
  Examples batch;
  while (reader.next(batch)) {
    auto found = std::find(batch.row.begin(), batch.row.end(), wanted);
    if (found == batch.row.end()) continue;
    take_given_labels(batch, plan.dimensions);
    Json labels = Json::array();
    for (const Explanation& one :
         explain(annotator, plan.dimensions, batch, static_cast<size_t>(found - batch.row.begin()))) {
      const Dimension& dimension = plan.dimensions[one.dimension];
      if (arguments.has("--json"))
        labels.push_back(explanation_json(one, dimension));
      else
        print(fmt::format("{:<18} {:<20} {:.2f} {:<6} {}\n", dimension.name, value_name(dimension, one.label),
                          one.label.confidence, name(one.source), reasons_text(one.reasons)));
    }
    if (arguments.has("--json"))
      print_json({{"schema", 1}, {"tier", name(options.tier)}, {"row", wanted}, {"labels", labels}});
    return 0;
  }
  throw Error(ErrorKind::input,
              fmt::format("{}: row {} is not there, or was rejected; rows are counted from 1 over "
                          "all inputs",
                          arguments.inputs.front(), wanted));
}

}  // namespace evenset
