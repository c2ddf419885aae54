#include <re2/re2.h>

#include <algorithm>

#include "evenset/metric.h"
#include "language/parts.h"
#include "metrics/finding.h"
#include "value_test.h"

namespace evenset {
namespace {

bool holds(std::string_view text, const RE2& pattern) {
  return RE2::PartialMatch({text.data(), text.size()}, pattern);
}

// Something bad happened to the asker, who wants to be taken seriously.
bool serious(std::string_view question) {
  static const RE2 pattern(
      "data loss|lost (?:all|my|our)|breach|hacked|compromised|charged twice|double "
      "charged|overcharged|unacceptable|"
      "furious|very disappointed|complaint|legal action|lawyer|gdpr|outage|production is down|passed "
      "away|injur|"
      "emergency|fraud|stolen");
  return holds(question, pattern);
}

bool cheerful(std::string_view response) {
  static const RE2 pattern(
      "awesome|yay|woohoo|haha|hehe|\\blol\\b|no worries|super easy|piece of "
      "cake|[\\x{1F600}-\\x{1F64F}\\x{1F389}]");
  return std::count(response.begin(), response.end(), '!') >= 3 || holds(response, pattern);
}

bool brusque(std::string_view response) {
  static const RE2 pattern(
      "as i already said|read the manual|\\brtfm\\b|just google|obviously you|(?:that's|that is) a stupid|"
      "dumb question|not my problem|you should know this");
  return holds(response, pattern);
}

// The judgements of one plan: rules on labels and words.
class Rules {
 public:
  explicit Rules(const Plan& plan)
      : easy_(plan, "difficulty", "easy"),
        hard_(plan, "difficulty", "hard"),
        closed_(plan, "openness", "closed"),
        demanding_(plan, "question_type", "multi_step"),
        factual_(plan, "question_type", "factual"),
        other_acts_(plan, "behaviour", "clarifies+corrects+declines+unknown_answer+empty") {}

  bool too_long(const MetricRow& row) const {
    const uint32_t words = row.view.response_words;
    const bool simple = easy_(row.examples, row.row) && closed_(row.examples, row.row);
    if (simple) return words > 400;
    return words > 800 && factual_(row.examples, row.row) && !hard_(row.examples, row.row);
  }

  bool too_terse(const MetricRow& row) const {
    const uint32_t words = row.view.response_words;
    const bool much_asked = hard_(row.examples, row.row) || demanding_(row.examples, row.row);
    return much_asked && words > 0 && words < 50 && !other_acts_(row.examples, row.row);
  }

  bool unanswered(const MetricRow& row) const {
    return !other_acts_(row.examples, row.row) && unanswered_parts(row.view.question, row.view.response) > 0;
  }

  static bool tone_mismatch(const MetricRow& row) {
    // A story of ten thousand words may hold any of these.
    constexpr size_t kLongest = 4000;
    if (row.view.question.size() > kLongest || row.view.response.size() > kLongest) return false;
    return brusque(row.view.response_lower) ||
           (serious(row.view.question_lower) && cheerful(row.view.response_lower));
  }

 private:
  ValueTest easy_, hard_, closed_, demanding_, factual_, other_acts_;
};

class QualityTally final : public Tally {
 public:
  explicit QualityTally(const Plan& plan) : rules_(plan) {}

  void add(const MetricRow& row) override {
    unanswered_.add(rules_.unanswered(row), row.number);
    too_long_.add(rules_.too_long(row), row.number);
    too_terse_.add(rules_.too_terse(row), row.number);
    tone_.add(Rules::tone_mismatch(row), row.number);
  }

  void merge(const Tally& tally) override {
    const auto& other = static_cast<const QualityTally&>(tally);
    unanswered_.merge(other.unanswered_);
    too_long_.merge(other.too_long_);
    too_terse_.merge(other.too_terse_);
    tone_.merge(other.tone_);
  }

  void report(Figures& out) const override {
    unanswered_.report(out, "quality_unanswered_parts");
    too_long_.report(out, "quality_too_long");
    too_terse_.report(out, "quality_too_terse");
    tone_.report(out, "quality_tone_mismatch");
  }

 private:
  Rules rules_;
  Finding unanswered_, too_long_, too_terse_, tone_;
};

std::unique_ptr<Tally> tally(const Plan& plan, uint64_t) { return std::make_unique<QualityTally>(plan); }

}  // namespace

extern const Metric quality_metric{
    "quality",
    "Rows to look at, by careful rules (evenset's own): a part of the question that the response says "
    "nothing to; "
    "over 400 words to an easy closed question or over 800 to a factual one; under 50 to a hard or "
    "multi-step one "
    "that is answered; a cheerful response to a serious complaint, or a brusque one.",
    {"quality_unanswered_parts", "quality_too_long", "quality_too_terse", "quality_tone_mismatch"},
    tally};

}  // namespace evenset
