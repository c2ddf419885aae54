// Talk: standard output for data, standard error for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "evenset/format.h"

namespace evenset {

// To standard output; a closed pipe is no error, a full disk is (Error{io}).
void print(std::string_view text);
// One line for people, to standard error.
void say(std::string_view line);

bool colour_wanted();   // stdout is a terminal and NO_COLOR is not set
bool unicode_wanted();  // the locale's character set is UTF-8, or output is no terminal
int page_width();       // of the terminal, 60..110; 96 where there is none

// One line on a terminal's standard error: what, count, rate, time left. Silent
// elsewhere and in the first half second.
class Progress {
 public:
  explicit Progress(std::string_view what);
  ~Progress();
  void show(uint64_t count, uint64_t done, uint64_t total);

 private:
  std::string what_;
  bool on_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point start_, last_;
};

// What the reading cost: repaired and rejected rows with their first places.
// Nothing where all is well.
void say_account(const Account& account);

}  // namespace evenset
