// Labels that were paid for, in a file: one line of JSON each, only ever added to.
//
//   {"key":"<SHA-256>","labels":{"tone":["mixed",0.93],…}}
//
// A key stands for the row, the definitions, the prompt and the model, so that
// an entry is never out of date. Several processes may add at a time: a line is
// written at once, under a lock. What a crash cut short, and what is no such
// line, is passed over and counted.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "llm/prompt.h"

namespace evenset {

class LabelCache {
 public:
  // `file` "": in memory only. Throws Error{io}.
  LabelCache(const std::string& file, const std::vector<Asked>& dimensions);
  ~LabelCache();
  LabelCache(const LabelCache&) = delete;
  LabelCache& operator=(const LabelCache&) = delete;

  // One label per asked dimension; null where the key is not known.
  const std::vector<Label>* find(const std::string& key) const;
  // False where the file could not be written; the labels are kept in memory.
  bool add(const std::string& key, const std::vector<Label>& labels);

  uint64_t garbage() const { return garbage_; }
  const std::string& fault() const { return fault_; }

 private:
  void read();
  bool read_line(const std::string& line);
  bool write(std::string line);

  std::string file_, fault_;
  const std::vector<Asked>& dimensions_;
  int descriptor_ = -1;
  uint64_t garbage_ = 0;
  std::unordered_map<std::string, std::vector<Label>> labels_;
};

}  // namespace evenset
