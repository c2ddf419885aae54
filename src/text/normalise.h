// When two texts are the same but for their looks.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "evenset/dimension.h"
#include "text/hash.h"

namespace evenset {

// Unicode NFKC with case folding (UAX #31 NFKC_Casefold, by ICU), runs of white
// space as one space, and no punctuation or white space at the ends. The signs
// # % & @ * / \ _ stay there: "C#" is not "C". Cost: about a nanosecond a byte
// of ASCII, ten to twenty of other scripts.
std::string normalised(std::string_view text);

// Hash of a row's content, for exact duplicates: question, response and the
// turns before them, each normalised. Equal for rows that differ in looks only.
Hash128 content_hash(std::string_view question, std::string_view response,
                     std::span<const std::string_view> history = {});

// The same of a row: history is the user and assistant turns before the
// question; system texts and tool turns do not count.
Hash128 content_hash(const RowView& row);

}  // namespace evenset
