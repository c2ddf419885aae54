#include "llm/ask.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

#include "evenset/error.h"
#include "llm/requests.h"

namespace evenset {
namespace {

// An endpoint is given up after so many misses in a row: a useless answer is
// one, no answer in spite of all repetitions is five.
constexpr int kMisses = 20, kNoAnswer = 5;

bool is_known(const std::optional<Label>& label) { return label.has_value(); }

}  // namespace

bool Item::complete() const { return partly() && std::all_of(answer.begin(), answer.end(), is_known); }
bool Item::partly() const { return std::any_of(answer.begin(), answer.end(), is_known); }

std::vector<std::pair<size_t, size_t>> requests_for(const std::vector<Item>& items,
                                                    const LlmOptions& options) {
  std::vector<size_t> sizes;
  for (const Item& item : items) sizes.push_back(item.json.size());
  return requests_for(sizes, options.rows_per_request, options.bytes_per_request);
}

Asker::Asker(const Prompt& prompt, const LlmOptions& options, LabelCache& cache, LlmAccount& account)
    : prompt_(prompt),
      options_(options),
      cache_(cache),
      account_(account),
      endpoint_(options.endpoint, options.allow_http) {
  client(0);
}

Client& Asker::client(size_t n) {
  while (clients_.size() <= n)
    clients_.push_back(std::make_unique<Client>(endpoint_, client_options(options_)));
  return *clients_[n];
}

void Asker::ask(std::vector<Item>& items) {
  const auto requests = requests_for(items, options_);
  const size_t workers = std::min(requests.size(), static_cast<size_t>(options_.concurrency));
  if (workers == 0) return;
  client(workers - 1);
  std::atomic<size_t> next{0};
  std::vector<std::exception_ptr> faults(workers);
  auto work = [&](size_t worker) {
    try {
      for (size_t r; (r = next++) < requests.size();)
        ask_together(*clients_[worker], {&items[requests[r].first], requests[r].second - requests[r].first});
    } catch (...) {
      faults[worker] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (size_t worker = 1; worker < workers; ++worker) others.emplace_back(work, worker);
    work(0);
  }
  for (const std::exception_ptr& fault : faults)
    if (fault) std::rethrow_exception(fault);
  if (given_up_ && !trusted_) throw Error(ErrorKind::remote, account_.stopped);
}

void Asker::ask_together(Client& client, std::span<Item> items) {
  if (!may_ask()) return;
  const Reply::Kind kind = send(client, items);
  const bool is_rows_fault =
      kind == Reply::Kind::answered || kind == Reply::Kind::unusable || kind == Reply::Kind::refused;
  if (!is_rows_fault) return;
  for (Item& item : items)
    if (!item.complete()) ask_alone(client, item);
}

void Asker::ask_alone(Client& client, Item& item) {
  for (int time = 0; time < options_.times_alone && !item.complete(); ++time) {
    if (!may_ask()) return;
    item.alone = true;
    const Reply::Kind kind = send(client, {&item, 1});
    if (kind != Reply::Kind::answered && kind != Reply::Kind::unusable) return;
  }
}

Reply::Kind Asker::send(Client& client, std::span<Item> items) {
  std::vector<std::string_view> rows;
  for (const Item& item : items) rows.push_back(item.json);
  const Reply reply = post(client, rows);
  Answer answer;
  if (reply.kind == Reply::Kind::answered)
    answer = read_answer(reply.body, prompt_.dimensions(), items.size());
  const std::lock_guard lock(mutex_);
  settle(items, reply, answer);
  return reply.kind;
}

// The first request finds out what the endpoint takes. Several at once find the same.
Reply Asker::post(Client& client, std::span<const std::string_view> rows) {
  int sent = 0;
  std::unique_lock lock(mutex_);
  for (Dialect dialect = dialect_;; dialect = static_cast<Dialect>(static_cast<int>(dialect) + 1)) {
    lock.unlock();
    Reply reply = client.post(prompt_.request(rows, dialect));
    reply.sent = sent += reply.sent;
    lock.lock();
    if (reply.kind == Reply::Kind::answered && !proven_) {
      dialect_ = dialect;
      proven_ = true;
    }
    const bool other = (reply.status == 400 || reply.status == 422) && !proven_ && dialect != Dialect::text;
    if (!other) return reply;
  }
}

bool Asker::may_ask() {
  const std::lock_guard lock(mutex_);
  if (!account_.stopped.empty()) return false;
  if (options_.cancel && options_.cancel->load())
    stop("cancelled");
  else if (options_.max_requests > 0 && account_.requests >= options_.max_requests)
    stop(fmt::format("the limit of {} requests is reached", options_.max_requests));
  else if (options_.max_cost > 0 && account_.cost >= options_.max_cost)
    stop(fmt::format("the cost limit of {} is reached", options_.max_cost));
  return account_.stopped.empty();
}

void Asker::stop(const std::string& why) {
  if (account_.stopped.empty()) account_.stopped = why;
}

void Asker::settle(std::span<Item> items, const Reply& reply, Answer& answer) {
  account_.requests += static_cast<uint64_t>(reply.sent);
  account_.strange += answer.strange;
  const std::string& fault = reply.fault.empty() ? answer.fault : reply.fault;
  if (!fault.empty()) ++account_.faults[fault];
  if (reply.kind == Reply::Kind::cancelled) return stop("cancelled");
  for (Item& item : items) item.asked = true;
  if (items.size() == 1 && items[0].alone) ++account_.asked_again;
  size_t complete = 0;
  if (reply.kind == Reply::Kind::answered) {
    count_tokens(items, answer);
    if (answer.fault.empty()) complete = take(items, answer);
  }
  if (complete > 0)
    misses_ = 0;
  else
    count_miss(reply, fault);
  if (options_.on_answer) options_.on_answer(account_);
}

// How many items are complete now and were not.
size_t Asker::take(std::span<Item> items, Answer& answer) {
  size_t complete = 0;
  for (size_t n = 0; n < items.size(); ++n) {
    Item& item = items[n];
    RowAnswer& row = answer.rows[n];
    if (!std::any_of(row.begin(), row.end(), is_known))
      ++account_.faults["a row is missing from the answer"];
    else if (!std::all_of(row.begin(), row.end(), is_known))
      ++account_.faults["a row's label is missing or none of its dimension's values"];
    item.answer.resize(row.size());
    for (size_t d = 0; d < row.size(); ++d)
      if (!item.answer[d]) item.answer[d] = row[d];
    trusted_ |= item.partly();
    if (!item.complete()) continue;
    ++complete;
    std::vector<Label> labels;
    for (const std::optional<Label>& label : item.answer) labels.push_back(*label);
    if (!cache_.add(item.key, labels)) account_.cache_fault = cache_.fault();
  }
  return complete;
}

void Asker::count_tokens(std::span<const Item> items, const Answer& answer) {
  uint64_t tokens = 0;
  for (const Item& item : items) tokens += estimated_tokens(item.json);
  account_.input_tokens += answer.input_tokens.value_or(prompt_.input_tokens(items.size(), tokens));
  account_.output_tokens += answer.output_tokens.value_or(prompt_.output_tokens(items.size()));
  account_.cost = options_.price.of(account_.input_tokens, account_.output_tokens);
}

void Asker::count_miss(const Reply& reply, const std::string& fault) {
  misses_ += reply.kind == Reply::Kind::failed ? kNoAnswer : 1;
  const bool hopeless = reply.kind == Reply::Kind::hopeless;
  if (!hopeless && misses_ < kMisses) return;
  given_up_ |= account_.stopped.empty();
  const std::string why = fault.empty() ? "no row was labelled soundly" : fault;
  stop(fmt::format("{}: {}{}", endpoint_.shown, why,
                   hopeless ? "" : "; nothing usable came for long, so no more is asked"));
}

}  // namespace evenset
