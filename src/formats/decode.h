// Text encodings: everything becomes UTF-8 before it is cut into rows.
#pragma once

#include <memory>
#include <string>

#include "formats/container.h"

namespace evenset {

// Up to `size` first bytes, and the stream as if they had not been read.
std::string take_first(ByteSource& bytes, size_t size);
std::unique_ptr<ByteSource> put_back(std::string first, std::unique_ptr<ByteSource> rest);

// The bytes as UTF-8: a byte order mark is dropped; UTF-16 and UTF-32, known by
// their mark or by the zeros of their first character, are converted (`encoding`
// then holds the name, else ""). Invalid UTF-8 is left to the row's repair.
std::unique_ptr<ByteSource> to_utf8(std::unique_ptr<ByteSource> bytes, std::string& encoding);

}  // namespace evenset
