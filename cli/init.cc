#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "embedded.h"
#include "evenset/format.h"
#include "formats/container.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

struct Look {
  std::vector<std::string> data, docs, domains;  // files with rows; documents; their folders
};

bool is_document(const fs::path& path) {
  for (const char* suffix : {".md", ".markdown", ".html", ".htm", ".txt", ".rst", ".pdf"})
    if (path.extension() == suffix) return true;
  return false;
}

bool is_data(const fs::path& path) {
  std::string name = path.filename().string();
  for (const Format* format : formats())
    for (std::string_view suffix : format->suffixes)
      for (std::string_view packed : {"", ".gz", ".zst"})
        if (name.ends_with(std::string(suffix) + std::string(packed))) return true;
  return false;
}

void note_domain(Look& look, const fs::path& folder) {
  std::string name = folder.filename().string();
  for (char& c : name)
    c = std::isalnum(static_cast<unsigned char>(c)) ? static_cast<char>(std::tolower(c)) : '_';
  if (std::find(look.domains.begin(), look.domains.end(), name) == look.domains.end())
    look.domains.push_back(name);
}

// What stands in a folder: bounded, hidden folders left out.
Look look_at(const fs::path& folder) {
  Look look;
  std::error_code error;
  size_t seen = 0;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
  for (const fs::recursive_directory_iterator end; !error && walk != end && ++seen < 20000;
       walk.increment(error)) {
    const fs::path& path = walk->path();
    if (path.filename().string().starts_with('.') || walk.depth() > 6) {
      walk.disable_recursion_pending();
    } else if (walk->is_regular_file(error)) {
      if (is_data(path)) look.data.push_back(path.lexically_relative(folder).string());
      if (!is_document(path)) continue;
      look.docs.push_back(path.lexically_relative(folder).string());
      if (path.parent_path() != folder) note_domain(look, path.parent_path());
    }
  }
  for (auto* list : {&look.data, &look.docs, &look.domains}) std::sort(list->begin(), list->end());
  return look;
}

std::string some(const std::vector<std::string>& names) {
  constexpr size_t kShown = 8;
  std::vector<std::string> shown(names.begin(),
                                 names.begin() + static_cast<long>(std::min(kShown, names.size())));
  std::string more = names.size() > kShown ? fmt::format(", and {} more", names.size() - kShown) : "";
  return fmt::format("{}{}", fmt::join(shown, ", "), more);
}

std::string seen_comment(const Look& look) {
  std::string out = "\n# Seen beside this file when it was written:\n";
  out += "#   data: " + (look.data.empty() ? "none" : some(look.data)) + "\n";
  out += fmt::format("#   documents: {}\n", look.docs.size());
  if (look.domains.size() >= 2)
    out += "#   the documents' folders suggest these domains: " + some(look.domains) + "\n";
  return out;
}

int run(const Arguments& arguments) {
  std::string file = arguments.has("--output") ? arguments.text("--output") : "evenset.yaml";
  fs::path folder = file == "-" ? fs::path(".") : fs::absolute(file).parent_path();
  Look look = look_at(folder);
  std::string text = std::string(embedded("company-qa.yaml")) + seen_comment(look);
  bool dry = arguments.has("--dry-run");
  if (!dry) {
    auto out = create_bytes(file, arguments.has("--force"));
    out->write(text);
    out->close();
  }
  if (arguments.has("--json"))
    print_json({{"schema", 1},
                {"file", file},
                {"written", !dry},
                {"data", look.data},
                {"documents", look.docs.size()},
                {"domains", look.domains}});
  else if (file != "-")
    say(
        fmt::format("{} {}: {} data files and {} documents beside it; edit its domains and shares, then: "
                    "evenset plan --plan {}",
                    dry ? "would write" : "wrote", file, look.data.size(), look.docs.size(), file));
  return 0;
}

}  // namespace

const Command init_command{
    "init",
    "write evenset.yaml, the built-in plan with every line commented, to be edited",
    "[-o FILE]",
    "evenset init",
    "Looks at the files beside it: which hold rows, which are documents, which domains the folders suggest.",
    {},
    "output force dry-run json",
    run,
    false};

}  // namespace evenset
