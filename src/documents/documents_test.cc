// Cases in tests/cases/documents: reading/NAME with NAME.expected (headings after
// "==", text, code after "--"), statements.tsv. Hostile folders are made here.
#include "evenset/documents.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "documents/statements.h"

namespace evenset {
namespace {

namespace fs = std::filesystem;
constexpr const char* kCases = EVENSET_ROOT "/tests/cases/documents/";

std::string bytes_of(const fs::path& file) {
  std::ostringstream out;
  out << std::ifstream(file, std::ios::binary).rdbuf();
  return out.str();
}

std::string shown(const Page& page) {
  std::string out = page.title + '\n';
  for (const Passage& passage : page.passages) {
    out += "==";
    for (const std::string& heading : passage.headings) out += ' ' + heading + " >";
    out += '\n' + passage.text;
    if (!passage.code.empty()) out += "--\n" + passage.code;
  }
  return out;
}

Page page_of(const std::string& path, std::string_view text) {
  std::vector<Problem> problems;
  return read_page(path, text, problems);
}

TEST(Documents, ReadCases) {
  int cases = 0;
  for (const auto& entry : fs::directory_iterator(std::string(kCases) + "reading")) {
    if (entry.path().extension() == ".expected") continue;
    ++cases;
    const Page page = page_of(entry.path().filename().string(), bytes_of(entry.path()));
    EXPECT_EQ(shown(page), bytes_of(entry.path().string() + ".expected")) << entry.path();
  }
  EXPECT_GE(cases, 5);
}

TEST(Documents, StatementCases) {
  std::ifstream file(std::string(kCases) + "statements.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> part(4);
    std::istringstream in(line);
    for (std::string& text : part) std::getline(in, text, '\t');
    const std::vector<Statement> found = sentence_statements(part[3]);
    if (part[0] == "-") {
      EXPECT_TRUE(found.empty()) << line << ": " << (found.empty() ? "" : found[0].thing);
      continue;
    }
    ASSERT_FALSE(found.empty()) << line;
    EXPECT_EQ(name(found[0].standing), part[0]) << line;
    EXPECT_STRCASEEQ(found[0].thing.c_str(), part[1].c_str()) << line;
    EXPECT_EQ(found[0].replacement, part[2]) << line;
  }
}

TEST(Documents, SectionsSayIt) {
  Documents documents;
  documents.pages.push_back(page_of(
      "limits.md",
      "# Limits\n\n## Deprecated\n\n| What | Use instead |\n|---|---|\n| Gate G1 (`g1-box`) | Gate G2 |\n\n"
      "- **Web form**: closed in May\n\n### Fax number\n\n## Not supported\n\n- Zigbee\n- No cameras\n\n"
      "## Coming soon\n\n- Solar charger\n\n## FTP (deprecated)\n\nText.\n\n## Support\n\n- Mail\n"));
  std::string found;
  for (const Statement& said : find_statements(documents))
    found += std::string(name(said.standing)) + ' ' + said.thing + " > " + said.replacement + '\n';
  EXPECT_EQ(found,
            "deprecated Gate G1 > Gate G2\ndeprecated g1-box > Gate G2\ndeprecated Web form > \n"
            "deprecated Fax number > \nunsupported Zigbee > \nunsupported cameras > \n"
            "planned Solar charger > \ndeprecated FTP > \n");
}

TEST(Documents, KnowsCompanyWordsButNotSlips) {
  Documents documents;
  std::string often = "# Florbit hubs\n";
  for (int i = 0; i < 12; ++i)
    often += "\n## Part " + std::to_string(i) + "\n\nThe receiver talks to the quuxport of the hub.\n";
  documents.pages.push_back(
      page_of("a.md", often + "\nThe reciever blinks. Call `dozzle`. We like Wibblesoft.\n"));
  documents.pages.push_back(page_of("b.md", "A reciever on a second page.\n"));
  const CompanyKnowledge knowledge(documents);
  for (const char* word : {"florbit", "quuxport", "dozzle", "wibblesoft"})
    EXPECT_TRUE(knowledge.knows(word)) << word;
  for (const char* word : {"reciever", "receiver", "blinks", "zzyzx"})
    EXPECT_FALSE(knowledge.knows(word)) << word;
}

class Folder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("evenset_documents_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, std::string_view text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string faults(const Documents& documents) const {
    std::string out;
    for (const Problem& problem : documents.problems)
      out += fs::path(problem.file).filename().string() + ": " + problem.what.substr(0, 12) + '\n';
    return out;
  }
  fs::path folder_;
};

TEST_F(Folder, AccountsForWhatItLeavesOut) {
  write("a.md", "# A\n\nText.\n");
  write("sub/b.TXT", "Words.\n");
  write("empty.md", "");
  write("picture.md", std::string_view("\x89PNG\0\0abc", 9));
  write("broken.md",
        "# B\n\nab\xff"
        "cd\n");
  write("large.md", std::string(50 << 20, 'x'));
  write("data.csv", "1,2\n");
  write(".git/hidden.md", "# H\n");
  write("sub/.hidden.md", "# H\n");
  fs::create_directory_symlink(folder_, folder_ / "sub" / "cycle");
  fs::create_symlink("/etc/hostname", folder_ / "out.md");
  fs::create_symlink(folder_ / "a.md", folder_ / "again.md");
  const Documents documents = read_documents(folder_.string());
  std::string paths;
  for (const Page& page : documents.pages) paths += page.path + ' ';
  EXPECT_EQ(paths, "a.md broken.md empty.md sub/b.TXT ");
  EXPECT_EQ(
      faults(documents),
      "broken.md: not UTF-8 fr\nlarge.md: larger than \nout.md: a link out o\npicture.md: holds zero b\n");
  EXPECT_EQ(documents.problems[0].line, 3u);
  EXPECT_EQ(documents.problems[0].column, 3u);
  EXPECT_EQ(documents.pages[1].passages[0].text,
            "ab\xef\xbf\xbd"
            "cd\n");
}

TEST_F(Folder, StopsAtItsLimits) {
  for (int i = 0; i < 1000; ++i) write("d/" + std::to_string(i) + ".md", "# Page\n\nText.\n");
  const Documents some = read_documents(folder_.string(), {.files = 100});
  EXPECT_EQ(some.pages.size(), 100u);
  ASSERT_EQ(some.problems.size(), 1u);
  EXPECT_EQ(some.problems[0].what.substr(0, 14), "900 more files");
  EXPECT_EQ(read_documents(folder_.string()).pages.size(), 1000u);
  EXPECT_EQ(read_documents(folder_.string(), {.bytes = 150}).pages.size(), 10u);
}

TEST_F(Folder, RefusesWhatIsNone) {
  EXPECT_THROW(read_documents((folder_ / "gone").string()), Error);
  EXPECT_THROW(read_documents(folder_.string()), Error);
}

// Files that nest or repeat without end take linear time.
TEST(Documents, SurvivesHostileText) {
  const auto repeated = [](std::string_view part, size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += part;
    return out;
  };
  for (std::string_view part : {">",       "- ",
                                "[",       "![[",
                                "`",       "**a ",
                                "<a ",     "<!--",
                                "| a ",    "| a | b |\n|--|--|\n",
                                "&a;",     "# a\n",
                                "<div>",   "<b id=1><p>",
                                "<li>",    "<a b='",
                                "</",      "<script>",
                                "```\n",   "a\n=\n",
                                "a, and ", "is not supported. ",
                                "x (y ",   "There is no A; "}) {
    const std::string text = repeated(part, 300'000);
    for (const char* path : {"a.md", "a.html", "a.rst"}) {
      Documents documents;
      documents.pages.push_back(page_of(path, text));
      const CompanyKnowledge knowledge(documents);
      EXPECT_LE(knowledge.covered().size(), 5000u);
    }
  }
}

TEST(Documents, RefinesOnExplicitEvidence) {
  Documents documents;
  documents.pages.push_back(
      page_of("pricing/plans.md", "# Plans\n\nThe Silver plan costs 9 euros a month.\n"));
  documents.pages.push_back(
      page_of("api/calls.md", "# Calls\n\nThe endpoint `/zones` lists zones as JSON.\n"));
  documents.pages.push_back(
      page_of("old.md", "# Deprecated\n\n- Hub H1: gone\n\n# Not supported\n\n- Zigbee\n"));
  const CompanyKnowledge knowledge(documents);
  const auto refined = [&](std::string_view dimension, const RowView& row, std::string_view value,
                           float confidence) {
    for (const Dimension* known : builtin_dimensions())
      if (known->name == dimension) {
        const Refined out = knowledge.refine(*known, row, {known->value(value), confidence});
        EXPECT_EQ(out.why.empty(), out.label.value == known->value(value));
        return known->values[static_cast<size_t>(out.label.value)];
      }
    return std::string();
  };
  EXPECT_EQ(refined("negative", RowView("How do I add a second Hub H1?", ""), "none", 0.9f), "outdated");
  EXPECT_EQ(refined("negative", RowView("What replaces the Hub H1?", ""), "none", 0.9f), "none");
  EXPECT_EQ(refined("negative", RowView("When will you support Zigbee?", ""), "none", 0.9f), "roadmap");
  EXPECT_EQ(refined("negative", RowView("How do I add a hub?", ""), "none", 0.9f), "none");
  EXPECT_EQ(refined("domain", RowView("What does the Silver plan cost a month?", ""), "other", 0.4f),
            "pricing_billing");
  EXPECT_EQ(refined("domain", RowView("What does the Silver plan cost a month?", ""), "other", 0.9f),
            "other");
  EXPECT_EQ(refined("tone", RowView("How do I add a second Hub H1?", "Well."), "professional", 0.3f),
            "professional");
}

}  // namespace
}  // namespace evenset
