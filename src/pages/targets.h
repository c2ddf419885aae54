// The terminal page's table of targets.
#pragma once

#include <string>
#include <string_view>

#include "evenset/audit.h"
#include "pages/text.h"

namespace evenset {

enum class Paint { plain, bold, faint, good, bad, open };
Paint paint_of(Verdict verdict);

struct PageStyle {
  bool colour = false;
  size_t width = 80;
  const Glyphs& glyphs;

  std::string painted(std::string_view text, Paint paint) const;
  std::string_view glyph(Verdict verdict) const;
};

std::string target_table(const Audit& audit, const PageStyle& style);

}  // namespace evenset
