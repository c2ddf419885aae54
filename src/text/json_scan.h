// The next byte that means something in JSON text: 16 bytes at a time where the
// processor has SSE2 (every x86-64), else one by one.
#pragma once

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstddef>
#include <string_view>

namespace evenset {

// What may not stand as it is inside a string: a quote, a backslash, a control
// character.
struct StringStop {
  static bool is(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }
#ifdef __SSE2__
  static __m128i is(__m128i bytes) {
    __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    return _mm_or_si128(_mm_or_si128(quote, slash), control);
  }
#endif
};

// What opens or closes outside of strings: a quote, a bracket, a brace.
struct BracketStop {
  static bool is(char c) { return c == '"' || (c | 0x20) == '{' || (c | 0x20) == '}'; }
#ifdef __SSE2__
  static __m128i is(__m128i bytes) {
    // A bracket differs from its brace in this bit alone.
    __m128i brace = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i open = _mm_cmpeq_epi8(brace, _mm_set1_epi8('{'));
    __m128i close = _mm_cmpeq_epi8(brace, _mm_set1_epi8('}'));
    return _mm_or_si128(_mm_or_si128(open, close), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
  }
#endif
};

// The place of the first such byte from `at` on, text.size() where there is none.
template <class Stop>
size_t find_stop(std::string_view text, size_t at) {
#ifdef __SSE2__
  for (; at + 16 <= text.size(); at += 16) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    auto stops = static_cast<unsigned>(_mm_movemask_epi8(Stop::is(bytes)));
    if (stops != 0) return at + static_cast<size_t>(std::countr_zero(stops));
  }
#endif
  while (at < text.size() && !Stop::is(text[at])) ++at;
  return at;
}

}  // namespace evenset
