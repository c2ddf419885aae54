// Any bytes as a file of kept texts: refused as an Error, or an index that answers.
#include "evenset/novelty.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "evenset/error.h"

using namespace evenset;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int file = memfd_create("novelty", 0);
  if (file < 0 || write(file, data, size) != static_cast<ssize_t>(size)) return close(file), 0;
  try {
    NoveltyIndex index = NoveltyIndex::load("/proc/self/fd/" + std::to_string(file));
    index.nearest("how do i reset my password");
    index.add("how do i reset my password", 7);
    index.remove(1);
  } catch (const Error&) {
  }
  close(file);
  return 0;
}
