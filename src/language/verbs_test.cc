#include "language/verbs.h"

#include <gtest/gtest.h>

#include "language/lemma.h"
#include "language/parts.h"
#include "language/topics.h"

namespace evenset {
namespace {

TEST(MainRequest, Table) {
  struct {
    const char* question;
    const char* verb;
    const char* object;
  } rows[] = {
      {"", "", ""},
      {"?!", "", ""},
      {"日本語の質問ですか", "", ""},
      {"How do I deploy a model to RunPod?", "deploy", "model"},
      {"how to set up webhooks", "set", "webhook"},
      {"What's the default learning rate?", "be", "rate"},
      {"What GPUs does it support?", "support", "gpu"},
      {"Which plan should I choose for two users?", "choose", "plan"},
      {"Can you please export our invoices?", "export", "invoice"},
      {"Configure the retry limit.", "configure", "limit"},
      {"Please delete my account", "delete", "account"},
      {"I need to migrate the old sensors.", "migrate", "sensor"},
      {"I'd like to know the price", "know", "price"},
      {"Is it possible to rename a project?", "rename", "project"},
      {"Does the new API support batching?", "support", "batching"},
      {"What causes a 401 on upload?", "cause", "401"},
      {"What happens if the payment fails?", "happen", ""},
      {"Why is my training not updating?", "update", ""},
      {"Help me understand the invoice", "understand", "invoice"},
      {"My gateway is offline. How do I restart it?", "restart", ""},
      {"If the build fails, how can I roll back the release?", "roll", "release"},
      {"In Python, write a function that adds numbers", "write", "function"},
      {"Will this fit on a small GPU?", "fit", ""},
      {"Getting a timeout error, what can I do?", "get", "error"},
      {"Model is overfitting, how to fix?", "fix", ""},
      {"Turn on the alarm", "turn", "alarm"},
      {"Have you changed the price list?", "change", "list"},
      {"How are invoices calculated?", "calculate", ""},
  };
  for (const auto& row : rows) {
    const Request request = main_request(row.question);
    EXPECT_EQ(request.verb, row.verb) << row.question;
    EXPECT_EQ(request.object, row.object) << row.question;
  }
}

TEST(Lemma, Verbs) {
  const std::pair<const char*, const char*> rows[] = {
      {"deployed", "deploy"},
      {"using", "use"},
      {"planned", "plan"},
      {"wrote", "write"},
      {"tries", "try"},
      {"fixes", "fix"},
      {"hoping", "hope"},
      {"hopping", "hop"},
      {"tying", "tie"},
      {"is", "be"},
      {"thing", ""},
      {"xylograph", ""},
      {"", ""},
      {"s", ""},
      {"ing", ""},
      {"found", "found"},
      {"debugging", "debug"},
      {"caches", "cache"},
  };
  for (auto [word, base] : rows) EXPECT_EQ(verb_lemma(word), base) << word;
}

TEST(Lemma, Nouns) {
  const std::pair<const char*, const char*> rows[] = {
      {"invoices", "invoice"}, {"policies", "policy"},
      {"boxes", "box"},        {"status", "status"},
      {"people", "person"},    {"metrics", "metric"},
      {"address", "address"},  {"user's", "user"},
      {"gpus", "gpu"},         {"", ""},
  };
  for (auto [word, base] : rows) EXPECT_EQ(noun_lemma(word), base) << word;
}

TEST(LightStem, InflectionsShareIt) {
  for (auto word : {"configures", "configured", "configuring", "configuration"})
    EXPECT_EQ(light_stem(word), light_stem("configure")) << word;
  EXPECT_NE(light_stem("password"), light_stem("passport"));
}

size_t topic_count(std::string_view question) {
  std::string lower(question);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::vector<Token> words;
  tokens(words, question, lower);
  std::vector<uint64_t> topics;
  append_topics(topics, words, main_request(question).at);
  return topics.size();
}

TEST(Topics, AreNounPhrases) {
  EXPECT_EQ(topic_count(""), 0u);
  EXPECT_EQ(topic_count("How do I do it?"), 0u);
  EXPECT_EQ(topic_count("How do I configure gradient accumulation?"), 1u);
  EXPECT_EQ(topic_count("Difference between LoRA and full fine-tuning"), 3u);
  EXPECT_EQ(topic_count("What does 42 mean?"), 0u);
}

TEST(UnansweredParts, Table) {
  const char* two = "How do I export my invoices? And where do I rotate webhook signing keys?";
  EXPECT_EQ(unanswered_parts(two, "Invoices are exported under Billing."), 1);
  EXPECT_EQ(unanswered_parts(two, "Export invoices under Billing; signing keys are under Developers."), 0);
  EXPECT_EQ(unanswered_parts(two, "Which workspace do you mean?"), 0);
  EXPECT_EQ(unanswered_parts(two, ""), 0);
  EXPECT_EQ(unanswered_parts(two, "Let me think."), 0);  // speaks to neither: another fault
  EXPECT_EQ(unanswered_parts("1. Export the invoices\n2. Rotate the webhook keys", "1. Done.\n2. Done."), 0);
  EXPECT_EQ(unanswered_parts("What is the rate limit?", "Ten."), 0);
}

}  // namespace
}  // namespace evenset
