// A text as patterns read it: one sentence a line, lower-cased, without code.
#pragma once

#include <string>
#include <string_view>

namespace evenset {

struct Prose {
  // "\n" before every sentence and at the end; blanks, quotes, apostrophes and
  // dashes in their ASCII forms; fenced code left out.
  std::string text;
  size_t sentences = 0;
  size_t questions = 0;       // of these, ending in a question mark
  bool ends_asking = false;   // the last sentence is one
  bool has_fence = false;     // there was fenced code
  size_t question_bytes = 0;  // bytes of `text` in asking sentences

  // Replace all by the prose of `raw`. With `skip_greeting`, openings such as
  // "Hi," and "So," are left out, so that a sentence starts with its form.
  void read(std::string_view raw, bool skip_greeting);

 private:
  void end_sentence();
  void read_blank(char blank);
};

// The whole text, or its first `head` and last `tail` bytes where it is longer;
// never cut inside a character. `joined` holds them.
std::string_view ends_of(std::string_view text, size_t head, size_t tail, std::string& joined);

}  // namespace evenset
