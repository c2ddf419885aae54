// The texts of a row that are compared, and what must be equal besides.
#pragma once

#include "evenset/dedup.h"
#include "text/hash.h"

namespace evenset {

// Call `use(text)` for each turn that the field takes, in order.
template <class Use>
void for_each_text(const Examples& examples, size_t i, Field field, Use&& use) {
  if (field == Field::response) return use(examples.response(i));
  if (field == Field::instruction) return use(examples.instruction(i));
  const Turns& turns = examples.turns;
  size_t end = turns.end(i);
  if (field == Field::question)
    while (end > turns.begin(i) && turns.role[end - 1] != Role::user) --end;
  for (size_t t = turns.begin(i); t < end; ++t)
    if (turns.role[t] != Role::system && turns.role[t] != Role::developer) use(turns.text[t]);
}

// A hash of what the compared texts do not show though it makes a row another one:
// system texts, tool calls and other members of its messages, tools, a rejected
// answer. 0 where there is none of it.
uint64_t rest_of(const Examples& examples, size_t i);

// Equal for rows of one rest whose texts differ in looks only; Hash128() where all
// texts are blank.
Hash128 text_hash(const Examples& examples, size_t i, Field field, uint64_t rest);

}  // namespace evenset
