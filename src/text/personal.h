// Data about persons in a text.
#pragma once

#include <string_view>

namespace evenset {

// Each is decided by form and, where there is one, by checksum.
// An e-mail address; none on example domains (RFC 2606, RFC 6761), none of a
// role (support@, info@, noreply@): those are no person's.
bool holds_email(std::string_view text);
// A telephone number: + and 8 to 15 digits, or the ten of North America in
// groups of 3, 3, 4.
bool holds_phone(std::string_view text);
// An IBAN of a known country's length whose checksum (ISO 7064) is right.
bool holds_iban(std::string_view text);
// 13 to 19 digits, alone or in groups of four to six, that start as payment
// cards do (3-6, or 2221-2720) and pass Luhn's test.
bool holds_card(std::string_view text);

// Any of them. Cost: about a nanosecond a byte.
bool holds_personal_data(std::string_view text);

}  // namespace evenset
