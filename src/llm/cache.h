// Labels that were paid for, in a file: one line of JSON each, only ever added to.
//
//   {"key":"<SHA-256>","labels":{"tone":["mixed",0.93],…}}
//
// A key stands for the row, the definitions, the prompt and the model, so that
// an entry is never out of date. What is no such line is passed over and counted.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "llm/cache_file.h"
#include "llm/prompt.h"

namespace evenset {

class LabelCache {
 public:
  // `file` "": in memory only. Throws Error{io}.
  LabelCache(const std::string& file, const std::vector<Asked>& dimensions);

  // One label per asked dimension; null where the key is not known.
  const std::vector<Label>* find(const std::string& key) const;
  // False where the file could not be written; the labels are kept in memory.
  bool add(const std::string& key, const std::vector<Label>& labels);

  uint64_t garbage() const { return file_.garbage(); }
  const std::string& fault() const { return file_.fault(); }

 private:
  bool read_line(const std::string& line);

  const std::vector<Asked>& dimensions_;
  CacheFile file_;
  std::unordered_map<std::string, std::vector<Label>> labels_;
};

}  // namespace evenset
