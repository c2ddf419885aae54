#include "text/personal.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "text/words.h"

namespace evenset {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alnum(char c) { return is_digit(c) || is_letter(c); }

std::string lowered(std::string_view text) {
  std::string out;
  append_lower(out, text);
  return out;
}

bool example_domain(const std::string& domain) {
  for (std::string_view name : {"example.com", "example.org", "example.net", "example.edu", "email.com",
                                "domain.com", "yourdomain.com", "yourcompany.com", "company.com"})
    if (domain == name || domain.ends_with("." + std::string(name))) return true;
  for (std::string_view name : {".example", ".test", ".invalid", ".localhost", ".local"})
    if (domain.ends_with(name)) return true;
  return domain.find("example") != std::string::npos;
}

bool role(const std::string& local) {
  static constexpr std::string_view kRoles[] = {
      "support",  "info",      "sales",      "help",      "contact",    "billing",    "security", "privacy",
      "noreply",  "no-reply",  "admin",      "abuse",     "legal",      "team",       "hello",    "press",
      "careers",  "jobs",      "office",     "service",   "git",        "root",       "user",     "you",
      "me",       "name",      "test",       "webmaster", "postmaster", "feedback",   "orders",   "returns",
      "username", "youremail", "your.email", "email",     "accounts",   "accounting", "hr"};
  return std::find(std::begin(kRoles), std::end(kRoles), local) != std::end(kRoles);
}

bool is_local(char c) { return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%'; }
bool is_host(char c) { return is_alnum(c) || c == '.' || c == '-'; }

std::string_view local_part(std::string_view text, size_t at) {
  size_t begin = at;
  while (begin > 0 && at - begin < 64 && is_local(text[begin - 1])) --begin;
  while (begin < at && !is_alnum(text[begin])) ++begin;
  return text.substr(begin, at - begin);
}

// What follows the sign at `at`, if it ends in a name of two letters or more.
std::string domain_part(std::string_view text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && end - at < 255 && is_host(text[end])) ++end;
  while (end > at + 1 && !is_alnum(text[end - 1])) --end;
  const std::string domain = lowered(text.substr(at + 1, end - at - 1));
  const size_t dot = domain.rfind('.');
  if (dot == std::string::npos || dot == 0 || domain.size() - dot < 3) return {};
  const bool letters = std::all_of(domain.begin() + static_cast<ptrdiff_t>(dot) + 1, domain.end(), is_letter);
  return letters ? domain : std::string();
}

bool email_at(std::string_view text, size_t at) {
  const std::string_view local = local_part(text, at);
  const std::string domain = domain_part(text, at);
  return !local.empty() && !domain.empty() && !example_domain(domain) && !role(lowered(local));
}

// Digits from `i` on, with single separators of `allowed` between them.
struct Number {
  std::string digits;
  std::string groups;  // size of each group, as a character from '0'
  size_t end = 0;
};

Number number_at(std::string_view text, size_t i, std::string_view allowed) {
  Number out;
  size_t group = 0;
  for (; i < text.size() && out.digits.size() < 32; ++i) {
    if (is_digit(text[i])) {
      out.digits += text[i];
      ++group;
      continue;
    }
    // ") " and ") -" join groups of telephone numbers: up to two separators.
    size_t next = i;
    while (next < text.size() && next - i < 2 && allowed.find(text[next]) != std::string_view::npos) ++next;
    if (next == i || next == text.size() || !is_digit(text[next])) break;
    out.groups += static_cast<char>('0' + group);
    group = 0;
    i = next - 1;
  }
  out.groups += static_cast<char>('0' + group);
  out.end = i;
  return out;
}

bool luhn(const std::string& digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool card(const Number& number) {
  const std::string& d = number.digits;
  if (d.size() < 13 || d.size() > 19 || number.groups.size() > 5) return false;
  const bool grouped =
      std::all_of(number.groups.begin(), number.groups.end(), [](char g) { return g > '2'; });
  const bool second_series = d.compare(0, 4, "2221") >= 0 && d.compare(0, 4, "2720") <= 0;
  const bool prefix = second_series || (d[0] >= '3' && d[0] <= '6');
  const bool varied = d.find_first_not_of(d[0]) != std::string::npos;
  return grouped && prefix && varied && luhn(d);
}

bool borders(std::string_view text, size_t begin, size_t end) {
  auto binds = [](char c) { return is_alnum(c) || c == '_'; };
  const bool before = begin > 0 && (binds(text[begin - 1]) || text[begin - 1] == '.' ||
                                    text[begin - 1] == '-' || text[begin - 1] == '/');
  return !before && (end >= text.size() || !binds(text[end]));
}

bool phone_at(std::string_view text, size_t i) {
  if (i > 0 && text[i - 1] == '+') {
    if (i > 1 && (is_alnum(text[i - 2]) || text[i - 2] == ')')) return false;  // a sum
    const Number number = number_at(text, i, " -.()/");
    const size_t n = number.digits.size();
    return n >= 8 && n <= 15 && number.digits[0] != '0' && (number.groups.size() > 1 || n >= 10);
  }
  const size_t begin = i > 0 && text[i - 1] == '(' ? i - 1 : i;
  const Number number = number_at(text, i, "-. )");
  const bool america = number.groups == "334" && number.digits[0] > '1' && number.digits[3] > '1';
  return america && borders(text, begin, number.end);
}

// Country and length, five bytes each (ISO 13616 registry).
constexpr std::string_view kIbans =
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
    "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 "
    "IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 "
    "MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 "
    "SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20";

size_t iban_length(std::string_view country) {
  for (size_t i = 0; i < kIbans.size(); i += 5)
    if (kIbans.substr(i, 2) == country)
      return static_cast<size_t>(kIbans[i + 2] - '0') * 10 + static_cast<size_t>(kIbans[i + 3] - '0');
  return 0;
}

// The digits and capitals from `i` on, in groups of four or in one; at most `length`.
std::string iban_value(std::string_view text, size_t& i, size_t length) {
  std::string value;
  for (; i < text.size() && value.size() < length; ++i) {
    if (is_digit(text[i]) || (text[i] >= 'A' && text[i] <= 'Z'))
      value += text[i];
    else if (text[i] != ' ' || value.size() % 4 != 0)
      break;
  }
  return value;
}

// ISO 7064 MOD 97-10, country and check digits moved to the end.
bool iban_checksum(const std::string& value) {
  uint32_t rest = 0;
  for (size_t k = 0; k < value.size(); ++k) {
    const char c = value[(k + 4) % value.size()];
    rest = is_digit(c) ? (rest * 10 + static_cast<uint32_t>(c - '0')) % 97
                       : (rest * 100 + static_cast<uint32_t>(c - 'A') + 10) % 97;
  }
  return rest == 1;
}

bool iban_at(std::string_view text, size_t i) {
  if (i > 0 && is_alnum(text[i - 1])) return false;
  const size_t length = iban_length(text.substr(i, 2));
  const std::string value = iban_value(text, i, length);
  if (length == 0 || value.size() != length) return false;
  return (i == text.size() || !is_alnum(text[i])) && iban_checksum(value);
}

// `i`: the first digit of the check sum.
bool iban_digits_at(std::string_view text, size_t i) {
  return i >= 2 && text[i - 1] >= 'A' && text[i - 1] <= 'Z' && iban_at(text, i - 2);
}

bool card_at(std::string_view text, size_t i) {
  if (text[i] < '2' || text[i] > '6') return false;
  const Number number = number_at(text, i, " -");
  return card(number) && borders(text, i, number.end);
}

// Whether `test` holds at the start of some run of digits.
template <class Test>
bool at_some_number(std::string_view text, Test test) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    if (test(i)) return true;
    while (i + 1 < text.size() && is_digit(text[i + 1])) ++i;
  }
  return false;
}

}  // namespace

bool holds_email(std::string_view text) {
  for (size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
    if (email_at(text, at)) return true;
  return false;
}

bool holds_phone(std::string_view text) {
  return at_some_number(text, [&](size_t i) { return phone_at(text, i); });
}

bool holds_iban(std::string_view text) {
  return at_some_number(text, [&](size_t i) { return iban_digits_at(text, i); });
}

bool holds_card(std::string_view text) {
  return at_some_number(text, [&](size_t i) { return card_at(text, i); });
}

bool holds_personal_data(std::string_view text) {
  return holds_email(text) || at_some_number(text, [&](size_t i) {
           return phone_at(text, i) || iban_digits_at(text, i) || card_at(text, i);
         });
}

}  // namespace evenset
