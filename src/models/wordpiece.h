// Texts as numbered pieces of words: BERT's uncased WordPiece.
//
// As Google's `tokenization.py` and HuggingFace's BertTokenizer do it: control
// characters dropped, CJK characters apart, canonical decomposition without
// nonspacing marks, lower case letter by letter, split at white space and at
// punctuation, then the longest known piece first ("##" for those inside a word).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenset {

class WordPiece {
 public:
  // `vocabulary`: a piece a line, numbered from 0. Throws Error{input} where
  // [UNK], [CLS] or [SEP] is missing or a piece is there twice.
  explicit WordPiece(std::string_view vocabulary);

  // Append the pieces of `text`. No text makes a special piece: "[SEP]" in it is
  // three ordinary ones. Ill-formed UTF-8 is skipped. Cost: linear.
  void append(std::vector<int32_t>& ids, std::string_view text) const;

  int32_t cls() const { return cls_; }
  int32_t sep() const { return sep_; }
  int32_t unknown() const { return unknown_; }
  size_t size() const { return size_; }  // of the vocabulary

 private:
  struct Edge {
    uint32_t key = 0;  // node << 8 | byte, plus one; 0: empty
    uint32_t to = 0;
  };
  struct Scratch;

  void insert(std::string_view piece, int32_t id);
  uint32_t step(uint32_t node, char byte) const;  // 0: no way on
  size_t slot(uint32_t key) const;
  void close_word(std::vector<int32_t>& ids, Scratch& scratch) const;
  void append_word(std::vector<int32_t>& ids, std::string_view word) const;
  void append_ascii(std::vector<int32_t>& ids, std::string_view word, Scratch& scratch) const;
  void append_unicode(std::vector<int32_t>& ids, std::string_view word, Scratch& scratch) const;

  std::vector<Edge> edges_;  // the trie of all pieces, hashed by (node, byte)
  std::vector<int32_t> id_;  // per node; -1 where no piece ends
  uint32_t inside_ = 0;      // the node of "##"
  size_t size_ = 0;
  int32_t cls_ = -1, sep_ = -1, unknown_ = -1;
};

}  // namespace evenset
