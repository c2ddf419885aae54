#include "language/template.h"

#include <string>

#include "text/hash.h"

namespace evenset {
namespace {

constexpr size_t kWords = 40;  // the pattern of a question is in its beginning

}  // namespace

uint64_t template_of(const std::vector<Token>& tokens) {
  if (tokens.empty()) return 0;
  std::string pattern;
  bool masked = false;
  for (size_t i = 0; i < tokens.size() && i < kWords; ++i) {
    const bool content = tokens[i].kind == WordClass::content;
    if (content && masked) continue;
    pattern.append(content ? "_" : tokens[i].lower) += ' ';
    masked = content;
  }
  return hash128(pattern).lo;
}

}  // namespace evenset
