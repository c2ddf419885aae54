// What can go wrong, and how it is told.
//
// A fault that stops the work is thrown as Error; `cli/main.cc` catches once.
// A fault in one row is data: a Problem in the account of the reading.
// No message ever holds the text of an example: it is somebody's private data.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace evenset {

enum class ErrorKind {
  usage,   // the call is wrong: unknown flag, unknown dimension
  input,   // a file's content cannot be used: a plan that contradicts itself
  io,      // the system refused: no such file, disk full, no permission
  remote,  // an endpoint failed
};

std::string_view name(ErrorKind kind);

// `message` names the place, the fault and the way out, in one line.
struct Error : std::runtime_error {
  Error(ErrorKind what_kind, const std::string& message, std::string in_file = {}, uint64_t at_line = 0)
      : std::runtime_error(message), kind(what_kind), file(std::move(in_file)), line(at_line) {}

  ErrorKind kind;
  std::string file;  // empty where no file is meant
  uint64_t line;     // from 1; 0 where no line is meant
};

// A row that could not be taken as it stood.
struct Problem {
  enum Action { repaired, rejected };

  std::string file;
  uint64_t line = 0;    // from 1
  uint64_t column = 0;  // from 1, in bytes; 0 where the whole row is meant
  std::string what;     // the fault, never the text
  Action action = rejected;
};

std::string_view name(Problem::Action action);

}  // namespace evenset
