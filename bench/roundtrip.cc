// How much does the reader cost over a plain loop? Reads JSON lines of chat
// rows and writes them back as they came, by evenset's Reader (which reads ahead, as the commands do) and by
// a loop that parses with simdjson, walks the same fields and writes the same bytes.
//
//   bench_roundtrip FILE [RUNS]
#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "evenset/format.h"
#include "formats/container.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Walk {
  uint64_t rows = 0, text_bytes = 0;
};

// The plain loop: a block of whole lines at a time, each line parsed and walked.
Walk plain(const std::string& from, const std::string& to) {
  std::unique_ptr<FILE, int (*)(FILE*)> in(std::fopen(from.c_str(), "rb"), std::fclose);
  std::unique_ptr<FILE, int (*)(FILE*)> out(std::fopen(to.c_str(), "wb"), std::fclose);
  constexpr size_t kBlock = size_t{8} << 20;
  std::string block(kBlock + simdjson::SIMDJSON_PADDING, '\0');
  simdjson::ondemand::parser parser;
  Walk walk;
  size_t kept = 0;
  for (size_t got; (got = std::fread(block.data() + kept, 1, kBlock - kept, in.get())) > 0;) {
    size_t end = kept + got, line = 0;
    for (size_t stop; (stop = block.find('\n', line)) < end; line = stop + 1) {
      simdjson::ondemand::document row =
          parser.iterate(block.data() + line, stop - line, block.size() - line);
      for (auto field : row.get_object()) {
        if (field.key() == "messages") {
          for (auto message : field.value().get_array())
            for (auto member : message.get_object())
              walk.text_bytes += std::string_view(member.value().get_string()).size();
        } else {
          walk.text_bytes += std::string_view(field.value().get_string()).size();
        }
      }
      std::fwrite(block.data() + line, 1, stop - line + 1, out.get());
      ++walk.rows;
    }
    kept = end - line;
    std::copy(block.begin() + static_cast<long>(line), block.begin() + static_cast<long>(end), block.begin());
  }
  return walk;
}

Walk ours(const std::string& from, const std::string& to) {
  evenset::Reader reader({from});
  evenset::ReadAhead ahead(reader);
  auto out = evenset::create_bytes(to, true);
  evenset::Examples batch;
  std::string text;
  Walk walk;
  while (ahead.next(batch)) {
    text.clear();
    for (size_t i = 0; i < batch.size(); ++i) {
      evenset::append_row(text, batch, i);
      text += '\n';
    }
    out->write(text);
    walk.rows += batch.size();
  }
  out->close();
  return walk;
}

double seconds(const std::function<void()>& work) {
  auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool same_bytes(const std::string& a, const std::string& b) {
  std::unique_ptr<FILE, int (*)(FILE*)> x(std::fopen(a.c_str(), "rb"), std::fclose),
      y(std::fopen(b.c_str(), "rb"), std::fclose);
  std::vector<char> p(1 << 20), q(1 << 20);
  for (;;) {
    size_t m = std::fread(p.data(), 1, p.size(), x.get()), n = std::fread(q.data(), 1, q.size(), y.get());
    if (m != n || !std::equal(p.begin(), p.begin() + static_cast<long>(m), q.begin())) return false;
    if (m == 0) return true;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print(stderr, "usage: bench_roundtrip FILE [RUNS]\n"), 2;
  std::string from = argv[1];
  int runs = argc > 2 ? std::atoi(argv[2]) : 5;
  std::string a = from + ".plain", b = from + ".ours";
  Walk plain_walk = plain(from, a), our_walk = ours(from, b);
  if (plain_walk.rows != our_walk.rows || !same_bytes(from, a) || !same_bytes(from, b))
    return fmt::print(stderr, "the answers differ: no timing\n"), 1;
  std::vector<double> plain_seconds, our_seconds, ratios;
  for (int r = 0; r < runs; ++r) {
    plain_seconds.push_back(seconds([&] { plain(from, a); }));
    our_seconds.push_back(seconds([&] { ours(from, b); }));
    ratios.push_back(our_seconds.back() / plain_seconds.back());
  }
  std::remove(a.c_str());
  std::remove(b.c_str());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  auto row = [](const char* what, std::vector<double> v) {
    std::sort(v.begin(), v.end());
    fmt::print("{:<22} min {:.3f}  median {:.3f}  max {:.3f}\n", what, v.front(), v[v.size() / 2], v.back());
  };
  fmt::print("{} rows, {} runs, peak memory {} MB\n", our_walk.rows, runs, usage.ru_maxrss / 1024);
  row("plain loop, s", plain_seconds);
  row("evenset, s", our_seconds);
  row("ratio", ratios);
}
