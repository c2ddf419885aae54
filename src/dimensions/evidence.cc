#include "dimensions/evidence.h"

#include <algorithm>

#include "text/language.h"
#include "text/word_table.h"
#include "text/words.h"

namespace evenset {
namespace {

// A request stands at the start or the end of a long turn, and what a response
// does is said in its first and last sentences.
constexpr size_t kQuestionHead = 700, kQuestionTail = 400;
constexpr size_t kReplyHead = 400, kReplyTail = 200;
constexpr size_t kEarlier = 400;

static_assert(static_cast<size_t>(Ask::count) <= kCueLimit && static_cast<size_t>(Reply::count) <= kCueLimit);

const CueFinder& question_cues() {
  static const std::span<const Cue> tables[] = {form_cues(),     trouble_cues(), demand_cues(), lack_cues(),
                                                declined_cues(), topic_cues(),   wording_cues()};
  static const CueFinder finder(tables, kFragments);
  return finder;
}

const CueFinder& response_cues() {
  static const std::span<const Cue> tables[] = {reply_cues()};
  static const CueFinder finder(tables, kFragments);
  return finder;
}

// The user turn before the question; "" where there is none.
std::string_view earlier_turn(const RowView& row) {
  bool question = true;
  for (size_t t = row.turns.size(); t > 0; --t) {
    if (row.turns[t - 1].role != Role::user) continue;
    if (!question) return row.turns[t - 1].text;
    question = false;
  }
  return {};
}

// Move a cut to the end of its word.
size_t word_end(std::string_view text, size_t at) {
  const size_t end = text.find_first_of(" \n", at);
  return end == std::string_view::npos || end > at + 40 ? at : end;
}

enum : uint8_t { kDenial = 1, kSelf = 2 };
constexpr WordList kDenials[] = {
    {kDenial, "no not never none neither nor nothing nobody cannot nope hardly "}, {kSelf, "i we our us "}};

bool after_apostrophe(std::string_view text, std::string_view word) {
  const size_t at = static_cast<size_t>(word.data() - text.data());
  return at > 0 && text[at - 1] == '\'';
}

}  // namespace

Evidence::Evidence(const RowView& row) {
  std::string joined;
  reads_question = reads_as_english(row.question_lower);
  reads_response = reads_as_english(row.response_lower);
  if (reads_question) {
    question.read(ends_of(row.question, kQuestionHead, kQuestionTail, joined), true);
    if (const std::string_view before = earlier_turn(row); !before.empty())
      earlier_question.read(before.substr(0, kEarlier), true);
  }
  if (reads_response) {
    const std::string_view response = row.response;
    const size_t cut =
        response.size() <= kReplyHead + kReplyTail ? response.size() : word_end(response, kReplyHead);
    head.read(response.substr(0, cut), false);
    read_denial(head.text);
    if (cut < response.size()) tail.read(response.substr(std::max(cut, response.size() - kReplyTail)), false);
  }
}

// "No, …", "None does", "It isn't …" in the first sentence.
void Evidence::read_denial(std::string_view text) {
  static const WordTable table = word_table(kDenials);
  bool we = false;
  for (LowerWords words(text.substr(0, text.find('\n', 1))); words.next();) {
    const uint8_t mark = table[words.word];
    denies = denies || mark == kDenial || (words.word == "t" && after_apostrophe(text, words.word));
    we = we || mark == kSelf;
  }
  we_deny = denies && we;
}

void Evidence::find_cues(std::span<Evidence* const> rows) {
  struct Reading {
    const CueFinder& finder;
    Prose Evidence::*prose;
    Cues Evidence::*cues;
  };
  const Reading readings[] = {{question_cues(), &Evidence::question, &Evidence::ask},
                              {question_cues(), &Evidence::earlier_question, &Evidence::earlier},
                              {response_cues(), &Evidence::head, &Evidence::opening},
                              {response_cues(), &Evidence::tail, &Evidence::closing}};
  std::vector<std::string_view> texts;
  std::vector<Evidence*> from;
  for (const Reading& reading : readings) {
    texts.clear();
    from.clear();
    for (Evidence* row : rows) {
      const Prose& prose = row->*reading.prose;
      if (prose.sentences == 0) continue;
      texts.push_back(prose.text);
      from.push_back(row);
    }
    std::vector<Cues> found(texts.size());
    reading.finder.in(texts, found);
    for (size_t i = 0; i < from.size(); ++i) from[i]->*reading.cues = found[i];
  }
}

}  // namespace evenset
