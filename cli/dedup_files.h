// What evenset dedup writes: the kept rows, why others went, who is near to whom,
// which ask the same.
#pragma once

#include <memory>
#include <vector>

#include "cli/arguments.h"
#include "evenset/dedup.h"
#include "evenset/neighbours.h"
#include "evenset/variations.h"
#include "formats/container.h"

namespace evenset {

class DedupFiles {
 public:
  // Opens what is asked for; nothing appears before all of it is written. Throws
  // Error{usage} where two outputs are one file, one is an input, or more than one is
  // standard output. With --dry-run there are none.
  DedupFiles(const Arguments& arguments, const DedupOptions& options);

  // Rows of the first reading.
  void read(const Examples& batch);
  // Read the inputs again and write. `others`: the files of the other set.
  void write(const Deduped& result, const std::vector<std::string>& others);

 private:
  void write_neighbours();
  void write_variations();
  void write_rows(const Deduped& result, const std::vector<std::string>& others);

  const Arguments& arguments_;
  const DedupOptions& options_;
  std::unique_ptr<ByteSink> kept_, removed_, neighbours_, variations_;  // null: not asked for
  NeighbourSearch search_;
  std::vector<uint64_t> rows_;  // of search_
  Variations groups_;
};

}  // namespace evenset
