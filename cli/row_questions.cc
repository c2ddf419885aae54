#include "cli/row_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace evenset {
namespace {

constexpr std::string_view kKinds = "kinds";

// 0 for what is no whole number from 1.
uint64_t number_of(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

RowQuestion question_of(const std::string& typed) {
  RowQuestion out;
  out.typed = typed;
  const size_t colon = typed.rfind(':');
  if (colon == std::string::npos) {
    out.row = number_of(typed);
  } else if (colon > 0) {
    out.file = typed.substr(0, colon);
    out.line = number_of(std::string_view(typed).substr(colon + 1));
  }
  if (out.row == 0 && out.line == 0) {
    throw Error(
        ErrorKind::usage,
        fmt::format("--explain '{}' is no row: give numbers from 1 over all inputs, or FILE:LINE, with "
                    "commas between; or kinds, for what one more example would bring",
                    typed));
  }
  return out;
}

std::string typed_name(const Rereadable& copies, const std::string& file) {
  return copies.typed({file}).front();
}

// "pool.jsonl" is data/pool.jsonl too.
bool same_file(const std::string& file, const std::string& typed) {
  return file == typed || file.ends_with("/" + typed);
}

}  // namespace

bool RowQuestion::names(uint64_t its_row, const std::string& its_file, uint64_t its_line) const {
  return number || row > 0 ? its_row == row : its_line == line && same_file(its_file, file);
}

RowQuestions::RowQuestions(const Arguments& arguments) {
  if (!arguments.has("--explain")) return;
  for (const std::string& typed : arguments.list("--explain")) {
    if (typed == kKinds)
      of_kinds_ = true;
    else
      questions_.push_back(question_of(typed));
  }
}

void RowQuestions::read(const Plan& plan, const Examples& batch, const Reader& reader,
                        const Rereadable& copies) {
  if (!questions_.empty()) {
    const std::vector<std::string> files = copies.typed(reader.files());
    for (size_t i = 0; i < batch.size(); ++i) {
      const std::string& file = files[batch.file[i]];
      for (RowQuestion& question : questions_) {
        if (question.number || !question.names(batch.row[i], file, batch.line[i])) continue;
        question.row = batch.row[i];
        question.file = file;
        question.line = batch.line[i];
        question.number = rows_ + i;
        question.reason = no_candidate(plan, batch, i);
      }
    }
  }
  rows_ += batch.size();
}

void RowQuestions::settle(const Account& account, const Rereadable& copies) {
  for (RowQuestion& question : questions_) {
    if (question.number) continue;
    bool rejected = question.row > 0 && question.row <= account.read;
    for (const Problem& problem : account.problems) {
      if (problem.action != Problem::rejected || question.line == 0 || question.line != problem.line)
        continue;
      const std::string file = typed_name(copies, problem.file);
      if (!same_file(file, question.file)) continue;
      rejected = true;
      question.file = file;
      question.fault = problem.what;
    }
    if (rejected) continue;
    const std::string what =
        question.row > 0
            ? fmt::format("row {} is not there: {} were read, counted from 1 over all inputs", question.row,
                          account.read)
            : fmt::format(
                  "no row begins at {}; give the name of an input and a line of it, or the row's number "
                  "over all inputs",
                  question.typed);
    throw Error(ErrorKind::input, "--explain: " + what);
  }
}

}  // namespace evenset
