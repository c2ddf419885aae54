#include "dedup/rouge_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

#include "text/hash.h"
#include "text/normalise.h"
#include "text/words.h"

namespace evenset {
namespace {

constexpr UChar32 kKelvin = 0x212A, kDottedI = 0x130;

constexpr std::array<unsigned char, 128> kWordBytes = [] {
  std::array<unsigned char, 128> table{};
  for (unsigned char c = 0; c < 128; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool counts = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    table[c] = counts ? static_cast<unsigned char>(upper ? c + 32 : c) : 0;
  }
  return table;
}();

// The word that is being read: FNV-1a of its signs.
class Word {
 public:
  explicit Word(std::vector<uint64_t>& out) : out_(out) {}
  void add(uint32_t sign) {
    hash_ = (hash_ ^ sign) * kFnvPrime;
    open_ = true;
  }
  void close() {
    if (open_) out_.push_back(mix64(hash_));
    hash_ = kFnvStart;
    open_ = false;
  }

 private:
  std::vector<uint64_t>& out_;
  uint64_t hash_ = kFnvStart;
  bool open_ = false;
};

// A sign beyond ASCII, as the package takes it.
void add_as_package(Word& word, UChar32 c) {
  if (c == kKelvin) return word.add('k');
  if (c == kDottedI) word.add('i');
  word.close();
}

void add_of_any_script(Word& word, UChar32 c) {
  const bool counts = c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
  if (!counts || is_unspaced(c)) word.close();
  if (counts) word.add(static_cast<uint32_t>(c));
  if (counts && is_unspaced(c)) word.close();
}

}  // namespace

void append_rouge_words(std::vector<uint64_t>& out, std::string_view given, bool unicode) {
  // Composed, case-folded letters.
  const std::string folded = unicode ? normalised(given) : std::string();
  const std::string_view text = unicode ? std::string_view(folded) : given;
  Word word(out);
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  for (size_t at = 0; at < text.size();) {
    if (bytes[at] < 0x80) {
      const unsigned char byte = kWordBytes[bytes[at++]];
      if (byte != 0)
        word.add(byte);
      else
        word.close();
      continue;
    }
    UChar32 c;
    U8_NEXT(bytes, at, text.size(), c);
    if (unicode)
      add_of_any_script(word, c);
    else
      add_as_package(word, c);
  }
  word.close();
}

}  // namespace evenset
