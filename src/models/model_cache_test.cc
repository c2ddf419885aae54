#include "models/model_cache.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace evenset {
namespace {

const std::vector<size_t> kValues = {3, 2};

class ModelCacheFile : public ::testing::Test {
 protected:
  ModelCacheFile()
      : file_(std::filesystem::temp_directory_path() / ("evenset-cache-" + std::to_string(getpid()))) {}
  ~ModelCacheFile() override { std::filesystem::remove(file_); }

  static RowKey key(int i) { return key_of(RowView("question " + std::to_string(i), "")); }
  void add(ModelCache& cache, int i) const {
    const std::vector<RowKey> keys{key(i)};
    const std::vector<Label> labels{{static_cast<int16_t>(i % 3), 0.5f + 0.125f}, {-1, 0}};
    cache.add(keys, labels);
  }
  std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& text) const { std::ofstream(file_, std::ios::binary) << text; }
  size_t known(int count) const {
    const ModelCache cache(file_, kValues);
    std::vector<Label> labels(2);
    size_t out = 0;
    for (int i = 0; i < count; ++i) out += cache.find(key(i), labels);
    return out;
  }

  std::string file_;
};

TEST_F(ModelCacheFile, GivesBackWhatWasAdded) {
  ModelCache first(file_, kValues);
  add(first, 4);
  const ModelCache second(file_, kValues);
  std::vector<Label> labels(2);
  ASSERT_TRUE(second.find(key(4), labels));
  EXPECT_EQ(labels[0].value, 1);
  EXPECT_EQ(labels[0].confidence, 0.625f);
  EXPECT_EQ(labels[1].value, -1);
  EXPECT_FALSE(second.find(key(5), labels));
}

TEST_F(ModelCacheFile, KeysTellTurnsApart) {
  EXPECT_NE(key_of(RowView("ab", "c")), key_of(RowView("a", "bc")));
  EXPECT_NE(key_of(RowView("a", "")), key_of(RowView({{Role::system, "a"}})));
  EXPECT_EQ(key_of(RowView("a", "b")), key_of(RowView("a", "b")));
}

TEST_F(ModelCacheFile, PassesOverWhatIsCutShortOrChanged) {
  {
    ModelCache cache(file_, kValues);
    for (int i = 0; i < 3; ++i) add(cache, i);
  }
  const std::string whole = bytes();
  ASSERT_EQ(known(3), 3u);
  write(whole.substr(0, whole.size() - 1));
  EXPECT_EQ(known(3), 2u);
  std::string changed = whole;
  changed[whole.size() / 2] ^= 1;
  write(changed);
  EXPECT_EQ(known(3), 2u);
  write("not a cache at all");
  EXPECT_EQ(known(3), 0u);
  // Added to after the rubbish.
  {
    ModelCache cache(file_, kValues);
    add(cache, 0);
  }
  EXPECT_EQ(known(3), 1u);
}

TEST_F(ModelCacheFile, ValuesOfAnotherModelArePassedOver) {
  {
    ModelCache cache(file_, {9, 2});
    cache.add(std::vector{key(0)}, std::vector<Label>{{7, 1}, {0, 1}});
  }
  EXPECT_EQ(known(1), 0u);
}

TEST_F(ModelCacheFile, ThreadsAndProcessesAddAtOnce) {
  {
    ModelCache one(file_, kValues), other(file_, kValues);
    std::vector<std::jthread> threads;
    for (ModelCache* cache : {&one, &other, &one})
      threads.emplace_back([this, cache] {
        for (int i = 0; i < 200; ++i) add(*cache, i);
      });
  }
  EXPECT_EQ(known(200), 200u);
}

TEST(ModelCache, WithoutAFileKeepsInMemory) {
  for (const char* file : {"", "/dev/full", "/no/such/folder/labels"}) {
    ModelCache cache(file, kValues);
    const std::vector<RowKey> keys{key_of(RowView("q", "a"))};
    cache.add(keys, std::vector<Label>{{2, 1}, {1, 1}});
    std::vector<Label> labels(2);
    EXPECT_TRUE(cache.find(keys[0], labels)) << file;
    EXPECT_EQ(labels[0].value, 2);
  }
}

TEST(ModelCache, OneVersionAFolder) {
  EXPECT_EQ(model_cache_file("", "x"), "");
  EXPECT_EQ(model_cache_file("/dev/null/nothing", "x"), "");
  const std::string folder =
      std::filesystem::temp_directory_path() / ("evenset-cache-folder-" + std::to_string(getpid()));
  EXPECT_EQ(model_cache_file(folder, "accurate-1"), folder + "/accurate-1");
  std::ofstream(folder + "/accurate-1") << "old";
  std::ofstream(folder + "/other-1") << "not ours";
  EXPECT_EQ(model_cache_file(folder, "accurate-2"), folder + "/accurate-2");
  EXPECT_FALSE(std::filesystem::exists(folder + "/accurate-1"));
  EXPECT_TRUE(std::filesystem::exists(folder + "/other-1"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace evenset
