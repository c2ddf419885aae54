// Values as bytes, for hashes and files.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace evenset {

static_assert(std::endian::native == std::endian::little, "what is hashed and kept is little-endian");

// Append the bytes of a value, as the machine has them.
template <class T>
void append_raw(std::string& out, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// Append a text behind its size, so that texts cannot run into each other.
inline void append_sized(std::string& out, std::string_view text) {
  append_raw(out, uint64_t{text.size()});
  out += text;
}

}  // namespace evenset
