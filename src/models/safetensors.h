// Model weights: a safetensors file, checked whole before anything is read.
//
// Layout (huggingface/safetensors): eight bytes of header length, little-endian;
// a JSON object of names {dtype, shape, data_offsets} and "__metadata__"; the
// data. Ours hold in the metadata "evenset" (what the file is), "version" and
// "crc32" (of the data, eight hexadecimal digits).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

class Tensors {
 public:
  using Shape = std::vector<size_t>;

  // Map a file. Throws Error{io} where it cannot be read, Error{input} where it
  // is no sound file of `kind`. Cost: one pass over the data, a millisecond a
  // megabyte or less.
  static Tensors open(const std::string& path, std::string_view kind);
  // The same of bytes that outlive all copies; `name` stands in messages.
  static Tensors of(std::string_view bytes, std::string name, std::string_view kind);

  bool has(std::string_view tensor) const;
  // Throws Error{input} where the tensor is missing.
  const Shape& shape(std::string_view tensor) const;
  // Views into the file. Throws Error{input} unless the tensor is I8 of this shape.
  std::span<const int8_t> bytes(std::string_view tensor, const Shape& shape) const;
  // A copy, for the file need not be aligned. Throws Error{input} unless the
  // tensor is F32 of this shape and finite.
  std::vector<float> floats(std::string_view tensor, const Shape& shape) const;

  // "" where there is none.
  std::string_view metadata(std::string_view key) const;
  const std::map<std::string, std::string, std::less<>>& metadata() const { return metadata_; }

  // Throw Error{input}: "<name>: <fault>; <way out>".
  [[noreturn]] void fail(const std::string& fault) const;

 private:
  struct Tensor {
    std::string type;
    Shape shape;
    std::string_view data;
  };

  Tensors() = default;
  void read(std::string_view bytes, std::string_view kind);
  void read_metadata(std::string_view header);
  void read_tensors(std::string_view header, std::string_view data);
  void check_metadata(std::string_view data, std::string_view kind) const;
  const Tensor& tensor(std::string_view name, std::string_view type, const Shape& shape) const;

  std::string name_;
  std::shared_ptr<const void> mapping_;  // keeps the file's bytes
  std::map<std::string, Tensor, std::less<>> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

}  // namespace evenset
