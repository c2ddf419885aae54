// What the rules see in one row. Found once, at the first use, and read by
// every dimension: each judges by its own mix of the same cues.
//
// Patterns read prose (text/prose.h): lower-cased, one sentence a line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "evenset/dimension.h"
#include "text/cues.h"
#include "text/prose.h"

namespace evenset {

// Cues of the last user turn.
enum class Ask : uint8_t {
  // What form a sentence has.
  yes_no,
  what,
  which,
  place_or_time,
  why,
  how_much,
  how_to,
  how_to_what,
  how_works,
  wh_list,
  order,
  tell,
  wants,
  help_with,
  code,
  creative,
  transform,
  thanks,
  wish,
  chat,
  // What went wrong.
  error,
  fails,
  fails_adjective,
  not_doing,
  will_not,
  deviates,
  trouble,
  fix,
  why_mine,
  why_the,
  since,
  hypothetical,
  meaning,
  // What is weighed.
  difference,
  versus,
  choose,
  or_word,
  weighs,
  better,
  which_option,
  than,
  worth,
  trade_off,
  // How much is asked.
  end_to_end,
  everything,
  design,
  stages,
  and_then,
  list_of_acts,
  // What kind of answer there can be.
  advice,
  analyse,
  best,
  ideas,
  criterion,
  definite,
  // What is left out.
  vague_act,
  vague_better,
  vague_cost,
  vague_best,
  vague_thing,
  vague_which,
  vague_time,
  // What cannot be.
  zero,
  extreme,
  conflict,
  absolute,
  model_self,
  overriding,
  riddle,
  presumes,
  heard,
  boundary,
  // What is better not answered.
  unethical,
  personal,
  kin,
  roadmap,
  competitor,
  outdated,
  unknowable,
  off_topic,
  advice_elsewhere,
  // How the turn ties to the one before.
  what_meant,
  changes,
  states,
  continues,
  // What it is about.
  price,
  refund,
  price_weak,
  api,
  api_weak,
  setup,
  setup_weak,
  practice,
  limits,
  limits_weak,
  policy,
  policy_weak,
  use_case,
  feature,
  // How it is worded.
  slang,
  no_apostrophe,
  clipped,
  slip,
  count
};

// Cues of the response: its first bytes (`opening`) and last bytes (`closing`).
enum class Reply : uint8_t {
  sorry,
  cannot_help,
  not_allowed,
  contact,
  unpublished,
  unknown,
  unannounced,
  cannot_tell,
  asks,
  which_one,
  needs_more,
  readings,
  actually,
  no_such,
  not_possible,
  contradicts,
  too_extreme,
  gone,
  mistaken,
  warns,
  does_not,
  scope,
  elsewhere,
  expert,
  privacy,
  ethics,
  offers,
  says_no,
  says_yes,
  causes,
  depends,
  several,
  is_model,
  i_cannot,
  look_up,
  future,
  count
};

struct Evidence {
  // Reads the texts; the cues are still to be found.
  explicit Evidence(const RowView& row);
  static void find_cues(std::span<Evidence* const> rows);

  bool has(Ask cue) const { return ask[static_cast<size_t>(cue)]; }
  bool opens(Reply cue) const { return opening[static_cast<size_t>(cue)]; }
  bool closes(Reply cue) const { return closing[static_cast<size_t>(cue)]; }
  template <class... More>
  bool any(Ask cue, More... more) const {
    return (has(cue) || ... || has(more));
  }
  template <class... More>
  int count(Ask cue, More... more) const {
    return (has(cue) + ... + has(more));
  }
  template <class... More>
  bool opens_any(Reply cue, More... more) const {
    return (opens(cue) || ... || opens(more));
  }

  Cues ask, earlier, opening, closing;  // earlier: Ask cues of the user turn before
  Prose question;                       // its first and last bytes where it is long
  Prose earlier_question;
  Prose head, tail;  // the response's; tail is empty where head holds all
  // False where there is no text, or one in a language that the rules do not read.
  bool reads_question = false, reads_response = false;
  // The response's first sentence holds a negation; one of "I" or "we".
  bool denies = false, we_deny = false;

 private:
  void read_denial(std::string_view text);
};

constexpr Cue cue(Ask ask, std::string_view pattern) { return {static_cast<size_t>(ask), pattern}; }
constexpr Cue cue(Reply reply, std::string_view pattern) { return {static_cast<size_t>(reply), pattern}; }

// The tables behind Evidence.
std::span<const Cue> form_cues();
std::span<const Cue> trouble_cues();
std::span<const Cue> demand_cues();
std::span<const Cue> lack_cues();
std::span<const Cue> declined_cues();
std::span<const Cue> topic_cues();
std::span<const Cue> wording_cues();
std::span<const Cue> reply_cues();

// Patterns that the tables share.
inline constexpr Fragment kFragments[] = {
    {"w", "[\\w'./-]+"},                                   // a word
    {"some", "(?:[\\w'./-]+ ){0,3}"},                      // up to three words
    {"clause", "(?:\\n|, |; |: |- |\\(|\\band |\\bso )"},  // where a clause may start
    {"aux",
     "(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|may|must|am|isn't|aren't|doesn'"
     "t|"
     "don't|didn't|can't|won't|wouldn't|shouldn't|hasn't|haven't|wasn't)"},
    {"me", "(?:i|we|you|one|my|our|someone|users?|people|admins?|customers?)"},
    {"ing",
     "(?:working|loading|updating|syncing|showing|connecting|responding|appearing|arriving|charging|saving|"
     "sending|"
     "receiving|starting|booting|opening|printing|playing|recording|detecting|reading|reporting|pairing|"
     "recogni[sz]ing|finding|turning|heating|cooling|spinning|scanning|firing|triggering|running|refreshing|"
     "rendering|displaying|matching|adding up|getting|coming|going "
     "through|going|accepting|holding|converging|"
     "improving|decreasing|learning|logging|counting|tracking|picking|processing|completing|finishing|"
     "returning|"
     "restarting|rebooting|crashing|failing|dropping|disconnecting|freezing|losing|resetting|beeping|"
     "blinking|"
     "telling|giving|throwing|saying|redirecting|kicking|changing|flashing|shutting|draining|jumping|hanging|"
     "delivering|deploying|building|exporting|importing|uploading|downloading|switching|moving|flickering|"
     "tripping|"
     "timing|signing|launching|verifying|authenticating|dispensing|leaking|overheating|stalling|generating|"
     "asking me|repeating|ringing|burning|drifting|reaching|registering|applying)"},
    {"act",
     "(?:work|load|start|open|show|appear|update|sync|connect|respond|arrive|save|send|receive|boot|print|"
     "play|pair|"
     "detect|recogni[sz]e|turn|heat|cool|charge|scan|fire|trigger|run|refresh|render|display|match|add "
     "up|come|"
     "go through|accept|hold|converge|improve|log|login|sign "
     "in|access|reach|complete|finish|return|register|stick|"
     "upload|download|install|verify|authenticate|build|compile|deploy|launch|switch|unlock|lock|stay|get "
     "past|move|"
     "spin|drain|fill|dispense|close|submit|pass|mount|join|activate|generate|deliver|record|track|apply|"
     "take|resolve|"
     "export|import|see (?:my|our|the|any)|get (?:a|any|the|past|my|our|it)|make (?:calls|it))"},
};

}  // namespace evenset
