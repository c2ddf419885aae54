// Arrow values as JSON text. For parquet.cc alone: no other file sees Arrow C++.
#pragma once

#include <arrow/api.h>
#include <arrow/util/base64.h>
#include <arrow/util/float16.h>
#include <arrow/util/key_value_metadata.h>
#include <arrow/visit_array_inline.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "text/json.h"
#include "text/utf8.h"

namespace evenset {

// Append value `i`: numbers, texts and truth values as JSON has them, binary as
// text or base64, nested values as lists and objects, all else as Arrow prints it.
inline void append_value(std::string& out, const arrow::Field& field, const arrow::Array& array, int64_t i);

// `arrow.json` holds JSON text, whether or not its extension type is known here.
inline bool holds_json(const arrow::Field& field) {
  if (field.type()->id() == arrow::Type::EXTENSION)
    return static_cast<const arrow::ExtensionType&>(*field.type()).extension_name() == "arrow.json";
  if (!field.metadata()) return false;
  auto name = field.metadata()->Get("ARROW:extension:name");
  return name.ok() && *name == "arrow.json";
}

inline void append_text(std::string& out, const arrow::Field& field, std::string_view text) {
  if (!holds_json(field) || !json_valid(text)) return append_json_string(out, text);
  size_t from = out.size();
  out += text;  // a row is one line
  std::replace_if(
      out.begin() + static_cast<ptrdiff_t>(from), out.end(), [](char c) { return c == '\n' || c == '\r'; },
      ' ');
}

inline void append_bytes(std::string& out, std::string_view bytes) {
  std::string ignored;
  bool text = append_well_formed(ignored, bytes) == std::string_view::npos;
  append_json_string(out, text ? std::string(bytes) : arrow::util::base64_encode(bytes));
}

template <class Number>
void append_number(std::string& out, Number number) {
  char digits[32];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  if constexpr (std::is_floating_point_v<Number>) {
    // JSON has no numbers for these; NaN is how pandas spells a missing value.
    if (std::isnan(number)) {
      out += "null";
      return;
    }
    if (std::isinf(number)) return append_json_string(out, number > 0 ? "Infinity" : "-Infinity");
    out.append(digits, end);
    if (std::none_of(digits, end, [](char c) { return c == '.' || c == 'e'; })) out += ".0";
  } else {
    out.append(digits, end);
  }
}

inline void append_items(std::string& out, const arrow::Field& field, const arrow::Array& items,
                         int64_t begin, int64_t count) {
  out += '[';
  for (int64_t at = begin; at < begin + count; ++at) {
    if (at > begin) out += ',';
    append_value(out, field, items, at);
  }
  out += ']';
}

inline void append_struct(std::string& out, const arrow::StructArray& structs, int64_t i) {
  out += '{';
  for (int k = 0; k < structs.num_fields(); ++k) {
    const arrow::Field& field = *structs.type()->field(k);
    if (k > 0) out += ',';
    append_json_string(out, field.name());
    out += ':';
    append_value(out, field, *structs.field(k), i);
  }
  out += '}';
}

// An object where the keys are texts, else a list of pairs.
inline void append_map(std::string& out, const arrow::MapArray& maps, int64_t i) {
  const auto& type = static_cast<const arrow::MapType&>(*maps.type());
  bool object = arrow::is_string(*type.key_type());
  out += object ? '{' : '[';
  int64_t begin = maps.value_offset(i), end = begin + maps.value_length(i);
  for (int64_t at = begin; at < end; ++at) {
    if (at > begin) out += ',';
    if (!object) out += '[';
    append_value(out, *type.key_field(), *maps.keys(), at);
    out += object ? ':' : ',';
    append_value(out, *type.item_field(), *maps.items(), at);
    if (!object) out += ']';
  }
  out += object ? '}' : ']';
}

template <class Type, class... Others>
constexpr bool is_any = (std::is_same_v<Type, Others> || ...);

// Appends value `i` of whatever array it is shown.
struct Appender {
  std::string& out;
  const arrow::Field& field;
  int64_t i;

  template <class Array>
  arrow::Status Visit(const Array& array) {
    using Type = typename Array::TypeClass;
    if constexpr (arrow::is_boolean_type<Type>::value) {
      out += array.Value(i) ? "true" : "false";
    } else if constexpr (arrow::is_half_float_type<Type>::value) {
      append_number(out, arrow::util::Float16::FromBits(array.Value(i)).ToFloat());
    } else if constexpr (arrow::is_number_type<Type>::value) {
      append_number(out, array.Value(i));
    } else if constexpr (is_any<Type, arrow::StringType, arrow::LargeStringType, arrow::StringViewType>) {
      append_text(out, field, array.GetView(i));
    } else if constexpr (is_any<Type, arrow::BinaryType, arrow::LargeBinaryType, arrow::BinaryViewType,
                                arrow::FixedSizeBinaryType>) {
      append_bytes(out, array.GetView(i));
    } else if constexpr (std::is_same_v<Type, arrow::MapType>) {
      append_map(out, array, i);
    } else if constexpr (arrow::is_list_like_type<Type>::value || arrow::is_list_view_type<Type>::value) {
      append_items(out, *array.type()->field(0), *array.values(), array.value_offset(i),
                   array.value_length(i));
    } else if constexpr (std::is_same_v<Type, arrow::StructType>) {
      append_struct(out, array, i);
    } else if constexpr (std::is_same_v<Type, arrow::DictionaryType>) {
      append_value(out, field, *array.dictionary(), array.GetValueIndex(i));
    } else {
      // Dates, times, decimals, intervals, unions: as Arrow prints them.
      ARROW_ASSIGN_OR_RAISE(auto scalar, array.GetScalar(i));
      append_json_string(out, scalar->ToString());
    }
    return arrow::Status::OK();
  }
  arrow::Status Visit(const arrow::ExtensionArray& array) {
    append_value(out, field, *array.storage(), i);
    return arrow::Status::OK();
  }
};

inline void append_value(std::string& out, const arrow::Field& field, const arrow::Array& array, int64_t i) {
  size_t from = out.size();
  Appender appender{out, field, i};
  if (!array.IsNull(i) && arrow::VisitArrayInline(array, &appender).ok()) return;
  out.resize(from);
  out += "null";
}

}  // namespace evenset
