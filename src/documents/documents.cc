// Which files of a folder are read, and how.
#include "evenset/documents.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "documents/page_builder.h"
#include "text/utf8.h"
#include "text/words.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;

enum class Format { none, markdown, plain, html };

Format format_of(std::string_view path) {
  std::string suffix;
  const size_t dot = path.rfind('.');
  if (dot != std::string_view::npos) append_lower(suffix, path.substr(dot));
  for (std::string_view known : {".md", ".mdx", ".markdown"})
    if (suffix == known) return Format::markdown;
  if (suffix == ".txt" || suffix == ".rst") return Format::plain;
  if (suffix == ".html" || suffix == ".htm") return Format::html;
  return Format::none;
}

class Folder {
 public:
  Folder(const fs::path& root, const DocumentLimits& limits) : root_(root), limits_(limits) {}

  // Depth first, sorted by name.
  void walk(const fs::path& folder, size_t depth) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    fs::directory_iterator entry(folder, error);
    if (error) return folder_fault(folder, depth, error);
    for (; entry != fs::directory_iterator() && !error; entry.increment(error)) entries.push_back(*entry);
    std::sort(entries.begin(), entries.end());
    for (const fs::directory_entry& found : entries) {
      if (found.path().filename().string().starts_with('.')) continue;
      if (found.is_symlink(error)) {
        note_link(found);
      } else if (found.is_directory(error)) {
        if (depth < kDepth)
          walk(found.path(), depth + 1);
        else
          leave_out(found.path(), "folders nest too deep here; it is not read");
      } else if (found.is_regular_file(error) && format_of(found.path().string()) != Format::none) {
        take(found);
      }
    }
  }

  Documents finish() {
    if (beyond_ > 0)
      out_.problems.push_back({root_.string(), 0, 0,
                               std::to_string(beyond_) + " more files are beyond the limit of " +
                                   std::to_string(limits_.files) + " files or " +
                                   std::to_string(limits_.bytes >> 20) + " MB; they are not read",
                               Problem::rejected});
    std::sort(out_.pages.begin(), out_.pages.end(),
              [](const Page& a, const Page& b) { return a.path < b.path; });
    return std::move(out_);
  }
  bool found_any() const { return out_.files > 0 || !out_.problems.empty(); }

 private:
  static constexpr size_t kDepth = 64;

  void folder_fault(const fs::path& folder, size_t depth, const std::error_code& error) {
    if (depth == 0)
      throw Error(ErrorKind::io, folder.string() + ": cannot be read: " + error.message(), folder.string());
    leave_out(folder, "cannot be read: " + error.message());
  }

  void leave_out(const fs::path& path, std::string what) {
    out_.problems.push_back({path.string(), 0, 0, std::move(what), Problem::rejected});
  }

  // What a link points to inside the folder is met under its own name.
  void note_link(const fs::directory_entry& link) {
    std::error_code error;
    const fs::path target = fs::weakly_canonical(link.path(), error);
    const fs::path inside = target.lexically_relative(fs::weakly_canonical(root_, error));
    if (error || inside.empty() || *inside.begin() == "..")
      leave_out(link.path(), "a link out of the folder; it is not followed");
  }

  void take(const fs::directory_entry& file) {
    std::error_code error;
    const uint64_t size = file.file_size(error);
    if (error) return leave_out(file.path(), "cannot be read: " + error.message());
    if (size > limits_.file_bytes)
      return leave_out(file.path(), "larger than " + std::to_string(limits_.file_bytes >> 20) +
                                        " MB; split it, or take the log or data out of the documents");
    if (out_.files >= limits_.files || out_.bytes + size > limits_.bytes) {
      ++beyond_;
      return;
    }
    std::string bytes(size, '\0');
    std::ifstream stream(file.path(), std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    if (stream.bad() || !stream.is_open()) return leave_out(file.path(), "cannot be read; check its rights");
    bytes.resize(static_cast<size_t>(stream.gcount()));
    if (bytes.find('\0') != std::string::npos)
      return leave_out(file.path(), "holds zero bytes, so it is no UTF-8 text; save it as UTF-8");
    ++out_.files;
    out_.bytes += bytes.size();
    const size_t before = out_.problems.size();
    out_.pages.push_back(
        read_page(file.path().lexically_relative(root_).generic_string(), bytes, out_.problems));
    for (size_t p = before; p < out_.problems.size(); ++p) out_.problems[p].file = file.path().string();
  }

  fs::path root_;
  DocumentLimits limits_;
  Documents out_;
  uint64_t beyond_ = 0;
};

}  // namespace

Page read_page(const std::string& path, std::string_view bytes, std::vector<Problem>& problems) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  std::string mended;
  if (const size_t fault = append_well_formed(mended, bytes); fault != std::string::npos) {
    const std::string_view before = bytes.substr(0, fault);
    const auto line = static_cast<uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const uint64_t column = fault - (before.rfind('\n') + 1) + 1;
    problems.push_back(
        {path, line, column, "not UTF-8 from here; read with U+FFFD in its place", Problem::repaired});
  }
  std::string_view text = mended;
  PageBuilder page(path);
  const Format format = format_of(path);
  if (format != Format::html) page.set_title(cut_front_matter(text));
  if (format == Format::html)
    read_html(text, page);
  else if (format == Format::plain)
    read_plain(text, page);
  else
    read_markdown(text, page);
  return page.finish();
}

Documents read_documents(const std::string& folder, const DocumentLimits& limits) {
  Folder all(folder, limits);
  all.walk(folder, 0);
  if (!all.found_any())
    throw Error(
        ErrorKind::input,
        folder + ": no documents in this folder; evenset reads .md .mdx .markdown .txt .rst .html .htm",
        folder);
  return all.finish();
}

}  // namespace evenset
