// How many labelled rows does a dimension need, and where do they beat a
// sentence for each value?
//
// Two dimensions that the encoder was not made for: the domains of the example
// company (examples/, sentences from the codebook), and bug, feature or question
// for the issues of five open-source projects. For each: rows labelled by the
// values' sentences alone; then taught with 5, 10, 25 and 50 rows of each value
// (half of them where there are fewer), drawn ten times by seed, judged on all
// other rows; then cross-validated on all.
// Accuracy and macro-F1, mean over the draws.
//
//   bench_teach EXAMPLES [ISSUES.jsonl] [MODEL]
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "evenset/format.h"
#include "evenset/plan.h"
#include "models/described.h"
#include "models/held_out.h"
#include "models/multinomial.h"
#include "solve/random.h"

namespace {

using namespace evenset;
using nlohmann::json;

constexpr int kDraws = 10;

const char* const kPlan = R"(
dimensions:
  domain:
    values:
      product_features: "What the product is and what it can do."
      api_integration: "Endpoints, parameters, the SDK, and code against them."
      pricing_billing: "Prices, invoices, refunds and returns."
      setup_configuration: "Installing, the environment, options and how they are set."
      best_practices: "Recommended ways, tuning, which settings to use."
      limitations: "Known issues, quotas and maximums, what is unsupported."
      use_cases: "Scenarios and end-to-end applications."
      policies: "Terms, data handling, privacy, accounts, support channels."
      other: "Anything else: thanks, chat, other subjects."
    targets: {other: 0.1}
  kind:
    values:
      bug: "Something is broken, crashes or behaves otherwise than expected."
      feature: "A wish for something new or changed."
      question: "Someone asks how something works or how it is done."
    targets: {bug: 0.3}
)";

// Rows of one dimension, encoded.
struct Set {
  std::string name;
  size_t dimension = 0;
  LabelledVectors rows;
};

void append(Set& set, const RowEncoder& encoder, const RowView& row, int16_t value) {
  if (value < 0) return;
  const std::vector<float> vectors = encoder.rows({&row, 1});
  set.rows.vectors.insert(set.rows.vectors.end(), vectors.begin(), vectors.end());
  set.rows.group.push_back(set.rows.size());
  set.rows.value.push_back(static_cast<uint16_t>(value));
}

Set empty_set(const Plan& plan, const char* name, const RowEncoder& encoder) {
  Set set{name, plan.dimension(name), {}};
  set.rows.width = encoder.row_width();
  set.rows.values = plan.dimensions[set.dimension].values.size();
  return set;
}

Set example_domains(const Plan& plan, const std::string& folder, const RowEncoder& encoder) {
  Set set = empty_set(plan, "domain", encoder);
  for (const char* name : {"faq.csv", "tickets.jsonl", "chats.jsonl", "guides.jsonl", "legacy.jsonl"}) {
    std::map<std::string, std::string> domains;
    const std::string stem = std::string(name).substr(0, std::string(name).find('.'));
    std::ifstream labels(folder + "/labels/" + stem + ".jsonl");
    for (std::string line; std::getline(labels, line);) {
      const json row = json::parse(line);
      domains[row["id"]] = row["labels"]["domain"];
    }
    Reader reader({folder + "/pool/" + name});
    Examples batch;
    while (reader.next(batch))
      for (size_t i = 0; i < batch.size(); ++i) {
        const json id = json::parse(batch.id[i], nullptr, /*allow_exceptions=*/false);
        const auto found = domains.find(id.is_string() ? id.get<std::string>() : "");
        if (found == domains.end()) continue;
        append(set, encoder, RowView(batch, i), plan.dimensions[set.dimension].value(found->second));
      }
  }
  return set;
}

Set issues(const Plan& plan, const std::string& file, const RowEncoder& encoder) {
  Set set = empty_set(plan, "kind", encoder);
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const json row = json::parse(line);
    const std::string text =
        row["text"].get<std::string>() + "\n" + row["body"].get<std::string>().substr(0, 1000);
    append(set, encoder, RowView(text, ""),
           plan.dimensions[set.dimension].value(row["label"].get<std::string>()));
  }
  return set;
}

LabelledVectors part(const LabelledVectors& all, const std::vector<uint32_t>& rows) {
  LabelledVectors out{all.width, all.values, {}, {}, {}};
  for (const uint32_t row : rows) {
    out.vectors.insert(out.vectors.end(), all.row(row).begin(), all.row(row).end());
    out.value.push_back(all.value[row]);
    out.group.push_back(all.group[row]);
  }
  return out;
}

struct Score {
  double accuracy = 0, macro_f1 = 0;
};

// By the same sums that `evenset teach` prints.
Score score_of(const LabelledVectors& rows, const std::vector<uint16_t>& chosen) {
  CrossValidated result;
  result.chosen = chosen;
  result.scores.resize(rows.size() * rows.values);
  const Taught taught = judged(rows, result, std::vector<std::string>(rows.values), 0);
  return {taught.accuracy.value, taught.macro_f1.value};
}

void print_line(const std::string& how, const Score& score) {
  fmt::print("  {:<28} accuracy {:.3f}  macro-F1 {:.3f}\n", how, score.accuracy, score.macro_f1);
}

void by_sentences(const Set& set, const Plan& plan, const RowEncoder& encoder) {
  const auto description =
      std::find_if(plan.descriptions.begin(), plan.descriptions.end(),
                   [&](const Description& one) { return one.dimension == set.dimension; });
  const DescribedLabeller labeller(*description, plan.dimensions, encoder);
  std::vector<uint16_t> chosen;
  double belief = 0;
  for (size_t i = 0; i < set.rows.size(); ++i) {
    const Label label = labeller.label(set.rows.row(i));
    chosen.push_back(static_cast<uint16_t>(label.value));
    belief += double{label.confidence} / static_cast<double>(set.rows.size());
  }
  print_line(fmt::format("sentences (belief {:.2f})", belief), score_of(set.rows, chosen));
}

// The first `count` rows of each value as shuffled, at most half of them.
void draw(const LabelledVectors& rows, size_t count, uint64_t seed, std::vector<uint32_t>& taught,
          std::vector<uint32_t>& others) {
  std::vector<uint32_t> order(rows.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<uint32_t>(i);
  Random(seed).shuffle(order);
  std::vector<size_t> left(rows.values);
  for (const uint16_t value : rows.value) ++left[value];
  for (size_t& n : left) n = std::min(count, n / 2);
  for (const uint32_t row : order) {
    size_t& free = left[rows.value[row]];
    (free > 0 ? taught : others).push_back(row);
    free -= free > 0;
  }
}

void by_rows(const Set& set, size_t count) {
  Score mean;
  for (int seed = 0; seed < kDraws; ++seed) {
    std::vector<uint32_t> taught, others;
    draw(set.rows, count, static_cast<uint64_t>(seed), taught, others);
    const LabelledVectors lesson = part(set.rows, taught), rest = part(set.rows, others);
    const LinearMap map = fit_multinomial(lesson, cross_validate(lesson, 0, 2).strength);
    std::vector<uint16_t> chosen;
    std::vector<float> scores(rest.values);
    for (size_t i = 0; i < rest.size(); ++i) {
      map.scores(rest.row(i), scores);
      chosen.push_back(
          static_cast<uint16_t>(std::max_element(scores.begin(), scores.end()) - scores.begin()));
    }
    const Score score = score_of(rest, chosen);
    mean.accuracy += score.accuracy / kDraws;
    mean.macro_f1 += score.macro_f1 / kDraws;
  }
  print_line(fmt::format("{} rows a value", count), mean);
}

void measure(const Set& set, const Plan& plan, const RowEncoder& encoder) {
  fmt::print("{}: {} rows, {} values\n", set.name, set.rows.size(), set.rows.values);
  by_sentences(set, plan, encoder);
  for (const size_t count : {5u, 10u, 25u, 50u}) by_rows(set, count);
  const CrossValidated all = cross_validate(set.rows, 0, 2);
  const Taught taught = judged(set.rows, all, std::vector<std::string>(set.rows.values), 0);
  print_line("all, five-fold", {taught.accuracy.value, taught.macro_f1.value});
  fmt::print("  (majority {:.3f}, calibration error {:.3f}, strength {}, temperature {:.2f})\n",
             taught.majority, taught.calibration, taught.strength, taught.temperature);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: bench_teach EXAMPLES [ISSUES.jsonl] [MODEL]\n");
    return 2;
  }
  const std::unique_ptr<RowEncoder> own =
      count < 4 ? nullptr : std::make_unique<RowEncoder>(Tensors::open(arguments[3], Encoder::kKind));
  const RowEncoder& encoder = own ? *own : shipped_encoder();
  const Plan plan = parse_plan(kPlan, "");
  measure(example_domains(plan, arguments[1], encoder), plan, encoder);
  if (count > 2) measure(issues(plan, arguments[2], encoder), plan, encoder);
  return 0;
}
