#include "reference/json.h"

#include <cstdio>

namespace evenset::reference {

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
  bool string = false;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (string && c == '\\')
      ++at;
    else if (c == '"')
      string = !string;
    else if (!string && (c == '{' || c == '['))
      ++depth;
    else if (!string && (c == '}' || c == ']'))
      --depth;
    bool scalar = !string && c != '"' && c != '}' && c != ']';
    bool more = scalar && at + 1 < text.size() &&
                std::string_view(" \n,]}").find(text[at + 1]) == std::string_view::npos;
    if (!string && depth == 0 && !more) return at + 1;
  }
  return at;
}

}  // namespace evenset::reference
