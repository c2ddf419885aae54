#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "evenset/balance.h"
#include "evenset/error.h"
#include "reference/pools.h"

namespace evenset {
namespace {

using Json = nlohmann::ordered_json;

// Small, so that a check takes no time and every place of a proof can be altered.
const Plan& small_plan() {
  static const Plan plan = parse_plan(
      "name: small\n"
      "dimensions:\n"
      "  question_type: {targets: {factual: {share: 0.5}, how_to: {share: 0.3}, comparative: {share: 0.2}}}\n"
      "  difficulty: {targets: {easy: {share: 0.4}, medium: {share: 0.4}, hard: {share: 0.2}}}\n"
      "  ambiguous: {targets: {\"yes\": {share: 0.1}}}\n"
      "  tone: {targets: {professional: {share: 0.4}, conversational: {share: 0.4}, mixed: {share: 0.2}}}\n",
      "small");
  return plan;
}

struct Proven {
  Cells cells;
  BalanceOptions options;
  Balance balance;
  std::string json;
};

Proven proven(OnShortfall mode, int64_t size = 40, size_t rows = 90, double skew = 2,
              const Plan& plan = small_plan()) {
  Random random(11);
  Proven out{cells_of(plan, skewed_rows(plan, rows, skew, random)),
             {.size = size, .seed = 5, .on_shortfall = mode},
             {},
             {}};
  out.balance = balance(out.cells, plan, out.options);
  out.json = proof_json(out.balance, out.cells, plan, out.options, {{"a.jsonl", 1}, {"b.jsonl", rows - 1}});
  return out;
}

bool accepted(const Json& proof, const Cells* cells) {
  try {
    const ProofCheck check = verify_proof(proof.dump(), cells);
    EXPECT_EQ(check.accepted, check.faults.empty());
    return check.accepted;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind, ErrorKind::input);
    return false;
  }
}

TEST(Proof, IsAcceptedAsWritten) {
  for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail}) {
    for (const double skew : {1.1, 1.6, 3.0}) {
      SCOPED_TRACE(testing::Message() << name(mode) << ", skew " << skew);
      const Proven p = proven(mode, 60, 900, skew, builtin_plan());
      for (const Cells* cells : {&p.cells, static_cast<const Cells*>(nullptr)}) {
        const ProofCheck check = verify_proof(p.json, cells);
        EXPECT_TRUE(check.accepted) << (check.faults.empty() ? "" : check.faults[0]);
      }
    }
  }
}

TEST(Proof, EdgesAreAccepted) {
  for (const auto& [size, rows] :
       std::vector<std::pair<int64_t, size_t>>{{0, 5}, {5, 1}, {3, 3}, {200, 40}}) {
    for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill, OnShortfall::fail}) {
      SCOPED_TRACE(testing::Message() << name(mode) << ", " << size << " of " << rows);
      const Proven p = proven(mode, size, rows);
      const ProofCheck check = verify_proof(p.json, &p.cells);
      EXPECT_TRUE(check.accepted) << (check.faults.empty() ? "" : check.faults[0]);
    }
  }
}

TEST(Proof, SaysWhatToCountAfresh) {
  const ProofHead head = proof_head(proven(OnShortfall::fewer).json);
  EXPECT_EQ(head.plan, small_plan().text);
  ASSERT_EQ(head.inputs.size(), 2u);
  EXPECT_EQ(head.inputs[1].file, "b.jsonl");
  EXPECT_EQ(head.inputs[1].rows, 89u);
}

TEST(Proof, NumbersReadBackAsTheyWere) {
  const Proven p = proven(OnShortfall::fill);
  const Json proof = Json::parse(p.json);
  for (size_t t = 0; t < p.balance.certificate.prices.size(); ++t) {
    EXPECT_EQ(proof["targets"][t]["price"].get<double>(), p.balance.certificate.prices[t]);
  }
  EXPECT_EQ(proof["bound"].get<double>(), p.balance.certificate.bound);
}

// Every single number but prices, taken one up or down, must be noticed.
TEST(Proof, IsRefusedWhenOneNumberIsAltered) {
  for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill}) {
    const Proven p = proven(mode);
    const Json proof = Json::parse(p.json), flat = proof.flatten();
    for (const auto& item : flat.items()) {
      const bool may_be_another_proof =
          item.key() == "/seed" || item.key().find("/price") != std::string::npos;
      if (!item.value().is_number() || may_be_another_proof) continue;
      for (const int change : {1, -1}) {
        Json altered = proof;
        Json& place = altered[Json::json_pointer(item.key())];
        if (place.is_number_float()) {
          place = place.get<double>() + change;
        } else {
          place = place.get<int64_t>() + change;
        }
        EXPECT_FALSE(accepted(altered, &p.cells)) << name(mode) << " " << item.key() << " by " << change;
      }
    }
  }
}

TEST(Proof, IsRefusedWhenOnePriceIsAltered) {
  for (const OnShortfall mode : {OnShortfall::fewer, OnShortfall::fill}) {
    const Proven p = proven(mode);
    const Json proof = Json::parse(p.json);
    for (size_t t = 0; t < proof["targets"].size(); ++t) {
      if (p.balance.wanted[t] == 0) continue;  // no place to price
      for (const double change : {0.01, -0.01, 1.0, -1.0}) {
        Json altered = proof;
        altered["targets"][t]["price"] = proof["targets"][t]["price"].get<double>() + change;
        EXPECT_FALSE(accepted(altered, nullptr)) << name(mode) << " price " << t << " by " << change;
      }
    }
  }
}

TEST(Proof, IsRefusedWhenTheClaimIsAltered) {
  const Proven p = proven(OnShortfall::fewer);
  const Json proof = Json::parse(p.json);
  const std::vector<std::pair<const char*, std::function<void(Json&)>>> changes{
      {"optimal", [](Json& j) { j["optimal"] = !j["optimal"].get<bool>(); }},
      {"mode", [](Json& j) { j["mode"] = "fill"; }},
      {"plan text", [](Json& j) { j["plan"] = builtin_plan().text; }},
      {"a row less", [](Json& j) { j["rows"].erase(3); }},
      {"a row twice", [](Json& j) { j["rows"][3] = j["rows"][2]; }},
      {"rows out of order", [](Json& j) { std::swap(j["rows"][3], j["rows"][2]); }},
      {"a cell less", [](Json& j) { j["cells"].erase(0); }},
      {"a cell twice", [](Json& j) { j["cells"].push_back(j["cells"][0]); }},
      {"a target renamed", [](Json& j) { j["targets"][0]["value"] = "x"; }},
      {"two targets swapped", [](Json& j) { std::swap(j["targets"][0], j["targets"][1]); }},
      {"a dimension renamed", [](Json& j) { j["dimensions"][0] = "x"; }},
      {"inputs left out", [](Json& j) { j["inputs"].erase(0); }},
  };
  for (const auto& [what, change] : changes) {
    Json altered = proof;
    change(altered);
    EXPECT_FALSE(accepted(altered, &p.cells)) << what;
  }
}

TEST(Proof, IsRefusedForAnotherPool) {
  const Proven p = proven(OnShortfall::fewer);
  Cells other = p.cells;
  std::swap(other.cell_of_row.front(), other.cell_of_row.back());
  --other.available[0];
  EXPECT_FALSE(verify_proof(p.json, &other).accepted);
  const Proven shorter = proven(OnShortfall::fewer, 40, 89);
  EXPECT_FALSE(verify_proof(p.json, &shorter.cells).accepted);
  const Cells nothing;
  EXPECT_FALSE(verify_proof(p.json, &nothing).accepted);
}

TEST(Proof, HostileFilesAreErrors) {
  const std::string deep(200'000, '[');
  const std::string whole = proven(OnShortfall::fewer).json;
  for (const std::string& text : {std::string(), std::string("null"), std::string("[]"),
                                  std::string("\xff\xfe"), deep, std::string("{\"schema\": 1e400}"),
                                  std::string("{\"schema\": NaN}"), whole.substr(0, whole.size() / 2)}) {
    EXPECT_THROW(verify_proof(text, nullptr), Error);
    EXPECT_THROW(proof_head(text), Error);
  }
}

// Each member replaced by each kind of nonsense: never a crash, never accepted
// but where the nonsense says the same.
TEST(Proof, NonsenseInAnyPlaceIsRefused) {
  const Proven p = proven(OnShortfall::fewer);
  const Json proof = Json::parse(p.json), flat = proof.flatten();
  const Json nonsense[] = {nullptr,
                           true,
                           -1,
                           9223372036854775807,
                           18446744073709551615u,
                           1e308,
                           0.5,
                           "text",
                           Json::array(),
                           Json::object(),
                           Json::array({Json::array({1})})};
  for (const auto& item : flat.items()) {
    for (const Json& value : nonsense) {
      if (value == item.value()) continue;
      Json altered = proof;
      altered[Json::json_pointer(item.key())] = value;
      const bool harmless = item.key() == "/seed" || item.key().find("/file") != std::string::npos ||
                            item.key().find("/price") != std::string::npos;
      EXPECT_FALSE(accepted(altered, &p.cells) && !harmless) << item.key() << " = " << value;
    }
  }
  for (const auto& item : proof.items()) {
    Json altered = proof;
    altered.erase(item.key());
    EXPECT_FALSE(accepted(altered, &p.cells)) << item.key();
  }
}

}  // namespace
}  // namespace evenset
