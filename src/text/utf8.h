// UTF-8, byte by byte.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenset {

void append_utf8(std::string& out, uint32_t code_point);

// Bytes of the well-formed sequence that `text` starts with; 0 where none does
// (Unicode 15, table 3-7: no overlong forms, no surrogates).
size_t utf8_sequence(std::string_view text);

// Where the character that byte `at` belongs to begins; the text's size where it is shorter.
size_t utf8_start(std::string_view text, size_t at);

// Append `text` with every maximal ill-formed part replaced by U+FFFD (Unicode
// 15, section 3.9). Returns the byte of the first one, npos where all is well.
size_t append_well_formed(std::string& out, std::string_view text);

}  // namespace evenset
