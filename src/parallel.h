// Work shared out over threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace evenset {

// Call `work(i)` for each i below `count`, on up to `threads` threads. The
// first exception is thrown again here.
template <class Work>
void for_each_on(int threads, size_t count, Work work) {
  std::atomic<size_t> next{0};
  std::exception_ptr fault;
  std::mutex fault_mutex;
  auto run = [&] {
    try {
      for (size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      std::lock_guard lock(fault_mutex);
      if (!fault) fault = std::current_exception();
      next = count;
    }
  };
  std::vector<std::jthread> helpers;
  for (size_t t = 1; t < std::min(static_cast<size_t>(std::max(threads, 1)), count); ++t)
    helpers.emplace_back(run);
  run();
  helpers.clear();
  if (fault) std::rethrow_exception(fault);
}

// Call `work(begin, end)` for `threads` parts of equal size of 0 … count - 1.
template <class Work>
void for_parts_on(int threads, size_t count, Work work) {
  const auto parts = static_cast<size_t>(std::max(threads, 1));
  for_each_on(threads, parts, [&](size_t p) { work(count * p / parts, count * (p + 1) / parts); });
}

}  // namespace evenset
