// Rows that repeat others: found, named, and left out.
//
//   Dedup dedup({.methods = {Likeness::exact, Likeness::near}});
//   while (reader.next(batch)) dedup.add(batch, reader.files());
//   const Deduped result = dedup.finish();
//   result.removed[0].row, .kept_row, .score …
//
// Rows are taken one by one in order of standing. A row that is like a row kept
// before is removed and names it; any other is kept. So each removed row is
// itself as like its kept twin as the method asks, there are no chains, and no
// two kept rows are alike.
//
// Standing: rows that people labelled first, then the higher number in the member
// "quality", then the longer text, then the earlier row. With `rouge_l` rows
// stand in the order of the input, as in Self-Instruct.
//
// Memory: hashes, not texts. exact: some 100 bytes a row; near: 8 to 16 bytes a word
// more, and 100 MB; rouge_l: 20 bytes a word; semantic: 600 bytes a row, with
// other vectors 2 bytes a number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evenset/encoder.h"
#include "evenset/examples.h"

namespace evenset {

enum class Likeness : uint8_t {
  // Equal texts after Unicode NFKC case folding, with white space collapsed and
  // punctuation at the ends stripped, by 128-bit hash.
  exact,
  // Jaccard index of the sets of word n-grams (ASCII letters lower-cased; words
  // are runs of [a-z0-9] and of other scripts' bytes), decided in integers. All
  // pairs, by prefix filtering (Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma,
  // Srikant 2007). By 64-bit hashes of words.
  near,
  // ROUGE-L F1 above the threshold: see evenset/novelty.h.
  rouge_l,
  // Cosine of the vectors of the questions and of the responses, both at the
  // threshold or above, with the same numbers and as many negations. The static
  // vectors (evenset/encoder.h) know no order of words and little of opposites: to be
  // looked at. Vectors of a model (evenset/embeddings.h) know more, and want a threshold of
  // their own: .95 is meant for the static ones. They are rounded to bytes, which takes
  // some thousandths off a cosine. Whatever the field; rows without a response
  // are like nothing. All pairs: 60,000 rows take some 10 s, with longer vectors more.
  semantic,
};

std::string_view name(Likeness method);

// Which text of a row is compared.
enum class Field : uint8_t {
  both,         // all turns but system texts; these, tool calls, tools and a rejected answer must be equal
  question,     // the turns up to the last user turn, so that a follow-up is read in its context
  response,     // the last assistant turn
  instruction,  // the last user turn, without Alpaca's `input`
};

std::string_view name(Field field);

struct DedupOptions {
  std::vector<Likeness> methods = {Likeness::exact, Likeness::near};
  Field field = Field::both;
  double threshold = 0.7;  // of near and rouge_l; 0.3 to 1, for near in thousandths
  double cosine = 0.95;    // of semantic; 0.5 to 1
  int grams = 3;           // words in an n-gram of near; 1 to 10
  bool unicode = false;    // rouge_l: words of any script
  int threads = 1;
  // Of semantic; none: the static vectors. Called once a batch, from one thread, with
  // the question and the response of each row that has a response.
  VectorSource vectors = {};

  bool asks(Likeness method) const {
    return std::find(methods.begin(), methods.end(), method) != methods.end();
  }
};

struct Removed {
  uint64_t row = 0;       // number over all inputs, from 1
  uint64_t kept_row = 0;  // the twin's; of the other set where `against`
  bool against = false;
  Likeness method = Likeness::exact;
  double score = 1;
};

// Rows of a file, or of a member "source".
struct SourceLoss {
  std::string name;
  uint64_t rows = 0, removed = 0;
  // More than half of ten rows or more: hardly what was meant.
  bool alarming() const { return rows >= 10 && 2 * removed > rows; }
};

struct Deduped {
  uint64_t rows = 0, against_rows = 0;
  uint64_t against_met = 0;        // rows of the other set that a removed row names
  std::vector<Removed> removed;    // by row
  std::vector<SourceLoss> losses;  // sources that lose rows, the largest share first
};

class Dedup {
 public:
  // Throws Error{usage} for no method or a number out of its range.
  explicit Dedup(const DedupOptions& options = {});
  ~Dedup();

  // Read the texts of a batch; files are named for the losses. Throws what
  // DedupOptions::vectors throws, and Error{usage} where that gives no such vectors.
  void add(const Examples& batch, const std::vector<std::string>& files);
  // The same of another set, an evaluation's say: its rows stand before all
  // others, stay, and are not compared with each other.
  void add_against(const Examples& batch);

  // Once, at the end. Cost on one core: a million short rows in some 3 s.
  Deduped finish();

 private:
  struct State;
  class Kept;
  std::unique_ptr<State> state_;
};

// The words of a longest run that both texts hold in their first 600 words, as they
// stand in `text`, whole words of it up to 200 bytes; "" where they share no word.
std::string shared_run(std::string_view text, std::string_view other);

// The text of a row that `field` names.
std::string field_text(const Examples& examples, size_t i, Field field);

}  // namespace evenset
