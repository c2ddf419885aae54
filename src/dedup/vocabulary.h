// Words as small numbers, in the order in which they were first seen.
#pragma once

#include <cstdint>
#include <vector>

namespace evenset {

// From word hashes; equal hashes are taken for equal words (64 bits).
class Vocabulary {
 public:
  static constexpr uint32_t kUnknown = static_cast<uint32_t>(-1);

  Vocabulary() : slots_(1024) {}

  uint32_t find(uint64_t word) const { return slots_[place(word)].number; }

  // The word's number, a new one where it is not known.
  uint32_t add(uint64_t word) {
    if (2 * words_.size() >= slots_.size()) grow();
    Slot& slot = slots_[place(word)];
    if (slot.number == kUnknown) {
      slot = {word, static_cast<uint32_t>(words_.size())};
      words_.push_back(word);
    }
    return slot.number;
  }

  size_t size() const { return words_.size(); }
  const std::vector<uint64_t>& words() const { return words_; }

 private:
  struct Slot {
    uint64_t word = 0;
    uint32_t number = kUnknown;
  };

  size_t place(uint64_t word) const {
    size_t at = word & (slots_.size() - 1);
    while (slots_[at].number != kUnknown && slots_[at].word != word) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    slots_.assign(4 * slots_.size(), Slot());
    for (size_t i = 0; i < words_.size(); ++i)
      slots_[place(words_[i])] = {words_[i], static_cast<uint32_t>(i)};
  }

  std::vector<Slot> slots_;
  std::vector<uint64_t> words_;
};

}  // namespace evenset
