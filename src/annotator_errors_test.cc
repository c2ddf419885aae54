#include "annotator_errors.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace evenset {
namespace {

TEST(AnnotatorErrors, Reads) {
  ErrorRates got = parse_error_rates(
      "measured_on: 900 rows\nrates:\n  ambiguous:\n"
      "    \"yes\": {positives: 120, found: 84, negatives: 900, rejected: 882}\n");
  EXPECT_EQ(got.measured_on, "900 rows");
  const ErrorRate& rate = got.rates.at("ambiguous").at("yes");
  EXPECT_EQ(rate.found, 84);
  EXPECT_EQ(rate.positives, 120);
  EXPECT_EQ(rate.rejected, 882);
  EXPECT_EQ(rate.negatives, 900);
}

TEST(AnnotatorErrors, RefusesWithTheLine) {
  const char* const bad[] = {
      "measured_on: \"\"\nrates: {a: {b: {found: 2, positives: 1, rejected: 0, negatives: 0}}}",
      "measured_on: \"\"\nrates: {a: {b: {found: 2, positives: 3, rejected: 0}}}",
      "measured_on: \"\"\nrates: {a: {b: {found: x, positives: 3, rejected: 0, negatives: 0}}}",
      "measured_on: \"\"\nrates: {a: [",
  };
  for (const char* yaml : bad) try {
      parse_error_rates(yaml);
      ADD_FAILURE() << yaml;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind, ErrorKind::input);
      EXPECT_EQ(error.line, 2u) << yaml;
    }
}

TEST(AnnotatorErrors, ShippedFileIsEmbedded) {
  std::ifstream file(EVENSET_ROOT "/data/errors-rules.yaml");
  std::stringstream text;
  text << file.rdbuf();
  ErrorRates shipped = parse_error_rates(text.str());
  EXPECT_EQ(error_rates_source(Tier::rules), shipped.measured_on);
  for (const auto& [dimension, values] : shipped.rates)
    for (const auto& [value, rate] : values) {
      EXPECT_EQ(error_rate(Tier::rules, dimension, value).found, rate.found) << dimension << "=" << value;
      EXPECT_EQ(error_rate(Tier::rules, dimension, value).negatives, rate.negatives)
          << dimension << "=" << value;
    }
  EXPECT_EQ(error_rate(Tier::rules, "no such dimension", "yes").positives, 0);
}

}  // namespace
}  // namespace evenset
