#include <future>
#include <utility>

#include "evenset/format.h"

namespace evenset {

struct ReadAhead::State {
  explicit State(Reader& source) : reader(source) {}

  void begin() {
    pending = std::async(std::launch::async, [this] {
      const bool more = reader.next(ahead);
      rows = reader.account().read;
      bytes = reader.bytes_read();
      return more;
    });
  }

  Reader& reader;
  Examples ahead;
  uint64_t rows = 0, bytes = 0;  // written by the other thread
  uint64_t rows_given = 0, bytes_given = 0;
  std::future<bool> pending;  // last, so that it is waited for first
};

ReadAhead::ReadAhead(Reader& reader) : state_(std::make_unique<State>(reader)) { state_->begin(); }
ReadAhead::~ReadAhead() = default;

bool ReadAhead::next(Examples& batch) {
  State& s = *state_;
  if (!s.pending.valid()) return false;
  const bool more = s.pending.get();
  std::swap(batch, s.ahead);
  s.rows_given = s.rows;
  s.bytes_given = s.bytes;
  if (more) s.begin();
  return more;
}

uint64_t ReadAhead::rows_read() const { return state_->rows_given; }
uint64_t ReadAhead::bytes_read() const { return state_->bytes_given; }

}  // namespace evenset
