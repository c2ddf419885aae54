// Through Reader and Writer, so that no test sees Arrow either.
#include <gtest/gtest.h>

#include <random>

#include "support/bytes.h"
#include "support/examples.h"

namespace evenset {
namespace {

const std::string kCases = EVENSET_ROOT "/tests/cases/formats/";

class Parquet : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const Format* format : formats())
      if (format->name == "parquet") return;
    GTEST_SKIP() << "this build has no Parquet";
  }
};

std::vector<std::string> raw_rows(const std::string& file) {
  std::vector<std::string> out;
  Reader reader({file});
  Examples batch;
  while (reader.next(batch))
    for (size_t i = 0; i < batch.size(); ++i) out.emplace_back(batch.raw[i]);
  EXPECT_EQ(reader.account().kept, out.size());
  return out;
}

std::vector<std::string> lines(const std::string& file) {
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

TEST_F(Parquet, EveryTypeIsRead) {
  std::vector<std::string> expected = lines(kCases + "types.jsonl");
  ASSERT_EQ(expected.size(), 3u);
  for (const char* name : {"types.arrow", "types-stream.arrow", "types.feather"})
    EXPECT_EQ(raw_rows(kCases + name), expected) << name;
  // Parquet has no half floats that old readers know, and no views of lists.
  for (std::string& line : expected) line = line.substr(0, line.find(",\"half\"")) + '}';
  EXPECT_EQ(raw_rows(kCases + "types.parquet"), expected);
}

// Truncated and damaged files give rows or an Error{input}, never anything else.
TEST_F(Parquet, DamageIsAnInputError) {
  TestFolder folder;
  std::mt19937 random(17);
  for (const char* name : {"types.parquet", "types.arrow", "types-stream.arrow", "types.feather"}) {
    std::ostringstream whole;
    whole << std::ifstream(kCases + name, std::ios::binary).rdbuf();
    std::string bytes = whole.str();
    size_t errors = 0;
    for (int i = 0; i < 240; ++i) {
      std::string hurt = bytes;
      if (i % 4 == 0) hurt.resize(random() % hurt.size());
      for (int k = 0; k < i % 4; ++k) hurt[random() % hurt.size()] = static_cast<char>(random());
      Reader reader({folder.write(name, hurt)});
      Examples batch;
      try {
        while (reader.next(batch)) continue;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind, ErrorKind::input);
        EXPECT_EQ(error.file, folder.file(name));
        ++errors;
      }
    }
    EXPECT_GE(errors, 54u) << name;
  }
}

TEST_F(Parquet, AFileCutBetweenBatchesIsTruncated) {
  TestFolder folder;
  std::ostringstream whole;
  whole << std::ifstream(kCases + "types.arrow", std::ios::binary).rdbuf();
  std::string bytes = whole.str();
  EXPECT_THROW(raw_rows(folder.write("a.arrow", bytes.substr(0, bytes.size() - 6))), Error);
  EXPECT_THROW(raw_rows(folder.write("a.arrow", "")), Error);
  EXPECT_THROW(raw_rows(folder.write("a.parquet", "")), Error);
}

TEST_F(Parquet, AClaimedGigabyteIsNotAllocated) {
  TestFolder folder;
  std::string head("\xFF\xFF\xFF\xFF\xF0\xFF\xFF\x7F", 8);  // a schema of 2 GB
  EXPECT_THROW(raw_rows(folder.write("a.arrow", head + "x")), Error);
  std::string foot("PAR1xxxx\xF0\xFF\xFF\x7FPAR1", 16);
  EXPECT_THROW(raw_rows(folder.write("a.parquet", foot)), Error);
}

TEST_F(Parquet, ManyAndLargeRowsKeepTheirOrder) {
  TestFolder folder;
  Examples e;
  for (int i = 0; i < 300; ++i)
    add_example(e, {{Role::user, std::to_string(i), ""},
                    {Role::assistant, std::string(i % 100 == 99 ? 24 << 20 : 10, 'x'), ""}});
  for (const char* name : {"a.parquet", "a.arrow"}) {
    Writer writer(folder.file(name), form("alpaca"));
    for (int round = 0; round < 250; ++round)
      for (size_t i = 0; i < (round == 0 ? e.size() : 98); ++i) writer.write(e, i);
    writer.close();
    Reader reader({folder.file(name)});
    Examples back;
    size_t rows = 0;
    while (reader.next(back)) {
      for (size_t i = 0; i < back.size(); ++i, ++rows) {
        size_t expected = rows < 300 ? rows : (rows - 300) % 98;
        ASSERT_EQ(back.question(i), std::to_string(expected));
        ASSERT_EQ(back.response(i).size(), e.response(expected).size());
      }
    }
    EXPECT_EQ(rows, 300u + 249u * 98u) << name;
  }
}

}  // namespace
}  // namespace evenset
