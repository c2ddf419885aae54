#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "evenset/error.h"
#include "evenset/metric.h"
#include "language/row_words.h"
#include "value_test.h"

namespace evenset {
namespace {

// The entries of all checklists of a plan, ready to be looked for. All patterns
// are one automaton, so that a question is read once.
class Entries {
 public:
  explicit Entries(const Plan& plan) : patterns_(options(), RE2::UNANCHORED) {
    for (const Checklist& list : plan.checklists) {
      for (const Checklist::Entry& entry : list.entries) {
        names_.push_back({list.name, entry.name});
        tests_.push_back(label_test(plan, entry.label));
        if (!entry.sign.empty()) signs_.push_back(names_.size() - 1);
        for (const std::string& pattern : entry.patterns) add(pattern, list.name, entry);
      }
    }
    if (!entry_of_.empty() && !patterns_.Compile())
      throw Error(ErrorKind::input, "the checklists' patterns are too large together", plan.file);
  }

  size_t size() const { return names_.size(); }
  const std::pair<std::string, std::string>& name(size_t entry) const { return names_[entry]; }

  // Numbers of the entries that the row meets, ascending; `hits` is scratch.
  void meet(std::vector<size_t>& out, std::vector<int>& hits, const MetricRow& row) const {
    out.clear();
    if (!entry_of_.empty() && patterns_.Match({row.view.question_lower}, &hits))
      for (int hit : hits) out.push_back(entry_of_[static_cast<size_t>(hit)]);
    for (size_t entry = 0; entry < tests_.size(); ++entry)
      if (tests_[entry](row.examples, row.row)) out.push_back(entry);
    if (row.words.incomplete) out.insert(out.end(), signs_.begin(), signs_.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

 private:
  static RE2::Options options() {
    RE2::Options options;
    options.set_max_mem(int64_t{64} << 20);
    options.set_log_errors(false);
    return options;
  }

  static ValueTest label_test(const Plan& plan, std::string_view label) {
    const size_t equals = label.find('=');
    if (equals == std::string_view::npos) return {};
    return ValueTest(plan, label.substr(0, equals), label.substr(equals + 1));
  }

  void add(const std::string& pattern, const std::string& list, const Checklist::Entry& entry) {
    std::string fault;
    if (patterns_.Add(pattern, &fault) < 0)
      throw Error(ErrorKind::input, "checklists: " + list + ": " + entry.name + ": bad pattern: " + fault);
    entry_of_.push_back(names_.size() - 1);
  }

  RE2::Set patterns_;
  std::vector<size_t> entry_of_;  // by pattern
  std::vector<std::pair<std::string, std::string>> names_;
  std::vector<ValueTest> tests_;
  std::vector<size_t> signs_;  // entries that an incomplete question meets
};

class ChecklistTally final : public Tally {
 public:
  explicit ChecklistTally(const Plan& plan) : entries_(plan), counts_(entries_.size()) {}

  void add(const MetricRow& row) override {
    entries_.meet(met_, hits_, row);
    for (size_t entry : met_) ++counts_[entry];
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const ChecklistTally&>(tally);
    for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }

  void report(Figures& out) const override {
    for (size_t i = 0; i < counts_.size(); ++i) {
      const auto& [list, entry] = entries_.name(i);
      out.number["check:" + list + ":" + entry] = static_cast<double>(counts_[i]);
      if (counts_[i] == 0) out.missing[list].push_back(entry);
    }
  }

 private:
  Entries entries_;
  std::vector<uint64_t> counts_;
  std::vector<size_t> met_;
  std::vector<int> hits_;
};

std::unique_ptr<Tally> tally(const Plan& plan, uint64_t) { return std::make_unique<ChecklistTally>(plan); }

}  // namespace

extern const Metric checklists_metric{
    "checklists",
    "How many rows meet each entry of the plan's checklists, by a pattern in the lower-cased question, by a "
    "label or by a sign; entries that no row meets are listed as missing.",
    {"check:*"},
    tally};

}  // namespace evenset
