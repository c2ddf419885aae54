// Markdown by md4c: its calls, block by block, to a page.
#include <md4c.h>

#include <string>

#include "documents/page_builder.h"

namespace evenset {
namespace {

class Blocks {
 public:
  explicit Blocks(PageBuilder& page) : page_(page) {}

  void enter(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_LI:
        end_block();
        mark_ = "- ";
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        line_ += "| ";
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        end_block();
        verbatim_ = true;
        break;
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_TR:
        end_block();
        break;
      default:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_H:
        page_.heading(static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level), line_);
        line_.clear();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        line_ += ' ';
        break;
      case MD_BLOCK_TR:
        line_ += '|';
        end_block();
        break;
      case MD_BLOCK_CODE:
        page_.code(raw_);
        end_verbatim();
        break;
      case MD_BLOCK_HTML:
        read_html(raw_, page_);
        end_verbatim();
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_P:
        end_block();
        break;
      default:
        break;
    }
  }

  void span(MD_SPANTYPE type, bool enters) {
    if (type == MD_SPAN_IMG) images_ += enters ? 1 : -1;
    if (type == MD_SPAN_CODE && images_ == 0) line_ += '`';
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (verbatim_) {
      raw_ += text;
    } else if (images_ == 0) {
      if (type == MD_TEXT_ENTITY)
        append_entity(line_, text);
      else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || type == MD_TEXT_NULLCHAR)
        line_ += ' ';
      else if (type == MD_TEXT_HTML)
        line_ += text.starts_with("<br") ? " " : "";
      else
        line_ += text;
    }
  }

 private:
  void end_block() {
    if (!line_.empty()) {
      page_.block(line_, mark_);
      mark_ = {};
    }
    line_.clear();
  }
  void end_verbatim() {
    raw_.clear();
    verbatim_ = false;
  }

  PageBuilder& page_;
  std::string line_, raw_;  // the open block's text; code or HTML
  std::string_view mark_;
  bool verbatim_ = false;
  int images_ = 0;
};

Blocks& blocks(void* data) { return *static_cast<Blocks*>(data); }

}  // namespace

void read_markdown(std::string_view text, PageBuilder& page) {
  MD_PARSER calls{};
  calls.flags = MD_FLAG_COLLAPSEWHITESPACE | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  calls.enter_block = [](MD_BLOCKTYPE type, void*, void* data) { return blocks(data).enter(type), 0; };
  calls.leave_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
    return blocks(data).leave(type, detail), 0;
  };
  calls.enter_span = [](MD_SPANTYPE type, void*, void* data) { return blocks(data).span(type, true), 0; };
  calls.leave_span = [](MD_SPANTYPE type, void*, void* data) { return blocks(data).span(type, false), 0; };
  calls.text = [](MD_TEXTTYPE type, const MD_CHAR* at, MD_SIZE size, void* data) {
    return blocks(data).text(type, {at, size}), 0;
  };
  Blocks target(page);
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &calls, &target);
}

}  // namespace evenset
