// Why a question is to be declined, by what the documents say of the things it
// names. A question about the end of a thing ("since when …", "what replaces
// …") is to be answered; one that wants to use it is outdated.
#include <re2/re2.h>

#include "dimensions/verdicts.h"
#include "documents/knowledge.h"

namespace evenset {
namespace {

bool matches(std::string_view text, const re2::RE2& finder) {
  return re2::RE2::PartialMatch({text.data(), text.size()}, finder);
}

bool speaks_of_the_end(std::string_view question) {
  static const re2::RE2 finder(
      R"(\b(?:replac\w+|migrat\w+|mov(?:e|ing) (?:off|away|from|over|to)|upgrad\w+|switch\w*|instead|successor|since when|when (?:was|were|did|does|will|is)|until|(?:what|which) (?:date|day)|how long|still|deprecat\w+|retire[ds]?|removed|discontinued|end[- ]of[- ]life|difference|versus|vs|get rid|sell|trade)\b)");
  return matches(question, finder);
}

bool wants_to_use(const Evidence& e) {
  return e.any(Ask::how_to, Ask::how_to_what, Ask::order, Ask::wants, Ask::help_with, Ask::place_or_time) &&
         !e.has(Ask::transform);
}

bool speaks_of_the_future(std::string_view question) {
  static const re2::RE2 finder(
      R"(\b(?:road ?map|(?:when|what (?:date|quarter|month)|by when)[^.?]{0,40}\b(?:releas\w+|offer|coming|available|support|launch\w*|add|adding|ship|introduc\w+|sell|bring|out)\b|will (?:you|there|it|we) [^.?]{0,30}\b(?:be|get|come|have)\b|will \w+ [^.?]{0,30}\b(?:offer|support|add|bring|release|launch|sell|introduce)\b|(?:are|is) (?:you|there|it)[^.?]{0,20}\b(?:coming|planned|planning|adding|working on|releasing)\b|any plans|coming soon|in (?:the )?future|next (?:year|quarter|season|release|version))\b)");
  return matches(question, finder);
}

bool judges_another(std::string_view question) {
  static const re2::RE2 finder(
      R"(\b(?:better|worse|cheaper|faster|best|compare[ds]?|comparison|versus|vs|ranking|rank|recommend\w*|reliable|accurate|instead of you|switch to|choose|pick|sign with|which (?:one|brand|of the two))\b)");
  return matches(question, finder);
}

// The question, and for a short one in a conversation the user's turn before.
std::string asked(const RowView& row) {
  constexpr size_t kBytes = 1500;
  constexpr uint32_t kShort = 25;
  std::string out(row.question.substr(0, kBytes));
  if (row.user_turns < 2 || row.input_words > kShort) return out;
  size_t left = 1;
  for (size_t t = row.turns.size(); t > 0; --t) {
    if (row.turns[t - 1].role != Role::user || left-- > 0) continue;
    return out.append(" ").append(row.turns[t - 1].text.substr(0, kBytes));
  }
  return out;
}

class Judge {
 public:
  Judge(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row)
      : known_(known), dimension_(dimension), row_(row), e_(row.evidence()), asked_(asked(row)) {}

  Refined raised() const {
    if (speaks_of_the_future(row_.question_lower)) {
      for (const Standing standing : {Standing::planned, Standing::unsupported})
        if (const int s = known_.things.find(asked_, standing); s >= 0) return as("roadmap", 0.75f, s);
    }
    if (wants_to_use(e_) && !speaks_of_the_end(row_.question_lower))
      if (const int s = known_.things.find(asked_, Standing::deprecated); s >= 0)
        return as("outdated", 0.75f, s);
    if (judges_another(row_.question_lower))
      if (const int s = known_.things.find(asked_, Standing::other_vendor); s >= 0)
        return as("competitor", 0.75f, s);
    if (is(judged_behaviour(row_), Behaviour::declines))
      if (const int s = known_.things.find(row_.question, Standing::unsupported); s >= 0)
        return as("out_of_scope", 0.65f, s);
    return {};
  }

  // The rules saw a sign of declining, mostly in the response; the documents
  // show that the question is one they answer.
  Refined taken_back(std::string_view reason, Label label) const {
    if (label.confidence > 0.76f) return {};
    if (reason == "outdated" && known_.things.any(Standing::deprecated) && !e_.has(Ask::outdated)) {
      const bool named = known_.things.find(asked_, Standing::deprecated) >= 0 ||
                         known_.things.find(row_.response, Standing::deprecated) >= 0;
      if (!named) return none("the documents name nothing in it as deprecated");
    }
    const bool asked_for = reason == "roadmap" ? speaks_of_the_future(row_.question_lower)
                                               : known_.things.find(asked_, Standing::unsupported) >= 0;
    const bool judged = reason == "roadmap" || reason == "out_of_scope";
    if (judged && !asked_for && !e_.has(Ask::off_topic) && known_.index.coverage(row_.question) >= kCovered)
      return none("the documents answer it");
    return {};
  }

 private:
  static constexpr double kCovered = 0.6;

  Refined as(std::string_view reason, float confidence, int statement) const {
    const Statement& said = known_.statements[static_cast<size_t>(statement)];
    const std::string what(name(said.standing));
    return {
        {dimension_.value(reason), confidence},
        "the documents name " + said.thing + " as " + what + " in " + known_.place(said.page, said.passage)};
  }
  Refined none(std::string why) const { return {{dimension_.value("none"), 0.65f}, std::move(why)}; }

  const CompanyKnowledge::State& known_;
  const Dimension& dimension_;
  const RowView& row_;
  const Evidence& e_;
  std::string asked_;
};

// A model that is as sure as this is right more often than the documents' patterns.
constexpr float kSure = 0.97f;

}  // namespace

Refined refine_negative(const CompanyKnowledge::State& known, const Dimension& dimension, const RowView& row,
                        Label label) {
  if (!row.evidence().reads_question) return {label, {}};
  const Judge judge(known, dimension, row);
  const std::string& reason = dimension.values[static_cast<size_t>(label.value)];
  if (reason == "none" && label.confidence >= kSure) return {label, {}};
  Refined out = reason == "none" ? judge.raised() : judge.taken_back(reason, label);
  return out.why.empty() || out.label.value < 0 ? Refined{label, {}} : out;
}

}  // namespace evenset
