// The main job: a heap of rows in, a trainer-ready folder out.
//
//   read -> exact duplicates out -> label -> balance -> holdout -> files -> report
//
// The folder appears whole or not at all, and is the same byte for byte for the
// same inputs, plan, options and version.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "evenset/annotator.h"
#include "evenset/audit.h"
#include "evenset/balance.h"
#include "evenset/format.h"

namespace evenset {

struct BuildOptions {
  int64_t size = 1000;
  double holdout = 0.1;             // share of the chosen rows that is set aside, 0..0.5
  std::string form = "openai";      // shape of the rows
  std::string container = "jsonl";  // jsonl, json, csv, tsv, parquet, arrow
  uint64_t seed = 0;
  int threads = 1;
  OnShortfall on_shortfall = OnShortfall::fewer;
  bool force = false;  // replace a folder that an earlier build wrote
  bool dry_run = false;
  AnnotatorOptions annotator;  // how rows that bring no labels get them
  ReadOptions read;
};

struct Build {
  Account account;
  uint64_t duplicates = 0;  // rows that say what an earlier one says
  int64_t mismatched = 0;   // rows whose response does not do what the question needs
  int64_t unlabelled = 0;   // rows unknown in a planned dimension
  Balance balance;
  uint64_t train = 0, held_out = 0;
  Audit audit;                     // of train and holdout together
  std::vector<std::string> files;  // of the folder, by name
};

// Told now and then: what is being done, rows so far, bytes so far and in all.
using OnProgress = std::function<void(std::string_view what, uint64_t rows, uint64_t done, uint64_t total)>;

// Build `folder` from `inputs` (regular files: they are read twice). Writes
// train, holdout, rejected.jsonl, labels.jsonl, shortfall.yaml, plan.yaml,
// report.md, README.md and build.json. Memory: about 50 bytes a row and the
// chosen rows of a batch. Throws Error{usage} when `folder` exists and not
// `force`, or was not written by a build; Error{input} when no row can be used.
Build build(const std::vector<std::string>& inputs, const std::string& folder, const Plan& plan,
            const BuildOptions& options, const OnProgress& on_progress = {});

}  // namespace evenset
