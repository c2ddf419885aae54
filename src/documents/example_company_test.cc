// What the documents of the example company do to the rules' labels: never more
// harm than good, and no less good than measured when this was written.
// EVENSET_SHOW=NAME in the environment lists what changed in a dimension.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "evenset/documents.h"
#include "evenset/format.h"

namespace evenset {
namespace {

constexpr const char* kFiles[] = {"tickets.jsonl", "chats.jsonl", "guides.jsonl", "legacy.jsonl", "faq.csv"};

// Row id to its labels.
std::map<std::string, nlohmann::json> read_labels() {
  std::map<std::string, nlohmann::json> out;
  for (std::string file : kFiles) {
    std::ifstream in(EVENSET_ROOT "/examples/labels/" + file.substr(0, file.find('.')) + ".jsonl");
    for (std::string line; std::getline(in, line);) {
      const nlohmann::json row = nlohmann::json::parse(line);
      out[row["id"].dump()] = row["labels"];
    }
  }
  return out;
}

struct Tally {
  int rows = 0, before = 0, after = 0, righted = 0, wronged = 0, other = 0;
};

void tally(Tally& out, const Dimension& dimension, const std::string& truth, int16_t before,
           const Refined& after) {
  const int16_t right = dimension.value(truth);
  ++out.rows;
  out.before += before == right;
  out.after += after.label.value == right;
  if (after.label.value == before) return;
  ++(after.label.value == right ? out.righted : before == right ? out.wronged : out.other);
  const char* show = std::getenv("EVENSET_SHOW");
  if (show != nullptr && dimension.name == show)
    std::cout << truth << ": " << dimension.values[static_cast<size_t>(before)] << " to "
              << dimension.values[static_cast<size_t>(after.label.value)] << ", " << after.why << "\n";
}

TEST(ExampleCompany, DocumentsDoMoreGoodThanHarm) {
  const CompanyKnowledge knowledge(read_documents(EVENSET_ROOT "/examples/docs"));
  const auto truths = read_labels();
  std::vector<Dimension> dimensions;
  for (const Dimension* dimension : builtin_dimensions()) dimensions.push_back(*dimension);
  std::map<std::string, Tally> tallies;
  for (const char* file : kFiles) {
    Reader reader({std::string(EVENSET_ROOT "/examples/pool/") + file});
    for (Examples batch; reader.next(batch);) {
      for (size_t row = 0; row < batch.size(); ++row) {
        const auto truth = truths.find(std::string(batch.id[row]));
        if (truth == truths.end()) continue;
        const RowView view(batch, row);
        for (size_t d = 0; d < dimensions.size(); ++d) {
          if (!truth->second.contains(dimensions[d].name)) continue;
          const Label label = dimensions[d].label(view);
          tally(tallies[dimensions[d].name], dimensions[d], truth->second[dimensions[d].name], label.value,
                knowledge.refine(dimensions[d], view, label));
        }
      }
    }
  }
  for (const auto& [dimension, t] : tallies) {
    EXPECT_GE(t.after, t.before) << dimension;
    std::cout << dimension << ": " << t.before << " to " << t.after << " of " << t.rows << " right; "
              << t.righted << " righted, " << t.wronged << " wronged, " << t.other
              << " from wrong to wrong\n";
  }
}

}  // namespace
}  // namespace evenset
