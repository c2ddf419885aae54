// What the readers of all formats build: a page from blocks in order.
#pragma once

#include <string>
#include <string_view>

#include "evenset/documents.h"

namespace evenset {

class PageBuilder {
 public:
  explicit PageBuilder(std::string path) { page_.path = std::move(path); }

  void set_title(std::string_view title);
  // Start a passage. Levels run from 1; text beyond 300 bytes is cut.
  void heading(int level, std::string_view text);
  // A paragraph, or with a mark ("- ") another block. Blanks are collapsed; what
  // is empty, or a sign of layout only (":::", "[!NOTE]"), goes.
  void block(std::string_view text, std::string_view mark = {});
  void code(std::string_view text);
  Page finish();

 private:
  Passage& open_passage();

  Page page_;
  std::vector<std::pair<int, std::string>> outline_;
  bool open_ = false;
};

// Append `text` with runs of blanks (no-break spaces too) as one space.
void append_collapsed(std::string& out, std::string_view text);

// Append the character that an entity ("&amp;", "&#233;") stands for; a space
// for names that are not known.
void append_entity(std::string& out, std::string_view entity);

// The readers. Any bytes that are valid UTF-8 will do; linear in time.
void read_markdown(std::string_view text, PageBuilder& page);
void read_html(std::string_view text, PageBuilder& page);
void read_plain(std::string_view text, PageBuilder& page);

// Cut the YAML front matter off the text and return its title, "" where none is.
std::string cut_front_matter(std::string_view& text);

}  // namespace evenset
