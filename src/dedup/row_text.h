// The texts of a row that are compared.
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
    if (turns.role[t] == Role::user || turns.role[t] == Role::assistant) use(turns.text[t]);
}

// Equal for rows whose texts differ in looks only; nothing where all are blank.
Hash128 text_hash(const Examples& examples, size_t i, Field field);

}  // namespace evenset
