#include "evenset/embeddings.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>

#include "evenset/error.h"
#include "llm/client.h"
#include "llm/embedding_answer.h"
#include "llm/prompt.h"
#include "llm/requests.h"
#include "llm/vector_cache.h"
#include "parallel.h"
#include "sha256.h"
#include "text/utf8.h"

namespace evenset {
namespace {

constexpr size_t kEmpty = static_cast<size_t>(-1);

void require(bool good, const char* what) {
  if (!good) throw Error(ErrorKind::usage, what);
}

EmbeddingOptions checked(EmbeddingOptions&& o) {
  require(!o.model.empty(), "no model is named for the endpoint");
  require(o.texts_per_request >= 1 && o.texts_per_request <= 2048, "texts per request are 1 to 2,048");
  require(o.bytes_per_text >= 64 && o.bytes_per_text <= 1'000'000, "bytes per text are 64 to 1,000,000");
  require(o.concurrency >= 1 && o.concurrency <= 64, "requests at a time are 1 to 64");
  return std::move(o);
}

// A text that is looked up or asked for, once however often it is there.
struct Item {
  std::string text, key;  // text: as it is sent
  bool shortened = false;
  std::vector<float> vector;
};

struct Work {
  std::vector<Item> items;
  std::vector<size_t> item_of;  // of each text; kEmpty where it is blank
  std::vector<Item*> to_ask;    // in order
};

using Request = std::span<Item* const>;

std::string body_of(const std::string& model, Request request) {
  nlohmann::ordered_json out{{"model", model}, {"input", nlohmann::ordered_json::array()}};
  for (const Item* item : request) out["input"].push_back(item->text);
  return out.dump();
}

std::vector<std::pair<size_t, size_t>> requests_of(const Work& work, const EmbeddingOptions& options) {
  std::vector<size_t> sizes;
  for (const Item* item : work.to_ask) sizes.push_back(item->text.size());
  return requests_for(sizes, options.texts_per_request, options.bytes_per_request);
}

uint64_t tokens_of(Request request) {
  uint64_t out = 0;
  for (const Item* item : request) out += estimated_tokens(item->text);
  return out;
}

}  // namespace

struct EmbeddingEndpoint::State {
  explicit State(EmbeddingOptions&& o)
      : options(checked(std::move(o))),
        endpoint(options.endpoint, options.allow_http, kEmbeddings),
        cache(options.cache) {
    for (int i = 0; i < options.concurrency; ++i)
      clients.push_back(std::make_unique<Client>(endpoint, client_options(options)));
    account.cache_garbage = estimated.cache_garbage = cache.garbage();
  }

  Item item_of(std::string_view sent, bool shortened) const;
  Work work_of(std::span<const std::string_view> texts);
  void look_up(Item& item);
  void count(const Work& work, EmbeddingAccount& out) const;
  void ask(const Work& work);
  void ask_for(Client& client, Request request);
  void take(Request request, const EmbeddingAnswer& answer);
  void agree(size_t numbers, const char* whose);
  [[noreturn]] void refuse(const std::string& fault) const;

  EmbeddingOptions options;
  Endpoint endpoint;
  VectorCache cache;
  std::vector<std::unique_ptr<Client>> clients;
  size_t width = 0;  // guarded by mutex while ask() runs, as the account and the cache
  std::mutex mutex;
  EmbeddingAccount account, estimated;
  std::unordered_set<std::string> expected;  // keys of estimated
};

Item EmbeddingEndpoint::State::item_of(std::string_view sent, bool shortened) const {
  Item out;
  out.shortened = shortened;
  append_well_formed(out.text, sent);
  out.key = sha256_of(fmt::format("embedding\n{}\n{}\n{}", options.model.size(), options.model, out.text));
  return out;
}

Work EmbeddingEndpoint::State::work_of(std::span<const std::string_view> texts) {
  Work out;
  std::unordered_map<std::string, size_t> known;
  for (const std::string_view text : texts) {
    out.item_of.push_back(kEmpty);
    const std::string_view sent = text.substr(0, utf8_start(text, options.bytes_per_text));
    if (sent.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    Item item = item_of(sent, sent.size() < text.size());
    const auto [found, is_new] = known.emplace(item.key, out.items.size());
    out.item_of.back() = found->second;
    if (is_new) out.items.push_back(std::move(item));
  }
  return out;
}

void EmbeddingEndpoint::State::count(const Work& work, EmbeddingAccount& out) const {
  const auto empty = static_cast<uint64_t>(std::count(work.item_of.begin(), work.item_of.end(), kEmpty));
  out.texts += work.item_of.size();
  out.empty += empty;
  out.asked += work.to_ask.size();
  out.cached += work.item_of.size() - empty - work.to_ask.size();
  for (const Item* item : work.to_ask) out.shortened += item->shortened;
}

void EmbeddingEndpoint::State::refuse(const std::string& fault) const {
  throw Error(ErrorKind::remote, fmt::format("{}: {}", endpoint.shown, fault));
}

// Whether all vectors have the same numbers.
void EmbeddingEndpoint::State::agree(size_t numbers, const char* whose) {
  if (width != 0 && numbers != width)
    refuse(fmt::format("vectors of this model had {} numbers, and {} {}{}", width, whose, numbers,
                       options.cache.empty() ? "" : "; is it another model now? Give another cache file"));
  width = numbers;
}

void EmbeddingEndpoint::State::look_up(Item& item) {
  if (auto vector = cache.find(item.key)) {
    agree(vector->size(), "one in the cache has");
    item.vector = std::move(*vector);
  }
}

void EmbeddingEndpoint::State::ask(const Work& work) {
  const auto requests = requests_of(work, options);
  const size_t workers = std::min(requests.size(), clients.size());
  std::atomic<size_t> next{0};
  for_each_on(static_cast<int>(workers), workers, [&](size_t worker) {
    try {
      for (size_t r; (r = next++) < requests.size();)
        ask_for(*clients[worker],
                Request(work.to_ask).subspan(requests[r].first, requests[r].second - requests[r].first));
    } catch (...) {
      next = requests.size();  // the others pay for no more
      throw;
    }
  });
}

void EmbeddingEndpoint::State::ask_for(Client& client, Request request) {
  const Reply reply = client.post(body_of(options.model, request));
  const bool answered = reply.kind == Reply::Kind::answered;
  const EmbeddingAnswer answer = answered ? read_embeddings(reply.body, request.size()) : EmbeddingAnswer();
  const std::lock_guard lock(mutex);
  account.requests += static_cast<uint64_t>(reply.sent);
  if (reply.kind == Reply::Kind::refused)
    refuse(fmt::format("{}; it held up to {} texts of up to {} bytes, which may be more than the model takes",
                       reply.fault, options.texts_per_request, options.bytes_per_text));
  if (!answered) refuse(reply.fault);
  account.input_tokens += answer.input_tokens.value_or(tokens_of(request));
  if (!answer.fault.empty()) refuse(answer.fault);
  agree(answer.width, "a new one has");
  take(request, answer);
}

void EmbeddingEndpoint::State::take(Request request, const EmbeddingAnswer& answer) {
  const float* vector = answer.vectors.data();
  for (Item* item : request) {
    item->vector.assign(vector, vector + width);
    cache.add(item->key, item->vector);
    vector += width;
  }
  account.cache_fault = cache.fault();
}

EmbeddingEndpoint::EmbeddingEndpoint(EmbeddingOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}
EmbeddingEndpoint::~EmbeddingEndpoint() = default;
EmbeddingEndpoint::EmbeddingEndpoint(EmbeddingEndpoint&&) noexcept = default;

size_t EmbeddingEndpoint::width() const { return state_->width; }
const EmbeddingAccount& EmbeddingEndpoint::account() const { return state_->account; }

std::vector<float> EmbeddingEndpoint::vectors(std::span<const std::string_view> texts) {
  State& s = *state_;
  Work work = s.work_of(texts);
  for (Item& item : work.items) {
    s.look_up(item);
    if (item.vector.empty()) work.to_ask.push_back(&item);
  }
  s.count(work, s.account);
  s.account.cache_garbage = s.cache.garbage();
  s.ask(work);
  std::vector<float> out(texts.size() * s.width);
  for (size_t i = 0; i < texts.size(); ++i)
    if (work.item_of[i] != kEmpty)
      std::copy_n(work.items[work.item_of[i]].vector.begin(), s.width,
                  out.begin() + static_cast<ptrdiff_t>(i * s.width));
  return out;
}

const EmbeddingAccount& EmbeddingEndpoint::estimate(std::span<const std::string_view> texts) {
  State& s = *state_;
  Work work = s.work_of(texts);
  for (Item& item : work.items)
    if (!s.cache.knows(item.key) && s.expected.insert(item.key).second) work.to_ask.push_back(&item);
  s.count(work, s.estimated);
  for (const auto& [begin, end] : requests_of(work, s.options)) {
    ++s.estimated.requests;
    s.estimated.input_tokens += tokens_of(Request(work.to_ask).subspan(begin, end - begin));
  }
  return s.estimated;
}

}  // namespace evenset
