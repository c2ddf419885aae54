// Sends rows, several a request, and sees to it that each gets a sound answer or
// is counted.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "evenset/llm.h"
#include "llm/answer.h"
#include "llm/cache.h"
#include "llm/client.h"
#include "llm/prompt.h"

namespace evenset {

// A row to be asked for.
struct Item {
  std::string json, key;
  RowAnswer answer;    // what is known so far
  bool asked = false;  // a request for it was sent and not cancelled
  bool alone = false;  // one with no other row in it

  bool complete() const;
  bool partly() const;  // some of the answer is there
};

// The requests that the items go into, as [begin, end): in order, so that the
// same rows share a request whatever the concurrency.
std::vector<std::pair<size_t, size_t>> requests_for(const std::vector<Item>& items,
                                                    const LlmOptions& options);

class Asker {
 public:
  // All of these outlive it. Throws Error{usage} for a key that is none.
  Asker(const Prompt& prompt, const LlmOptions& options, LabelCache& cache, LlmAccount& account);

  // Fill the items' answers. Throws Error{remote} where the endpoint is given up
  // before it gave one sound label.
  void ask(std::vector<Item>& items);

 private:
  Client& client(size_t n);
  void ask_together(Client& client, std::span<Item> items);
  void ask_alone(Client& client, Item& item);
  Reply::Kind send(Client& client, std::span<Item> items);
  Reply post(Client& client, std::span<const std::string_view> rows);
  bool may_ask();
  void settle(std::span<Item> items, const Reply& reply, Answer& answer);
  size_t take(std::span<Item> items, Answer& answer);
  void count_tokens(std::span<const Item> items, const Answer& answer);
  void count_miss(const Reply& reply, const std::string& fault);
  void stop(const std::string& why);

  const Prompt& prompt_;
  const LlmOptions& options_;
  LabelCache& cache_;
  LlmAccount& account_;  // guarded by mutex_ while ask() runs, as all below
  const Endpoint endpoint_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Client>> clients_;
  Dialect dialect_ = Dialect::full;
  bool proven_ = false;    // the dialect was answered
  int misses_ = 0;         // since the last request that brought a complete row
  bool trusted_ = false;   // there was one sound label, ever
  bool given_up_ = false;  // by the endpoint's fault
};

}  // namespace evenset
