// Any bytes as a document of each format: a page of valid UTF-8 that is no
// larger than a few times the input, and statements that point into it.
#include "evenset/documents.h"

#include <cstdlib>

#include "text/utf8.h"

using namespace evenset;

namespace {

void require_well_formed(const std::string& text, size_t& total) {
  std::string copy;
  if (append_well_formed(copy, text) != std::string::npos) std::abort();
  total += text.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  for (const char* path : {"a/setup.md", "a.html", "a.rst"}) {
    Documents documents;
    documents.pages.push_back(
        read_page(path, {reinterpret_cast<const char*>(data), size}, documents.problems));
    size_t total = 0;
    for (const Passage& passage : documents.pages[0].passages) {
      require_well_formed(passage.text, total);
      require_well_formed(passage.code, total);
    }
    if (total > 6 * size + 100) std::abort();
    const CompanyKnowledge knowledge(documents);
    for (const Statement& said : knowledge.statements())
      if (said.page != 0 || said.passage >= documents.pages[0].passages.size() || said.thing.empty())
        std::abort();
  }
  return 0;
}
