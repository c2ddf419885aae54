// The one data model: examples are a table of columns.
//
//   Examples batch;
//   while (reader.next(batch)) { annotate(batch, plan); … }
//
// Stages read the table and add columns; none of them copies it. A choice of
// examples (kept, selected, held out) is Rows. Columns are laid out as Arrow
// lays them out, so that they leave without a copy.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenset {

// A column of texts: one byte buffer and n+1 offsets (Arrow large_utf8).
class Strings {
 public:
  size_t size() const { return offsets_.size() - 1; }
  size_t byte_count() const { return bytes_.size(); }
  std::string_view operator[](size_t i) const {
    return {bytes_.data() + offsets_[i], static_cast<size_t>(offsets_[i + 1] - offsets_[i])};
  }
  void push_back(std::string_view text) {
    bytes_.append(text);
    close();
  }
  // Build a text in place: append to it, then close it. `open` is what was
  // appended since the last close.
  std::string& buffer() { return bytes_; }
  size_t open_size() const { return bytes_.size() - static_cast<size_t>(offsets_.back()); }
  void close() { offsets_.push_back(static_cast<int64_t>(bytes_.size())); }
  // Forget all from text `count` on.
  void truncate(size_t count) {
    offsets_.resize(count + 1);
    bytes_.resize(static_cast<size_t>(offsets_.back()));
  }
  void clear() { truncate(0); }
  const std::string& bytes() const { return bytes_; }
  const std::vector<int64_t>& offsets() const { return offsets_; }

 private:
  std::string bytes_;
  std::vector<int64_t> offsets_{0};
};

// Who speaks. `function_call` is an assistant's call written as a turn of its
// own (ShareGPT); OpenAI's `tool_calls` stay in the assistant turn's `more`.
enum class Role : uint8_t { system, developer, user, assistant, function_call, tool };

std::string_view name(Role role);

// The messages of all examples, one after the other.
struct Turns {
  std::vector<Role> role;
  Strings text;                    // content as plain text; text parts joined by a line break
  Strings more;                    // the message's other members as they were: `"name":"x","weight":0`
  std::vector<int64_t> starts{0};  // example i has turns starts[i] … starts[i+1]-1

  size_t begin(size_t example) const { return static_cast<size_t>(starts[example]); }
  size_t end(size_t example) const { return static_cast<size_t>(starts[example + 1]); }
};

// The form a row came in. Recognised per row by its keys.
enum class Shape : uint8_t {
  alpaca,             // instruction, input, output [, system, history]
  sharegpt,           // conversations [{from, value}]
  openai,             // messages [{role, content}] [, tools]
  prompt_completion,  // prompt, completion
  preference,         // prompt, chosen, rejected
  question_answer,    // question, answer
  query_response,     // query, response [, history]
  input_output,       // input, output
};

std::string_view name(Shape shape);

// How a label is known; a stronger source is never overwritten by a weaker one.
enum class Source : uint8_t { none, rule, model, llm, given, human };

std::string_view name(Source source);

// One dimension's labels, one entry a row.
struct Labels {
  std::vector<int16_t> value;  // index into the dimension's values; -1: unknown
  std::vector<Source> source;
  std::vector<float> confidence;  // 0..1
};

// Numbers of one row that dimensions are cut from.
struct Measures {
  std::vector<uint32_t> input_words, response_words;  // codebook §8
  std::vector<uint32_t> turns;                        // user turns
};

struct Examples {
  Turns turns;
  // Where the instruction ends inside the last user turn: alpaca's `input`
  // follows it after one line break. -1: the whole turn is the question.
  std::vector<int64_t> instruction_size;
  std::vector<Shape> shape;
  Strings raw;    // the row as one JSON object, byte for byte as read (or as repaired)
  Strings id;     // the member "id" as JSON text, "" where there is none
  Strings extra;  // members no shape knows, as they were: `"source":"faq","n":1`
  Strings given;  // the row's own member "evenset" as JSON text, "" where there is none

  // Where the row came from.
  std::vector<uint32_t> file;  // index into Reader::files()
  std::vector<uint64_t> line;  // from 1; the record's number in formats without lines
  std::vector<uint64_t> row;   // number over all inputs, from 1, rejected rows included

  std::vector<Labels> labels;  // one per dimension of the plan, in its order
  Measures measures;

  size_t size() const { return shape.size(); }
  void clear();

  // The last user turn and the last assistant turn; "" where there is none.
  // A response is only what follows the question.
  std::string_view question(size_t i) const;
  std::string_view instruction(size_t i) const;
  std::string_view response(size_t i) const;
};

// A choice of examples: ascending numbers.
using Rows = std::vector<uint64_t>;

}  // namespace evenset
