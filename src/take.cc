#include "take.h"

namespace evenset {

void append_example(Examples& to, const Examples& from, size_t i) {
  for (size_t t = from.turns.begin(i); t < from.turns.end(i); ++t) {
    to.turns.role.push_back(from.turns.role[t]);
    to.turns.text.push_back(from.turns.text[t]);
    to.turns.more.push_back(from.turns.more[t]);
  }
  to.turns.starts.push_back(static_cast<int64_t>(to.turns.role.size()));
  to.instruction_size.push_back(from.instruction_size[i]);
  to.shape.push_back(from.shape[i]);
  to.raw.push_back(from.raw[i]);
  to.id.push_back(from.id[i]);
  to.extra.push_back(from.extra[i]);
  to.given.push_back(from.given[i]);
  to.file.push_back(from.file[i]);
  to.line.push_back(from.line[i]);
  to.row.push_back(from.row[i]);
}

}  // namespace evenset
