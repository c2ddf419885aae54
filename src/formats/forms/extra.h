// What stands in the string column "extra" of every written row: nothing ("" in
// JSON, null in Parquet and Arrow, an empty cell in CSV), or the text of one JSON object with, in this order
// and each only where there is something to say,
//
//   "id"            the row's id, as it was
//   "evenset"       the row's labels, as they were
//   any other key   a member that no shape knows, as it was; "tools" and
//                   "rejected" too where the form has no place for them
//   "evenset_form"  what the form cannot say of the conversation:
//     "count"             how many turns it has
//     "turns"             turns that the row does not hold; the row's own turns
//                         fill the other places in order. Each is
//                         {"at": place from 0, "role": name(Role), "text", "more"}
//     "changed"           turns that the row holds otherwise than they were:
//                         {"at"} and those of "role", "text", "more" that differ
//     "instruction_size"  Examples::instruction_size, in bytes
//     "members"           members which the row holds as another kind, as they were
//
// "more" is an object of the message's other members; left out: none. Where
// "turns" holds all turns, the row's own ones are a rendering without a turn of
// its own. A member whose key starts with "evenset_form" gets a "~" behind it.
//
// Written by Layout, read by restore_extra.
#pragma once

#include <string_view>

namespace evenset {

inline constexpr std::string_view kFormKey = "evenset_form";
inline constexpr char kKeyEscape = '~';

}  // namespace evenset
