// Small JSON work that simdjson leaves to us: the exact place of a fault, the
// members of an object as they stand, and writing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenset {

// Append `text` (valid UTF-8) as a JSON string with its quotes.
void append_json_string(std::string& out, std::string_view text);

struct JsonFault {
  size_t at = 0;            // byte in the text
  std::string what;         // the fault; never a part of the text
  bool incomplete = false;  // the text ended before the value did
};

// Whether `text` is one JSON value, strictly (RFC 8259; UTF-8 is not checked),
// with nothing but white space around it. Depth is limited to 1,024.
bool json_valid(std::string_view text, JsonFault* fault = nullptr);

// Length of the one JSON value that `text` starts with (white space before it
// included); 0 and a fault where there is none.
size_t json_value_size(std::string_view text, JsonFault* fault = nullptr);

// Walk the members of a valid object's text, in order, as they stand:
//   JsonMembers members(text);
//   while (members.next()) use(members.key, members.value);
class JsonMembers {
 public:
  explicit JsonMembers(std::string_view object) : text_(object) {}
  bool next();
  std::string_view key;    // between the quotes, escapes as they stand
  std::string_view value;  // raw
  size_t begin = 0;        // of the key's quote, in the object's text
  size_t end = 0;          // behind the value

 private:
  std::string_view text_;
};

// The same for the elements of a valid array's text.
class JsonElements {
 public:
  explicit JsonElements(std::string_view array) : text_(array) {}
  bool next();
  std::string_view value;

 private:
  std::string_view text_;
  size_t end_ = 0;
};

// The first member of that name in a valid value's text, as it stands; "" where
// there is none or the value is no object.
std::string_view json_member(std::string_view object, std::string_view key);

// The same of members that stand without braces, as in Examples::extra.
std::string extra_member(std::string_view extra, std::string_view key);

// A string's text, any other value's JSON.
std::string text_of(std::string_view value);

// Append the text of a valid JSON string (quotes included in `raw`).
void append_unescaped(std::string& out, std::string_view raw);

}  // namespace evenset
