#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace evenset {

void print(std::string_view text) {
  size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
  bool failed = written != text.size() || std::fflush(stdout) != 0;
  if (failed && errno != EPIPE)
    throw Error(ErrorKind::io, fmt::format("standard output: {}", std::strerror(errno)));
}

void say(std::string_view line) {
  std::string text(line);
  if (!text.ends_with('\n')) text += '\n';
  std::fwrite(text.data(), 1, text.size(), stderr);
}

bool colour_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && !(no_colour && *no_colour);
}

bool unicode_wanted() {
  if (!isatty(STDOUT_FILENO)) return true;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (!value || !*value) continue;
    std::string locale(value);
    return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

int page_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 96;
  return std::clamp(static_cast<int>(size.ws_col), 60, 110);
}

Progress::Progress(std::string_view what)
    : what_(what), on_(isatty(STDERR_FILENO)), start_(std::chrono::steady_clock::now()), last_(start_) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::show(uint64_t count, uint64_t done, uint64_t total) {
  auto now = std::chrono::steady_clock::now();
  double since = std::chrono::duration<double>(now - start_).count();
  if (!on_ || since < 0.5 || now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  std::string line = fmt::format("{}  {:L} rows  {:.0f}/s", what_, count, static_cast<double>(count) / since);
  if (total > 0 && done > 0) {
    double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    int filled = static_cast<int>(share * 20);
    line = fmt::format("{}  [{:=<{}}{:<{}}] {:3.0f} %  {} rows  {:.0f}/s  {:.0f} s left", what_, "", filled,
                       "", 20 - filled, share * 100, count, static_cast<double>(count) / since,
                       since / share - since);
  }
  fmt::print(stderr, "\r\033[K{}", line);
}

void say_account(const Account& account) {
  constexpr size_t kShown = 5;
  for (const std::string& note : account.notes) say("note: " + note);
  if (account.repaired + account.rejected == 0) return;
  say(fmt::format("{} rows read: {} as they stood, {} repaired, {} rejected", account.read, account.kept,
                  account.repaired, account.rejected));
  size_t shown = 0;
  for (const Problem& problem : account.problems) {
    if (shown == kShown) break;
    ++shown;
    say(fmt::format("  {}:{}{}: {} ({})", problem.file, problem.line,
                    problem.column > 0 ? fmt::format(":{}", problem.column) : "", problem.what,
                    name(problem.action)));
  }
  uint64_t more = account.repaired + account.rejected - shown;
  if (more > 0) say(fmt::format("  and {} more; --json lists them", more));
}

}  // namespace evenset
