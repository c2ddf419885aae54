#include "annotator_errors.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "embedded.h"

namespace evenset {
namespace {

[[noreturn]] void refuse(const YAML::Mark& mark, std::string_view what) {
  auto line = static_cast<uint64_t>(mark.line + 1);
  throw Error(ErrorKind::input, fmt::format("error rates, line {}: {}", line, what), "", line);
}

ErrorRate parse_rate(const YAML::Node& node) {
  auto whole = [&](const char* key) {
    int64_t count = node[key] ? node[key].as<int64_t>() : -1;
    if (count < 0) refuse(node.Mark(), fmt::format("\"{}\" is no count; give a whole number from 0", key));
    return count;
  };
  ErrorRate rate{whole("found"), whole("positives"), whole("rejected"), whole("negatives")};
  if (rate.found > rate.positives || rate.rejected > rate.negatives)
    refuse(node.Mark(), "more found than positives, or more rejected than negatives");
  return rate;
}

ErrorRates load(Tier tier) {
  return parse_error_rates(std::string(embedded(fmt::format("errors-{}.yaml", name(tier)))));
}

const ErrorRates& shipped(Tier tier) {
  static const ErrorRates rates[] = {load(Tier::rules), load(Tier::fast), load(Tier::accurate)};
  return rates[static_cast<size_t>(tier)];
}

}  // namespace

ErrorRates parse_error_rates(const std::string& yaml) {
  try {
    ErrorRates out;
    YAML::Node root = YAML::Load(yaml);
    if (root["measured_on"]) out.measured_on = root["measured_on"].as<std::string>();
    for (const auto& dimension : root["rates"]) {
      auto& values = out.rates[dimension.first.as<std::string>()];
      for (const auto& value : dimension.second)
        values[value.first.as<std::string>()] = parse_rate(value.second);
    }
    return out;
  } catch (const YAML::Exception& fault) {
    refuse(fault.mark, fault.msg);
  }
}

ErrorRate error_rate(Tier tier, std::string_view dimension, std::string_view value) {
  const auto& rates = shipped(tier).rates;
  auto values = rates.find(dimension);
  if (values == rates.end()) return {};
  auto rate = values->second.find(value);
  return rate == values->second.end() ? ErrorRate{} : rate->second;
}

const std::string& error_rates_source(Tier tier) { return shipped(tier).measured_on; }

}  // namespace evenset
