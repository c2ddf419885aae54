#include "evenset/teach.h"

#include <gtest/gtest.h>

#include "evenset/error.h"
#include "evenset/format.h"
#include "models/described.h"
#include "models/taught.h"
#include "reference/model_file.h"
#include "support/bytes.h"

namespace evenset {
namespace {

// An encoder by chance with as many words as the shipped vocabulary.
std::string encoder_text(uint64_t seed) {
  reference::ModelFile model = reference::made_up_encoder(seed);
  auto& words = model.tensors["embeddings.word"];
  words.shape[0] = 30522;
  for (size_t i = words.bytes.size(); i < 30522 * 64; ++i)
    words.bytes.push_back(static_cast<int8_t>(words.bytes[(i * 31 + i / 64 * 7) % 3840]));
  model.tensors["embeddings.word.scale"] = {{30522}, std::vector<float>(30522, 0.02f), {}};
  return model.text();
}

class Teaching : public testing::Test {
 protected:
  void SetUp() override { options_.encoder = folder_.write("encoder.safetensors", encoder_text(6)); }

  // Rows that ask for prices or about faults, by words that tell.
  std::string rows(size_t each, const std::string& member = "evenset") const {
    const char* const things[] = {"plan", "seat", "router", "sensor", "gateway", "licence", "export"};
    std::string out;
    for (size_t i = 0; i < 2 * each; ++i) {
      const std::string value = i % 2 == 0 ? "billing" : "fault";
      const std::string text =
          (i % 2 == 0 ? "What is the price of invoice " : "Why is it broken after error ") +
          std::to_string(i) + " for the " + things[i % 7];
      const std::string label =
          member == "evenset" ? R"({"labels":{"topic":")" + value + "\"}}" : "\"" + value + "\"";
      out += R"({"question":")" + text + R"(","answer":"See page )" + std::to_string(i % 5) + "\",\"" +
             member + "\":" + label + "}\n";
    }
    return out;
  }

  Teacher taught_from(const std::string& text) {
    Reader reader({folder_.write("rows.jsonl", text)});
    Teacher teacher(options_);
    Examples batch;
    while (reader.next(batch)) teacher.add(batch, 2);
    return teacher;
  }

  // What a call refuses to do, in words; "" where it did it.
  template <class Call>
  static std::string refusal(const Call& call) {
    try {
      call();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  std::string refused_rows(const std::string& text) {
    return refusal([&] { taught_from(text).teach(); });
  }

  RowEncoder encoder() const { return RowEncoder(Tensors::open(options_.encoder, Encoder::kKind)); }
  Dimension topic(std::vector<std::string> values) const {
    return {"topic", "", std::move(values), {}, false};
  }

  TestFolder folder_;
  TeachOptions options_{.dimension = "topic"};
};

TEST_F(Teaching, LearnsWhatWordsTell) {
  const Teacher teacher = taught_from(rows(40));
  const Taught taught = teacher.teach(2);
  EXPECT_EQ(teacher.rows().used, 80u);
  EXPECT_GT(taught.accuracy.value, 0.9);
  EXPECT_LE(taught.accuracy.low, taught.accuracy.value);
  EXPECT_EQ(taught.majority, 0.5);
  ASSERT_EQ(taught.values.size(), 2u);
  EXPECT_EQ(taught.values[0].name, "billing");
  EXPECT_EQ(taught.file, taught_from(rows(40)).teach(1).file);  // the same rows, the same bytes

  const RowEncoder by = encoder();
  const std::vector<Dimension> dimensions = {topic({"x", "y"}), topic({"fault", "other", "billing"})};
  const TaughtLabeller labeller(folder_.write("m", taught.file), std::span(dimensions).subspan(1), by);
  EXPECT_EQ(labeller.dimension(), 0u);
  const RowView row("What is the price of invoice 99 for the router", "See page 2");
  const Label label = labeller.label(by.rows({&row, 1}));
  EXPECT_EQ(label.value, 2);
  EXPECT_GT(label.confidence, 0.5f);
  EXPECT_LE(label.confidence, 1.0f);
}

TEST_F(Teaching, FromAField) {
  options_.field = "kind";
  EXPECT_EQ(taught_from(rows(10, "kind")).rows().used, 20u);
  EXPECT_EQ(taught_from(rows(10)).rows().unlabelled, 20u);
}

TEST_F(Teaching, CountsWhatItCannotUse) {
  options_.values = {"fault", "billing"};
  const Teacher teacher =
      taught_from(rows(8) + R"({"question":"a b","answer":"c","evenset":{"labels":{"topic":"strange"}}}
{"question":"","answer":"","evenset":{"labels":{"topic":"fault"}}}
{"question":"a b","answer":"c","evenset":{"labels":{"topic":"unknown"}}}
{"question":"a b","answer":"c"}
{"question":"a b","answer":"c","evenset":7}
{"question":"a b","answer":"c","evenset":{"labels":{"topic":"fault"},"source":{"topic":"rule"}}}
{"question":"twice","answer":"c","evenset":{"labels":{"topic":"fault"},"source":{"topic":"human"}}}
{"question":"twice","answer":"c","evenset":{"labels":{"topic":"fault"}}}
{"question":"twice","answer":"c","evenset":{"labels":{"topic":"billing"}}}
)");
  const TeachRows& rows = teacher.rows();
  EXPECT_EQ(rows.strange, 1u);
  EXPECT_EQ(rows.empty, 1u);
  EXPECT_EQ(rows.unlabelled, 3u);
  EXPECT_EQ(rows.by_machine, 1u);
  EXPECT_EQ(rows.repeated, 1u);
  EXPECT_EQ(rows.contradictory, 2u);
  EXPECT_EQ(rows.used, 18u);
  EXPECT_EQ(rows.read, rows.used + 7);
  EXPECT_EQ(teacher.teach().values[0].name, "fault");  // in the plan's order
}

TEST_F(Teaching, NoMoreThanTheMost) {
  options_.most_rows = 18;
  const Teacher teacher = taught_from(rows(10));
  EXPECT_EQ(teacher.rows().beyond, 2u);
  EXPECT_EQ(teacher.rows().used, 18u);
}

TEST_F(Teaching, RefusesTooFewRows) {
  EXPECT_NE(refused_rows(R"({"question":"a","answer":"b"})").find("of 1 rows 0 can teach"),
            std::string::npos);
  const std::string one = R"({"question":"a","answer":"b","evenset":{"labels":{"topic":"fault"}}})";
  EXPECT_NE(refused_rows(one).find("all of them fault"), std::string::npos);
  EXPECT_NE(refused_rows(rows(7)).find("billing (7), fault (7)"), std::string::npos);
  EXPECT_EQ(refused_rows(rows(8)), "");
  EXPECT_THROW(Teacher({.dimension = ""}), Error);
}

// A field by mistake: nothing of the texts in the message.
TEST_F(Teaching, RefusesValuesThatAreNoNames) {
  options_.field = "note";
  const std::string said = refused_rows(R"({"question":"a","answer":"b","note":"secret of mine"})");
  EXPECT_NE(said.find("cannot be values"), std::string::npos);
  EXPECT_EQ(said.find("secret"), std::string::npos);
}

TEST_F(Teaching, ContradictionsAreNotLearned) {
  std::string text = rows(20), other = text;
  for (size_t at = 0; (at = other.find("\"billing\"", at)) != std::string::npos;)
    other.replace(at, 9, "\"fault\"");
  const Teacher teacher = taught_from(text + other);
  EXPECT_EQ(teacher.rows().contradictory, 40u);
  EXPECT_LE(teacher.teach().accuracy.value, 0.7);
}

TEST_F(Teaching, ComparesWithTheModelBefore) {
  const Teacher teacher = taught_from(rows(20));
  const Taught taught = teacher.teach();
  const std::string file = folder_.write("m", taught.file);
  // Rows it was taught from count as they were judged when held out.
  EXPECT_DOUBLE_EQ(teacher.accuracy_of(file).value(), taught.accuracy.value);
  const Teacher more = taught_from(rows(30));
  EXPECT_GT(more.accuracy_of(file).value(), 0.8);
  options_.encoder = folder_.write("other.safetensors", encoder_text(7));
  EXPECT_FALSE(taught_from(rows(20)).accuracy_of(file).has_value());
  options_.dimension = "mood";
  EXPECT_THROW(Teacher(options_).accuracy_of(file), Error);
}

TEST_F(Teaching, RefusesModels) {
  const std::string sound = taught_from(rows(8)).teach().file;
  const RowEncoder by = encoder();
  const auto refused = [&](const std::string& bytes, std::vector<Dimension> dimensions) {
    const std::string file = folder_.write("m", bytes);
    return refusal([&] { TaughtLabeller(file, dimensions, by); });
  };
  const std::vector<Dimension> plan = {topic({"billing", "fault"})};
  EXPECT_EQ(refused(sound, plan), "");
  for (size_t size = 0; size < sound.size(); size += 97)
    EXPECT_NE(refused(sound.substr(0, size), plan), "") << size;
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string bytes = sound;
    bytes.replace(bytes.find(from), from.size(), to);
    return refused(bytes, plan);
  };
  EXPECT_NE(changed("\"version\":\"1\"", "\"version\":\"2\"").find("version"), std::string::npos);
  EXPECT_NE(changed("\"evenset\":\"taught\"", "\"evenset\":\"tought\"").find("kind"), std::string::npos);
  EXPECT_NE(changed("\"accuracy\":\"", "\"accuracy\":\"x").size(), 0u);
  EXPECT_NE(changed("billing,fault", "billing+fault").size(), 0u);
  EXPECT_NE(changed("billing,fault", "billing,fauld").find("no value of it any more"), std::string::npos);
  EXPECT_NE(changed("\"dimension\":\"topic\"", "\"dimension\":\"tropc\"").size(), 0u);
  std::string flipped = sound;
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  EXPECT_NE(refused(flipped, plan).find("checksum"), std::string::npos);
  EXPECT_NE(refused(sound, {topic({"billing", "shipping"})}).find("no value"), std::string::npos);
  EXPECT_NE(refused(sound, {}).find("which the plan has not"), std::string::npos);

  const RowEncoder other(Tensors::open(folder_.write("e", encoder_text(7)), Encoder::kKind));
  EXPECT_NE(refusal([&] { TaughtLabeller(folder_.write("m", sound), plan, other); }).find("teach it again"),
            std::string::npos);
}

TEST_F(Teaching, FindsTheFilesOfADimension) {
  const std::string file = folder_.write("topic.safetensors", "x");
  folder_.write("mood.safetensors", "x");
  const std::string folder = file.substr(0, file.rfind('/'));
  EXPECT_EQ(taught_files(folder, std::vector<Dimension>{topic({"a", "b"})}), std::vector<std::string>{file});
  EXPECT_TRUE(taught_files(folder + "/nowhere", std::vector<Dimension>{topic({"a", "b"})}).empty());
}

TEST_F(Teaching, ASentenceAValue) {
  const Plan plan = parse_plan(
      "dimensions:\n"
      "  topic: {values: {billing: 'price of invoice', fault: {description: 'broken after error'}, other: "
      "},\n"
      "          targets: {billing: 0.5}}\n",
      "own.yaml");
  ASSERT_EQ(plan.descriptions.size(), 1u);
  EXPECT_EQ(plan.descriptions[0].sentences,
            (std::vector<std::string>{"price of invoice", "broken after error", ""}));
  const RowEncoder by = encoder();
  const DescribedLabeller labeller(plan.descriptions[0], plan.dimensions, by);
  EXPECT_EQ(labeller.dimension(), plan.dimension("topic"));
  const RowView row("fault: broken after error", "");
  const Label label = labeller.label(by.rows({&row, 1}));
  EXPECT_EQ(label.value, 1);
  EXPECT_GT(label.confidence, 1.0f / 3);
}

}  // namespace
}  // namespace evenset
