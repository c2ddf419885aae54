#include "text/prose.h"

#include <algorithm>

#include "text/words.h"

namespace evenset {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= 9 && c <= 13); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// ASCII for the three-byte signs U+2010 … U+201F and U+2026; 0 for others.
char plain_sign(unsigned char last) {
  if (last >= 0x90 && last <= 0x95) return '-';
  if (last == 0x98 || last == 0x99 || last == 0x9B) return '\'';
  if (last >= 0x9C && last <= 0x9F) return '"';
  if (last == 0xA6) return '.';
  return 0;
}

// A full stop that ends no sentence.
bool is_abbreviation(std::string_view line) {
  static constexpr std::string_view kWords[] = {"e.g", "i.e", "vs",  "etc", "approx", "no",  "mr", "mrs",
                                                "dr",  "inc", "ltd", "a.m", "p.m",    "min", "max"};
  const size_t blank = line.find_last_of(" \n(");
  const std::string_view word = blank == std::string_view::npos ? line : line.substr(blank + 1);
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

template <size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Behind the word at `at` and the commas and blanks that follow it, if the
// word, lower-cased, is one of `words`; else `at`.
template <size_t N>
size_t after_word(std::string_view text, size_t at, const std::string_view (&words)[N]) {
  std::string word;
  size_t end = at;
  while (end < text.size() && word.size() < 12 && lower(text[end]) >= 'a' && lower(text[end]) <= 'z')
    word += lower(text[end++]);
  auto parts = [](char c) { return is_blank(c) || c == ',' || c == '!' || c == ':' || c == '.'; };
  if (!is_one_of(word, words) || end == text.size() || !parts(text[end])) return at;
  while (end < text.size() && (parts(text[end]) || text[end] == '-')) ++end;
  return end;
}

// Where the sentence that starts at `at` starts without its openings.
size_t after_opening(std::string_view text, size_t at) {
  static constexpr std::string_view kGreetings[] = {"hi", "hello", "hey", "dear", "yo", "good", "quick"};
  static constexpr std::string_view kGreeted[] = {"there",     "team",    "folks",   "everyone",
                                                  "guys",      "all",     "support", "morning",
                                                  "afternoon", "evening", "question"};
  static constexpr std::string_view kLinks[] = {"ok",  "okay", "so", "and", "also", "well", "please",
                                                "pls", "plz",  "um", "uh",  "hmm",  "btw",  "then"};
  const size_t greeted = after_word(text, at, kGreetings);
  if (greeted != at) {
    const size_t whom = after_word(text, greeted, kGreeted);
    const char first = lower(text[at]);
    // "Good" and "quick" open nothing by themselves.
    if (whom != greeted || (first != 'g' && first != 'q')) at = whom;
  }
  for (int links = 0; links < 3; ++links) at = after_word(text, at, kLinks);
  return at;
}

// Behind the fence that starts at `at`: its closing line, or the end.
size_t after_fence(std::string_view text, size_t at) {
  const size_t close = text.find("```", at + 3);
  return close == std::string_view::npos ? text.size() : close + 3;
}

// Append a run without blanks, lower-cased, with ASCII signs.
void append_plain(std::string& out, std::string_view run) {
  if (run.find('\xE2') == std::string_view::npos) {
    append_lower(out, run);
    return;
  }
  for (size_t at = 0; at < run.size();) {
    const bool sign = run.substr(at, 2) == "\xE2\x80" && at + 2 < run.size();
    const char plain = sign ? plain_sign(static_cast<unsigned char>(run[at + 2])) : '\0';
    out += plain != 0 ? plain : lower(run[at]);
    at += plain != 0 ? 3 : 1;
  }
}

// Where the run of non-blanks that starts at `at` ends: before a fence, too.
size_t run_end(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && !is_blank(text[end])) {
    if (text[end] == '`' && end > at && text.substr(end, 3) == "```") break;
    ++end;
  }
  return end;
}

}  // namespace

void Prose::end_sentence() {
  while (text.back() == ' ') text.pop_back();
  if (text.back() == '\n') return;
  const size_t start = text.find_last_of('\n') + 1;
  const size_t mark = text.find_last_not_of("\"')*_ ");
  ends_asking = mark != std::string::npos && mark >= start && text[mark] == '?';
  ++sentences;
  questions += ends_asking;
  if (ends_asking) question_bytes += text.size() - start;
  text += '\n';
}

void Prose::read_blank(char blank) {
  const char before = text.back();
  const bool stop = before == '?' || before == '!' ||
                    (before == '.' && !is_abbreviation(std::string_view(text).substr(0, text.size() - 1)));
  if (blank == '\n' || stop)
    end_sentence();
  else if (before != ' ' && before != '\n')
    text += ' ';
}

void Prose::read(std::string_view raw, bool skip_greeting) {
  text.reserve(raw.size() + 2);
  text.assign(1, '\n');
  sentences = questions = question_bytes = 0;
  ends_asking = has_fence = false;
  for (size_t at = 0; at < raw.size();) {
    if (is_blank(raw[at])) {
      read_blank(raw[at++]);
      continue;
    }
    if (raw.substr(at, 3) == "```") {
      has_fence = true;
      at = after_fence(raw, at);
      end_sentence();
      continue;
    }
    if (skip_greeting && text.back() == '\n') {
      const size_t next = after_opening(raw, at);
      if (next != at && next < raw.size()) {
        at = next;
        continue;
      }
    }
    const size_t end = run_end(raw, at);
    append_plain(text, raw.substr(at, end - at));
    at = end;
  }
  end_sentence();
}

std::string_view ends_of(std::string_view text, size_t head, size_t tail, std::string& joined) {
  if (text.size() <= head + tail) return text;
  auto inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (head > 0 && inside(text[head])) --head;
  size_t from = text.size() - tail;
  while (from < text.size() && inside(text[from])) ++from;
  joined.assign(text.substr(0, head));
  joined += '\n';
  joined += text.substr(from);
  return joined;
}

}  // namespace evenset
