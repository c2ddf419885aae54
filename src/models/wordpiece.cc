// The vocabulary is a trie over bytes, its edges in one hash table: a word is
// walked once per piece. Pieces are well-formed UTF-8, so a match ends between
// characters.
#include "models/wordpiece.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <string>

#include "evenset/error.h"
#include "text/utf8.h"

namespace evenset {
namespace {

constexpr size_t kMaxWord = 100;  // characters; a longer word is unknown

bool is_cjk(UChar32 c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
         (c >= 0x2A700 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

bool is_ascii_sign(UChar32 c) {
  return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
}

bool is_punctuation(UChar32 c) { return c < 0x80 ? is_ascii_sign(c) : u_ispunct(c); }

// Control, format, unassigned and such (general category C) and ill-formed bytes.
bool is_dropped(UChar32 c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  return c < 0 || c == 0xFFFD || (U_GET_GC_MASK(c) & U_GC_C_MASK) != 0;
}

}  // namespace

struct WordPiece::Scratch {
  std::string word;      // between two spaces, cleaned
  std::string part;      // of it, between two signs
  bool is_ascii = true;  // all of `word`
  icu::UnicodeString decomposed;
};

// Where the edge of this key is, or would be.
size_t WordPiece::slot(uint32_t key) const {
  size_t at = key * size_t{2654435761} >> 7 & (edges_.size() - 1);
  while (edges_[at].key != 0 && edges_[at].key != key) at = (at + 1) & (edges_.size() - 1);
  return at;
}

uint32_t WordPiece::step(uint32_t node, char byte) const {
  return edges_[slot((node << 8 | static_cast<unsigned char>(byte)) + 1)].to;
}

void WordPiece::insert(std::string_view piece, int32_t id) {
  uint32_t node = 0;
  for (const char byte : piece) {
    const uint32_t key = (node << 8 | static_cast<unsigned char>(byte)) + 1;
    Edge& edge = edges_[slot(key)];
    if (edge.key == 0) {
      edge = {key, static_cast<uint32_t>(id_.size())};
      id_.push_back(-1);
    }
    node = edge.to;
  }
  if (id_[node] >= 0) throw Error(ErrorKind::input, "vocabulary: a piece is there twice; fetch it again");
  id_[node] = id;
}

WordPiece::WordPiece(std::string_view vocabulary) : id_{-1} {
  if (vocabulary.size() > (size_t{1} << 23))  // nodes have 24 bits
    throw Error(ErrorKind::input, "vocabulary: more than 8 MB; give one token a line");
  size_t slots = 1024;
  while (slots < 2 * vocabulary.size()) slots *= 2;  // no more nodes than bytes: at most half full
  edges_.resize(slots);
  while (!vocabulary.empty()) {
    const size_t end = vocabulary.find('\n');
    const std::string_view piece = vocabulary.substr(0, end);
    vocabulary = end == std::string_view::npos ? std::string_view() : vocabulary.substr(end + 1);
    const auto id = static_cast<int32_t>(size_++);
    insert(piece, id);
    if (piece == "[UNK]") unknown_ = id;
    if (piece == "[CLS]") cls_ = id;
    if (piece == "[SEP]") sep_ = id;
  }
  if (unknown_ < 0 || cls_ < 0 || sep_ < 0)
    throw Error(ErrorKind::input, "vocabulary: [UNK], [CLS] or [SEP] is missing; give BERT's vocab.txt");
  inside_ = step(step(0, '#'), '#');
}

void WordPiece::append_word(std::vector<int32_t>& ids, std::string_view word) const {
  if (word.empty()) return;
  const size_t before = ids.size();
  size_t characters = 0;
  for (const char byte : word) characters += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  size_t begin = characters > kMaxWord ? std::string_view::npos : 0;
  while (begin < word.size()) {
    int32_t longest = -1;
    size_t end = begin;
    uint32_t node = begin == 0 ? 0 : inside_;
    for (size_t i = begin; i < word.size() && (node = step(node, word[i])) != 0; ++i) {
      if (id_[node] < 0) continue;
      longest = id_[node];
      end = i + 1;
    }
    if (longest < 0) {
      begin = std::string_view::npos;
      break;
    }
    ids.push_back(longest);
    begin = end;
  }
  if (begin != std::string_view::npos) return;
  ids.resize(before);
  ids.push_back(unknown_);
}

void WordPiece::append_ascii(std::vector<int32_t>& ids, std::string_view word, Scratch& scratch) const {
  std::string& part = scratch.part;
  part.clear();
  for (const char c : word) {
    if (!is_ascii_sign(c)) {
      part += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      continue;
    }
    append_word(ids, part);
    append_word(ids, {&c, 1});
    part.clear();
  }
  append_word(ids, part);
}

void WordPiece::append_unicode(std::vector<int32_t>& ids, std::string_view word, Scratch& scratch) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
  const auto text = icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  form->normalize(text, scratch.decomposed, status);
  if (U_FAILURE(status)) return ids.push_back(unknown_);  // out of memory, nothing else
  std::string& part = scratch.part;
  part.clear();
  const icu::UnicodeString& units = scratch.decomposed;
  for (int32_t i = 0; i < units.length();) {
    UChar32 c = units.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    c = u_tolower(c);
    const bool sign = is_punctuation(c);
    if (sign) append_word(ids, part);
    if (sign) part.clear();
    append_utf8(part, static_cast<uint32_t>(c));
    if (sign) append_word(ids, part);
    if (sign) part.clear();
  }
  append_word(ids, part);
}

void WordPiece::close_word(std::vector<int32_t>& ids, Scratch& scratch) const {
  if (scratch.is_ascii) append_ascii(ids, scratch.word, scratch);
  if (!scratch.is_ascii) append_unicode(ids, scratch.word, scratch);
  scratch.word.clear();
  scratch.is_ascii = true;
}

void WordPiece::append(std::vector<int32_t>& ids, std::string_view text) const {
  Scratch scratch;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  for (size_t i = 0; i < text.size();) {
    const size_t begin = i;
    UChar32 c;
    U8_NEXT(bytes, i, text.size(), c);
    if (c > ' ' && c < 0x7F) {
      scratch.word += static_cast<char>(c);
      continue;
    }
    if (is_dropped(c)) continue;
    const bool space = u_isUWhiteSpace(c), apart = is_cjk(c);
    if (space || apart) close_word(ids, scratch);
    if (space) continue;
    scratch.word.append(text.substr(begin, i - begin));
    scratch.is_ascii = false;
    if (apart) close_word(ids, scratch);
  }
  close_word(ids, scratch);
}

}  // namespace evenset
