#include "text/secrets.h"

#include <re2/re2.h>

#include <array>
#include <cmath>
#include <string>

#include "text/words.h"

namespace evenset {
namespace {

// Anchored by a word border where the form starts with letters, so that a
// longer identifier does not count.
constexpr char kTokens[] =
    "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"
    "|\\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b"
    "|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50}"
    "|glpat-[A-Za-z0-9_-]{20}"
    "|xox[abeoprs]-[A-Za-z0-9-]{10}"
    "|[sr]k_(?:live|test)_[A-Za-z0-9]{16}"
    "|sk-(?:proj-|ant-|svcacct-|or-)?[A-Za-z0-9_-]{20}"
    "|AIza[A-Za-z0-9_-]{35}"
    "|hf_[A-Za-z]{30}"
    "|npm_[A-Za-z0-9]{36}|pypi-AgEI[A-Za-z0-9_-]{40}"
    "|SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"
    "|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10})";

constexpr char kUrl[] =
    "[a-z][a-z0-9+.-]*://[^\\s:/@<>{}\\[\\]\"']{1,64}:([^\\s/@<>{}\\[\\]\"'$]{3,64})@[a-z0-9]";

constexpr char kAssigned[] =
    "(?i)(?:api[_-]?key|secret|token|passw(?:or)?d|pwd|passphrase|access[_-]?key|private[_-]?key|auth[_-]?"
    "key)"
    "[a-z0-9_-]{0,20}[\"']?\\s{0,3}(?::=|=>|=|:|\\bis\\b)\\s{0,3}[\"'`]?(?:bearer "
    ")?([^\\s\"'`,;<>(){}]{8,200})";

const RE2& tokens() {
  static const RE2 pattern(kTokens, RE2::Quiet);
  return pattern;
}
const RE2& url() {
  static const RE2 pattern(kUrl, RE2::Quiet);
  return pattern;
}
const RE2& assigned() {
  static const RE2 pattern(kAssigned, RE2::Quiet);
  return pattern;
}
// Any of the three: nearly all texts are done with in one pass.
const RE2& any() {
  static const RE2 pattern(std::string(kTokens) + "|" + kUrl + "|" + kAssigned, RE2::Quiet);
  return pattern;
}

struct Letters {
  size_t lower = 0, upper = 0, digit = 0, other = 0;
  double bits = 0;  // Shannon's entropy of a character
};

Letters letters(std::string_view value) {
  Letters out;
  std::array<size_t, 256> counts{};
  for (char c : value) {
    ++counts[static_cast<unsigned char>(c)];
    if (c >= 'a' && c <= 'z')
      ++out.lower;
    else if (c >= 'A' && c <= 'Z')
      ++out.upper;
    else if (c >= '0' && c <= '9')
      ++out.digit;
    else
      ++out.other;
  }
  for (size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(value.size());
    out.bits -= share * std::log2(share);
  }
  return out;
}

bool placeholder(std::string_view value) {
  std::string lower;
  append_lower(lower, value);
  for (std::string_view sign :
       {"your",        "xxxx",    "****",     "....",    "1234567890", "abcdef",   "changeme",
        "placeholder", "example", "insert",   "replace", "dummy",      "redacted", "env.",
        "environ",     "getenv",  "process.", "config",  "none",       "null",     "undefined",
        "password",    "token",   "secret",   "api_key", "apikey",     "://"})
    if (lower.find(sign) != std::string::npos) return true;
  return false;
}

// Digits beside letters and few repeats: chosen by a machine, not a word.
bool random_looking(std::string_view value) {
  const Letters l = letters(value);
  if (placeholder(value) || value.find('$') == 0 || l.digit == 0 || l.lower + l.upper == 0) return false;
  if (l.other * 3 > value.size()) return false;
  return value.size() >= 16 ? l.bits >= 3.2
                            : l.bits >= 2.9 && l.digit >= 2 && (l.upper > 0) + (l.other > 0) >= 1;
}

bool known_token(std::string_view text) {
  re2::StringPiece rest(text.data(), text.size()), token;
  while (RE2::FindAndConsume(&rest, tokens(), &token)) {
    // A key block has no token; xxxx, and one letter over and over, stand for one.
    if (token.empty()) return true;
    std::string_view value(token.data(), token.size());
    if (value.find("xxxx") == value.npos && value.find("XXXX") == value.npos && letters(value).bits > 2.5)
      return true;
  }
  return false;
}

bool url_password(std::string_view text) {
  if (text.find("://") == std::string_view::npos) return false;
  re2::StringPiece rest(text.data(), text.size()), password;
  while (RE2::FindAndConsume(&rest, url(), &password)) {
    std::string_view value(password.data(), password.size());
    if (value != "password" && value != "pass" && !placeholder(value)) return true;
  }
  return false;
}

bool assigned_secret(std::string_view text) {
  re2::StringPiece rest(text.data(), text.size()), value;
  while (RE2::FindAndConsume(&rest, assigned(), &value))
    if (random_looking({value.data(), value.size()})) return true;
  return false;
}

}  // namespace

bool holds_secret(std::string_view text) {
  if (!RE2::PartialMatch({text.data(), text.size()}, any())) return false;
  return known_token(text) || url_password(text) || assigned_secret(text);
}

}  // namespace evenset
