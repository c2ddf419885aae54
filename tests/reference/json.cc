#include "reference/json.h"

#include <algorithm>
#include <cstdio>

namespace evenset::reference {
namespace {

size_t string_end(std::string_view text, size_t at) {
  for (++at; text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return at + 1;
}

}  // namespace

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    char code[8];
    std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned char>(c));
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20)
      out += code;
    else
      out += c;
  }
  return out + '"';
}

size_t value_end(std::string_view text, size_t at) {
  int depth = 0;
  do {
    bool open = text[at] == '{' || text[at] == '[', close = text[at] == '}' || text[at] == ']';
    if (text[at] == '"')
      at = string_end(text, at);
    else if (depth == 0 && !open)
      return std::min(text.find_first_of(" \n,]}", at), text.size());
    else
      ++at;
    depth += open - close;
  } while (depth > 0);
  return at;
}

}  // namespace evenset::reference
