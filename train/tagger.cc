// Train the tagger, or say how good the shipped one is.
//
//   train_tagger TAGGED.jsonl --out tagger.safetensors [--epochs 12]
//   train_tagger HELD_OUT.jsonl --measure
//
// A line is {"text":"…","tags":"XRVN"}, a letter of kPartLetters a word, and
// perhaps "second", tagged by somebody else. The same file gives the same bytes.
#include "language/tagger.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "evenset/error.h"
#include "models/safetensors_out.h"
#include "text/hash.h"
#include "text/words.h"

namespace {

using namespace evenset;

struct Sentence {
  std::string text, lower;
  std::vector<Token> words;
  std::vector<PartOfSpeech> tags, second;
};

std::vector<PartOfSpeech> parsed(const std::string& letters, size_t words, const std::string& place) {
  std::vector<PartOfSpeech> out;
  for (const char letter : letters) {
    const size_t found = kPartLetters.find(letter);
    if (found == std::string_view::npos) throw Error(ErrorKind::input, place + ": no tag is called so");
    out.push_back(static_cast<PartOfSpeech>(found));
  }
  if (out.size() != words)
    throw Error(ErrorKind::input, fmt::format("{}: {} tags for {} words", place, out.size(), words));
  return out;
}

// Sentences stay where they are: tokens are views of their texts.
std::vector<std::unique_ptr<Sentence>> sentences(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorKind::io, file + ": cannot be read", file);
  std::vector<std::unique_ptr<Sentence>> out;
  for (std::string line; std::getline(in, line);) {
    const auto row = nlohmann::json::parse(line);
    Sentence& one = *out.emplace_back(std::make_unique<Sentence>());
    one.text = row.at("text");
    append_lower(one.lower, one.text);
    tokens(one.words, one.text, one.lower);
    const std::string place = fmt::format("{}:{}", file, out.size());
    one.tags = parsed(row.at("tags"), one.words.size(), place);
    if (row.contains("second")) one.second = parsed(row.at("second"), one.words.size(), place);
  }
  return out;
}

// The averaged perceptron. `drift` sums each change times the step at which it
// was made, so that the average over all steps is known at the end.
class Perceptron {
 public:
  Perceptron() : weights_(kSize), drift_(kSize) {}

  void learn(const Sentence& sentence) {
    const TaggerFeatures features(sentence.words);
    PartOfSpeech before = PartOfSpeech::other, before_that = PartOfSpeech::other;
    for (size_t i = 0; i < sentence.words.size(); ++i) {
      const TaggerFeatures::Places places = features.at(i, before, before_that);
      const size_t guess = best(places), right = static_cast<size_t>(sentence.tags[i]);
      ++step_;
      if (guess != right) {
        change(places, right, 1);
        change(places, guess, -1);
      }
      before_that = before;
      before = static_cast<PartOfSpeech>(guess);
    }
  }

  // The average, as whole numbers: the largest becomes 127.
  std::vector<int8_t> table() const {
    std::vector<double> average(kSize);
    double most = 1e-9;
    for (size_t k = 0; k < kSize; ++k) {
      average[k] = weights_[k] - drift_[k] / static_cast<double>(step_);
      most = std::max(most, std::abs(average[k]));
    }
    std::vector<int8_t> out(kSize);
    for (size_t k = 0; k < kSize; ++k) out[k] = static_cast<int8_t>(std::lround(127 * average[k] / most));
    return out;
  }

 private:
  static constexpr size_t kSize = TaggerFeatures::kBuckets * Tagger::kLanes;

  size_t best(const TaggerFeatures::Places& places) const {
    std::array<double, kPartsOfSpeech> sums{};
    for (const uint32_t place : places)
      for (size_t t = 0; t < kPartsOfSpeech; ++t) sums[t] += weights_[place * Tagger::kLanes + t];
    return static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  }
  void change(const TaggerFeatures::Places& places, size_t tag, double by) {
    for (const uint32_t place : places) {
      weights_[place * Tagger::kLanes + tag] += by;
      drift_[place * Tagger::kLanes + tag] += by * static_cast<double>(step_);
    }
  }

  std::vector<double> weights_, drift_;
  uint64_t step_ = 0;
};

void train(const std::string& file, const std::string& out, int epochs) {
  const auto all = sentences(file);
  std::vector<size_t> order(all.size());
  std::iota(order.begin(), order.end(), size_t{0});
  Perceptron perceptron;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
      return draw(static_cast<uint64_t>(epoch), a) < draw(static_cast<uint64_t>(epoch), b);
    });
    for (const size_t i : order) perceptron.learn(*all[i]);
  }
  SafetensorsOut model;
  model.add("table", {TaggerFeatures::kBuckets, Tagger::kLanes}, perceptron.table());
  std::ofstream to(out, std::ios::binary);
  const std::string bytes = model.file("tagger", {{"trained", fmt::format("{} sentences", all.size())}});
  if (!to.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush())
    throw Error(ErrorKind::io, out + ": cannot be written", out);
}

struct Count {
  size_t right = 0, given = 0, true_ones = 0;
  void print(const char* what) const {
    const auto share = [](size_t a, size_t b) {
      return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
    };
    fmt::print("{:<24} precision {:.3f}  recall {:.3f}  ({} in the test)\n", what, share(right, given),
               share(right, true_ones), true_ones);
  }
};

// Verbs, those that begin a sentence (imperatives, mostly) apart.
void measure(const std::string& file) {
  size_t words = 0, right = 0, agreed = 0;
  Count verbs, first, second;
  std::vector<PartOfSpeech> given;
  const auto all = sentences(file);
  for (const auto& one : all) {
    shipped_tagger().tag(one->words, given);
    for (size_t i = 0; i < given.size(); ++i) {
      const bool is = one->tags[i] == PartOfSpeech::verb, says = given[i] == PartOfSpeech::verb;
      Count& count = one->words[i].sentence_start ? first : verbs;
      ++words;
      right += given[i] == one->tags[i];
      count.given += says;
      count.true_ones += is;
      count.right += is && says;
      if (one->second.empty()) continue;
      const bool other = one->second[i] == PartOfSpeech::verb;
      agreed += one->second[i] == one->tags[i];
      second.given += other;
      second.true_ones += is;
      second.right += is && other;
    }
  }
  fmt::print("{} sentences, {} words, tags right {:.3f}\n", all.size(), words,
             static_cast<double>(right) / static_cast<double>(words));
  verbs.print("verbs inside");
  first.print("verbs that begin");
  if (second.given > 0) {
    fmt::print("two people: tags alike {:.3f}\n", static_cast<double>(agreed) / static_cast<double>(words));
    second.print("  verbs");
  }
  const auto begin = std::chrono::steady_clock::now();
  size_t done = 0;
  while (done < 2'000'000)
    for (const auto& one : all) {
      shipped_tagger().tag(one->words, given);
      done += given.size();
    }
  fmt::print("{:.0f} words a second on one core\n",
             static_cast<double>(done) /
                 std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

}  // namespace

int main(int argc, char** argv) {
  std::string file, out;
  int epochs = 12;
  bool only_measure = false;
  CLI::App app("Train the tagger.");
  app.add_option("file", file, "tagged sentences")->required();
  app.add_option("--out", out, "the model's file");
  app.add_option("--epochs", epochs, "passes over the sentences")->check(CLI::Range(1, 100));
  app.add_flag("--measure", only_measure, "how good the shipped tagger is on these");
  CLI11_PARSE(app, argc, argv);
  try {
    only_measure ? measure(file) : train(file, out, epochs);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "train_tagger: {}\n", fault.what());
    return 2;
  }
  return 0;
}
