// For tests: a file that goes with its object.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace evenset {

struct TemporaryFile {
  std::string name = testing::TempDir() + "evenset-file-" + std::to_string(getpid());
  TemporaryFile() { std::remove(name.c_str()); }
  ~TemporaryFile() { std::remove(name.c_str()); }
  void append(const std::string& text) const { std::ofstream(name, std::ios::app) << text; }
  std::string text() const {
    std::string out;
    std::getline(std::ifstream(name), out, '\0');
    return out;
  }
};

}  // namespace evenset
