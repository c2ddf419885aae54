#include "llm/vector_cache.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <random>
#include <thread>

#include "llm/temporary_file_test.h"

namespace evenset {
namespace {

using Vector = std::vector<float>;

std::string key(char c) { return std::string(64, c); }

const Vector kSmall = {0.6f, -0.8f, 0};

Vector random_vector(size_t width, unsigned seed) {
  std::mt19937 chance(seed);
  std::normal_distribution<float> number;
  Vector out(width);
  double squares = 0;
  for (float& x : out) squares += std::pow(x = number(chance), 2);
  for (float& x : out) x /= static_cast<float>(std::sqrt(squares));
  return out;
}

TEST(VectorCache, GivesBackEveryBit) {
  const TemporaryFile file;
  for (const std::string& name : {std::string(), file.name}) {
    VectorCache cache(name);
    for (size_t width = 1; width <= 7; ++width)
      cache.add(key(static_cast<char>('0' + width)), random_vector(width, static_cast<unsigned>(width)));
    cache.add(key('w'), random_vector(kMostWidth, 1));
    for (size_t width = 1; width <= 7; ++width)
      EXPECT_EQ(cache.find(key(static_cast<char>('0' + width))),
                random_vector(width, static_cast<unsigned>(width)));
    EXPECT_FALSE(cache.knows(key('x')));
    EXPECT_FALSE(cache.find(key('x')));
  }
  VectorCache cache(file.name);
  EXPECT_EQ(cache.find(key('w')), random_vector(kMostWidth, 1));
  EXPECT_EQ(cache.garbage(), 0u);
}

TEST(VectorCache, KeepsVectorsOverCutsAndGarbage) {
  const TemporaryFile file;
  VectorCache(file.name).add(key('a'), kSmall);
  const std::string line = file.text();
  std::string damaged = line, longer = line;
  damaged.replace(damaged.find(key('a')), 64, key('b'));
  damaged[damaged.size() - 8] = '*';  // in the vector
  longer.replace(longer.find(key('a')), 64, key('c'));
  longer.replace(longer.find("\"vector\":\"") + 10, 4, "AAAA");  // another length than 1
  file.append("garbage\n\n{\"key\":5}\n" + std::string(600'000, 'z') + "\n" + damaged + longer +
              line.substr(0, line.size() - 9));
  {
    VectorCache cache(file.name);
    EXPECT_EQ(cache.garbage(), 4u);
    EXPECT_EQ(cache.find(key('a')), kSmall);
    EXPECT_FALSE(cache.find(key('b')));
    EXPECT_FALSE(cache.find(key('c')));
    EXPECT_FALSE(cache.knows(key('c')));
    EXPECT_EQ(cache.garbage(), 6u);
    cache.add(key('d'), kSmall);  // behind the line that was cut short
    EXPECT_EQ(cache.find(key('d')), kSmall);
  }
  EXPECT_EQ(VectorCache(file.name).find(key('d')), kSmall);
}

TEST(VectorCache, ThreadsAddWholeLinesThroughFilesOfTheirOwn) {
  const TemporaryFile file;
  {
    std::vector<std::jthread> writers;
    for (char writer = 'a'; writer < 'e'; ++writer)
      writers.emplace_back([&, writer] {
        VectorCache cache(file.name);
        for (unsigned i = 0; i < 100; ++i) {
          std::string name = key(writer);
          name.replace(0, 3, std::to_string(100 + i));
          cache.add(name, random_vector(3, i));
          EXPECT_EQ(cache.find(name), random_vector(3, i));
        }
      });
  }
  VectorCache cache(file.name);
  EXPECT_EQ(cache.garbage(), 0u);
  for (char writer = 'a'; writer < 'e'; ++writer)
    EXPECT_EQ(cache.find("199" + std::string(61, writer)), random_vector(3, 99));
}

TEST(VectorCache, AFullDiskLosesNothingInMemory) {
  const TemporaryFile file;
  VectorCache cache(file.name);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{}, small{};
  getrlimit(RLIMIT_FSIZE, &old);
  small = {10, old.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  cache.add(key('a'), kSmall);
  setrlimit(RLIMIT_FSIZE, &old);
  EXPECT_NE(cache.fault().find("too large"), std::string::npos) << cache.fault();
  EXPECT_EQ(cache.find(key('a')), kSmall);
}

}  // namespace
}  // namespace evenset
