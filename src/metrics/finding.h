// Rows that show one fault: how many, and the first ten.
#pragma once

#include <string>

#include "evenset/metric.h"
#include "metrics/first_rows.h"

namespace evenset {

class Finding {
 public:
  void add(bool found, uint64_t number) {
    if (!found) return;
    ++count_;
    first_.add(number);
  }
  void merge(const Finding& other) {
    count_ += other.count_;
    first_.merge(other.first_);
  }
  void report(Figures& out, const std::string& name) const {
    out.number[name] = static_cast<double>(count_);
    if (count_ > 0) out.evidence[name] = first_.rows();
  }

 private:
  uint64_t count_ = 0;
  FirstRows first_;
};

}  // namespace evenset
