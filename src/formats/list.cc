// All containers. To add one, write its source and sink and name it here.
#include "evenset/format.h"

namespace evenset {

std::span<const Format* const> formats() {
  static const Format kJsonLines{"jsonl", "One JSON object a line.", {".jsonl", ".ndjson"}};
  static const Format kJson{"json", "One JSON array of objects; read alone or under a key.", {".json"}};
  static const Format kCsv{
      "csv", "Comma-separated cells with a header line (RFC 4180); read with semicolons too.", {".csv"}};
  static const Format kTsv{"tsv", "Tab-separated cells with a header line.", {".tsv"}};
#ifdef EVENSET_PARQUET
  static const Format kParquet{"parquet", "Apache Parquet, compressed by zstd inside.", {".parquet"}};
  static const Format kArrow{
      "arrow", "Arrow IPC: files, streams and Feather version 2.", {".arrow", ".feather", ".ipc"}};
  static const Format* const kAll[] = {&kJsonLines, &kJson, &kCsv, &kTsv, &kParquet, &kArrow};
#else
  static const Format* const kAll[] = {&kJsonLines, &kJson, &kCsv, &kTsv};
#endif
  return kAll;
}

}  // namespace evenset
