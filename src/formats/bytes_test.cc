#include "support/bytes.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <zstd.h>

#include <csignal>
#include <random>

namespace evenset {
namespace {

std::string some_text(size_t size) {
  std::mt19937 random(7);
  std::string out;
  while (out.size() < size) out += "row " + std::to_string(random() % 1000) + "\n";
  out.resize(size);
  return out;
}

std::string packed(const TestFolder& folder, const std::string& name, std::string_view text) {
  std::unique_ptr<ByteSink> sink = create_bytes(folder.file(name), true);
  sink->write(text);
  sink->close();
  return folder.read(name);
}

std::string unpacked(const std::string& file) { return read_all(*open_bytes(file)); }

template <class Call>
ErrorKind kind_of(Call call, const std::string& file) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.file, file);
    EXPECT_NE(std::string(error.what()).find(file), std::string::npos);
    return error.kind;
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::remote;
}

TEST(Bytes, ComeBackWhateverTheSuffix) {
  TestFolder folder;
  for (size_t size : {size_t{0}, size_t{1}, size_t{5}, size_t{300000}, size_t{3000000}}) {
    std::string text = some_text(size);
    for (const char* name : {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "A.JSONL.GZ"}) {
      std::string stored = packed(folder, name, text);
      EXPECT_EQ(unpacked(folder.file(name)), text) << name;
      EXPECT_EQ(packed(folder, name, text), stored) << "same input, same bytes";
      // Known by its first bytes, whatever the name.
      if (size == 0) continue;
      EXPECT_EQ(unpacked(folder.write("b.txt", stored)), text) << name;
    }
  }
}

TEST(Bytes, StreamsInARowReadAsOne) {
  TestFolder folder;
  for (const char* name : {"a.gz", "a.zst"}) {
    std::string one = packed(folder, name, "one\n"), none = packed(folder, name, ""),
                two = packed(folder, name, "two\n");
    EXPECT_EQ(unpacked(folder.write(name, one + none + two)), "one\ntwo\n");
  }
  std::string one = packed(folder, "a.gz", "one\n");
  EXPECT_EQ(unpacked(folder.write("a.gz", one + std::string(512, '\0'))), "one\n");
  std::string skippable("\x50\x2A\x4D\x18\x03\0\0\0abc", 11);
  EXPECT_EQ(unpacked(folder.write("a.zst", skippable + packed(folder, "b.zst", "one\n"))), "one\n");
}

TEST(Bytes, DamageIsAnErrorThatNamesTheFile) {
  TestFolder folder;
  std::string text = some_text(300000);
  std::mt19937 random(11);
  for (const char* name : {"a.gz", "a.zst"}) {
    std::string stored = packed(folder, name, text);
    std::string file = folder.file(name);
    for (size_t keep : {size_t{0}, size_t{1}, size_t{3}, size_t{9}, stored.size() / 2, stored.size() - 1}) {
      folder.write(name, stored.substr(0, keep));
      EXPECT_EQ(kind_of([&] { unpacked(file); }, file), ErrorKind::input) << name << " cut at " << keep;
    }
    folder.write(name, stored + "more");
    EXPECT_EQ(kind_of([&] { unpacked(file); }, file), ErrorKind::input) << name;
    // A flipped byte either changes nothing that counts or is found by the check sum.
    for (int i = 0; i < 200; ++i) {
      std::string flipped = stored;
      flipped[random() % flipped.size()] ^= static_cast<char>(1 + random() % 255);
      folder.write(name, flipped);
      try {
        EXPECT_EQ(unpacked(file), text);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind, ErrorKind::input);
      }
    }
  }
}

TEST(Bytes, AClaimedGigabyteIsNotAllocated) {
  TestFolder folder;
  // A frame header that claims 2^40 bytes and a window of 2^31.
  std::string header("\x28\xB5\x2F\xFD\xC0\xA8\0\0\0\0\0\x01\0\0", 14);
  std::string file = folder.write("a.zst", header);
  EXPECT_EQ(kind_of([&] { unpacked(file); }, file), ErrorKind::input);
}

TEST(Bytes, WhatIsNotThereIsAnIoError) {
  TestFolder folder;
  std::string file = folder.file("none.jsonl");
  EXPECT_EQ(kind_of([&] { open_bytes(file); }, file), ErrorKind::io);
  std::string here = folder.file("");
  EXPECT_EQ(kind_of([&] { unpacked(here); }, here), ErrorKind::io);
}

TEST(CreateBytes, NothingAppearsBeforeClose) {
  TestFolder folder;
  {
    std::unique_ptr<ByteSink> sink = create_bytes(folder.file("a.jsonl"), false);
    sink->write("half");
    EXPECT_FALSE(std::filesystem::exists(folder.file("a.jsonl")));
  }
  EXPECT_EQ(folder.count(), 0u);
}

TEST(CreateBytes, WhatExistsStaysWithoutForce) {
  TestFolder folder;
  std::string file = folder.write("a.jsonl", "old");
  EXPECT_EQ(kind_of([&] { create_bytes(file, false); }, file), ErrorKind::usage);
  ::chmod(file.c_str(), 0640);
  std::filesystem::create_symlink(file, folder.file("link"));
  packed(folder, "link", "new");
  EXPECT_EQ(folder.read("a.jsonl"), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
  EXPECT_EQ(static_cast<int>(std::filesystem::status(file).permissions()), 0640);
  EXPECT_EQ(kind_of([&] { create_bytes(folder.file("."), true); }, folder.file(".")), ErrorKind::usage);
}

TEST(CreateBytes, AFileThatCameMeanwhileStays) {
  TestFolder folder;
  std::string file = folder.file("a.jsonl");
  std::unique_ptr<ByteSink> sink = create_bytes(file, false);
  sink->write("mine");
  folder.write("a.jsonl", "theirs");
  EXPECT_EQ(kind_of([&] { sink->close(); }, file), ErrorKind::usage);
  sink.reset();
  EXPECT_EQ(folder.read("a.jsonl"), "theirs");
  EXPECT_EQ(folder.count(), 1u);
}

TEST(CreateBytes, AFullDiskIsAnIoError) {
  std::string file = "/dev/full";
  EXPECT_EQ(kind_of(
                [&] {
                  std::unique_ptr<ByteSink> sink = create_bytes(file, false);
                  sink->write(some_text(300000));
                  sink->close();
                },
                file),
            ErrorKind::io);
  std::string nowhere = "/no/such/folder/a.jsonl";
  EXPECT_EQ(kind_of([&] { create_bytes(nowhere, false); }, nowhere), ErrorKind::io);
}

TEST(CreateBytes, APipeIsWrittenDirectlyAndMayClose) {
  TestFolder folder;
  std::string pipe = folder.file("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  auto old = std::signal(SIGPIPE, SIG_IGN);
  FILE* reader = ::popen(("head -c 4 " + pipe).c_str(), "r");
  std::unique_ptr<ByteSink> sink = create_bytes(pipe, false);
  std::string text = some_text(1000000);
  for (int i = 0; i < 20; ++i) sink->write(text);
  sink->close();
  char got[5] = {};
  EXPECT_EQ(std::fread(got, 1, 4, reader), 4u);
  ::pclose(reader);
  std::signal(SIGPIPE, old);
  EXPECT_EQ(text.substr(0, 4), got);
  EXPECT_EQ(folder.count(), 1u);
}

}  // namespace
}  // namespace evenset
