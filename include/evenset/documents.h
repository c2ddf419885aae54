// The company's own documents: what they hold, and what labels learn from it.
//
//   Documents documents = read_documents("docs/");
//   CompanyKnowledge knowledge(documents);
//   if (knowledge.knows("mossline")) …                    // no typing slip
//   Refined r = knowledge.refine(negative, row, label);   // r.why: "" where nothing changed
//
// Everything is found by rules over the text, the same for the same files on
// every machine; docs/documents.md gives the precision that was measured.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/dimension.h"
#include "evenset/error.h"

namespace evenset {

// Where the reading stops; the account says what was left out.
struct DocumentLimits {
  size_t files = 20'000;
  size_t file_bytes = size_t{4} << 20;  // a larger file is left out
  size_t bytes = size_t{128} << 20;     // of all files together
};

// The text under one heading.
struct Passage {
  std::vector<std::string> headings;  // outermost first; empty before the first heading
  // One block a line, blanks collapsed: paragraphs, "- " items, "| a | b |" table
  // rows. Inline code keeps its backticks; emphasis, images and link targets go.
  std::string text;
  std::string code;  // fenced, indented and <pre> code
};

struct Page {
  std::string path;   // inside the folder, with '/'
  std::string title;  // of the front matter, else the first heading, else the file's name
  std::vector<Passage> passages;
};

struct Documents {
  std::vector<Page> pages;        // by path
  std::vector<Problem> problems;  // files left out (rejected) or mended (repaired)
  uint64_t files = 0, bytes = 0;  // that were read
};

// Read all Markdown (.md .mdx .markdown), text (.txt .rst) and HTML (.html .htm)
// files of a folder and its sub-folders. Hidden files and folders are passed
// over, links are not followed (what they point to inside the folder is read
// anyway). Bytes that are no UTF-8 become U+FFFD. Memory: about twice the text.
// Cost: some 30 MB a second. Throws Error{io} for a folder that cannot be read,
// Error{input} for one without any such file.
Documents read_documents(const std::string& folder, const DocumentLimits& limits = {});

// Read one document, its format by the path's suffix. Any bytes give a page;
// what had to be mended is appended to `problems`.
Page read_page(const std::string& path, std::string_view bytes, std::vector<Problem>& problems);

// What the documents say of a thing.
enum class Standing : uint8_t {
  deprecated,    // deprecated, removed, retired, replaced, or announced to be
  planned,       // coming, planned, on the roadmap
  unsupported,   // not supported, not available, not offered
  other_vendor,  // a maker or product named as another one
};

std::string_view name(Standing standing);

struct Statement {
  Standing standing = Standing::deprecated;
  std::string thing;        // as written, without article: "Gateway G1"
  std::string replacement;  // of a deprecated thing: "Gateway G2"; "" where none is named
  uint32_t page = 0;        // index into Documents::pages
  uint32_t passage = 0;     // index into Page::passages
};

// A word or a name, and in how many passages it stands.
struct Term {
  std::string text;
  uint32_t passages = 0;
};

// A domain that a text belongs to by the pages that it resembles.
struct DomainHint {
  std::string_view domain;         // "" where no page's name tells a domain
  double share = 0;                // 0..1 of the resembling passages' weight
  uint32_t page = 0, passage = 0;  // the one that resembles it most
};

// A label after the documents were asked.
struct Refined {
  Label label;
  std::string why;  // in words, for people; "" where the label stayed
};

// What is known from the documents. Keeps what it needs: the documents may go.
// Copies share it; const calls from any thread. Cost: a second per 10 MB of
// text, and about as much memory as the text.
class CompanyKnowledge {
 public:
  explicit CompanyKnowledge(const Documents& documents);

  // Whether the documents use a word (lower-case ASCII letters) that no English
  // word list has: a product's name, jargon. In are words that stand in two
  // passages, or once in a heading, in code or capitalised inside a sentence.
  // Words one slip away from an English one must do more: stand on two pages,
  // and not be rarer than a fifth of a word of the documents that they are a
  // slip of, unless they stand in code or are always capitalised.
  bool knows(std::string_view word) const;
  // These words, by descending count.
  std::span<const Term> vocabulary() const;

  // What is covered: headings without question words, and names (capitalised
  // runs inside sentences) of at least two passages, by descending count. At
  // most 5,000.
  std::span<const Term> covered() const;
  // By page and passage.
  std::span<const Statement> statements() const;

  // The domain (codebook §13) of the eight passages that a text resembles most
  // (BM25 over word stems), each weighed by its score's square. A passage's
  // domain is by its page's folder, file name or title. Cost: some 50 µs.
  DomainHint domain(std::string_view text) const;

  // The label after the documents were asked. Overrules only judged dimensions
  // named as the built-in ones, and only labels of low confidence or on explicit
  // evidence: negative (a thing named as deprecated, planned or unsupported; and
  // back to none where the documents cover it), language_style (typos that are
  // the company's words), domain. All others come back as they were.
  Refined refine(const Dimension& dimension, const RowView& row, Label label) const;

  struct State;  // src/documents/knowledge.h

 private:
  std::shared_ptr<const State> state_;
};

}  // namespace evenset
