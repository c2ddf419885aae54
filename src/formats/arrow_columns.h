// Records as Arrow columns. For parquet.cc alone: no other file sees Arrow C++.
#pragma once

#include <arrow/api.h>

#include <memory>
#include <string>

#include "evenset/format.h"

namespace evenset {

inline std::shared_ptr<arrow::DataType> column_type(const Member& member) {
  if (member.message.empty()) return arrow::utf8();
  if (member.message[0].empty()) return arrow::list(arrow::list(arrow::utf8()));
  arrow::FieldVector fields;
  for (std::string_view name : member.message)
    fields.push_back(arrow::field(std::string(name), arrow::utf8()));
  return arrow::list(arrow::struct_(fields));
}

inline std::shared_ptr<arrow::Schema> schema_of(const Form& form) {
  arrow::FieldVector fields;
  for (const Member& member : form.members)
    fields.push_back(arrow::field(std::string(member.name), column_type(member)));
  fields.push_back(arrow::field("extra", arrow::utf8()));
  return arrow::schema(fields);
}

inline arrow::Status append_text(arrow::StringBuilder& builder, const Record::Cell& cell, size_t i) {
  return cell.kinds[i] == Record::Cell::null_text ? builder.AppendNull() : builder.Append(cell.texts[i]);
}

inline arrow::Status append_messages(arrow::ListBuilder& list, const Member& member,
                                     const Record::Cell& cell) {
  ARROW_RETURN_NOT_OK(list.Append());
  auto* structs = dynamic_cast<arrow::StructBuilder*>(list.value_builder());
  auto* tuples = dynamic_cast<arrow::ListBuilder*>(list.value_builder());
  for (size_t i = 0; i < cell.texts.size(); ++i) {
    size_t part = i % member.message.size();
    if (part == 0) ARROW_RETURN_NOT_OK(structs ? structs->Append() : tuples->Append());
    auto* texts = structs ? structs->field_builder(static_cast<int>(part)) : tuples->value_builder();
    ARROW_RETURN_NOT_OK(append_text(static_cast<arrow::StringBuilder&>(*texts), cell, i));
  }
  return arrow::Status::OK();
}

// Append a record, then "extra", to the builders of its form's columns.
inline arrow::Status append_record(arrow::RecordBatchBuilder& builder, const Form& form,
                                   const Record& record) {
  for (size_t k = 0; k < form.members.size(); ++k) {
    const Record::Cell& cell = record.cells[k];
    arrow::ArrayBuilder* column = builder.GetField(static_cast<int>(k));
    if (cell.null)
      ARROW_RETURN_NOT_OK(column->AppendNull());
    else if (form.members[k].message.empty())
      ARROW_RETURN_NOT_OK(append_text(static_cast<arrow::StringBuilder&>(*column), cell, 0));
    else
      ARROW_RETURN_NOT_OK(append_messages(static_cast<arrow::ListBuilder&>(*column), form.members[k], cell));
  }
  auto* extra = builder.GetFieldAs<arrow::StringBuilder>(static_cast<int>(form.members.size()));
  return record.extra.empty() ? extra->AppendNull() : extra->Append(record.extra);
}

}  // namespace evenset
