#include "llm/client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "evenset/error.h"

namespace evenset {
namespace {

constexpr size_t kHeaderBytes = size_t{256} << 10;

// The endpoint's own name for a fault ("model_not_found"): an identifier, so
// that none of its sentences, which may quote the request, gets into a message.
std::string code_in(const std::string& body) {
  const auto document = nlohmann::json::parse(body, nullptr, false);
  if (!document.is_object() || !document.contains("error") || !document["error"].is_object()) return {};
  for (const char* member : {"code", "type"}) {
    const auto found = document["error"].find(member);
    if (found == document["error"].end() || !found->is_string()) continue;
    const std::string& code = found->get_ref<const std::string&>();
    if (code.size() <= 40 && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos)
      return " (" + code + ")";
  }
  return {};
}

bool worth_repeating(long status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

// What will not become better by asking for other rows.
bool is_hopeless(long status) {
  return status / 100 == 3 || (status >= 401 && status <= 405) || status == 407;
}

std::string words_for(long status) {
  if (status / 100 == 3) return "it redirects elsewhere, which is not followed; give the final URL";
  if (status == 401 || status == 403) return "it does not take the key";
  if (status == 402) return "it wants to be paid first";
  if (status == 404 || status == 405) return "it has nothing of the kind at this address, or no such model";
  if (status == 413) return "the request is too large for it";
  if (status == 429) return "too many requests for it";
  if (status >= 500) return "it failed";
  return "it refuses the request";
}

bool is_certificate_fault(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR || code == CURLE_SSL_CERTPROBLEM;
}

}  // namespace

struct Client::State {
  State(const Endpoint& to, const ClientOptions& how) : endpoint(to), options(how) {}
  ~State() {
    curl_slist_free_all(headers);
    if (curl) curl_easy_cleanup(curl);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void set_up();
  CURLcode send(const std::string& json);
  Reply reply_of(CURLcode code);
  Reply reply_of_status();
  bool wait(int repetition) const;
  bool cancelled() const { return options.cancel && options.cancel->load(std::memory_order_relaxed); }

  Endpoint endpoint;
  ClientOptions options;
  CURL* curl = nullptr;
  curl_slist* headers = nullptr;
  std::string body;
  size_t header_bytes = 0;
  bool too_large = false;
};

namespace {

// The three are called by curl, in the thread of Client::post.
template <class State>
size_t take_body(char* bytes, size_t, size_t count, void* state) {
  State& s = *static_cast<State*>(state);
  s.too_large |= s.body.size() + count > s.options.answer_bytes;
  if (s.too_large) return 0;
  s.body.append(bytes, count);
  return count;
}

template <class State>
size_t count_header(char*, size_t, size_t count, void* state) {
  State& s = *static_cast<State*>(state);
  s.header_bytes += count;
  s.too_large |= s.header_bytes > kHeaderBytes;
  return s.too_large ? 0 : count;
}

template <class State>
int stop_if_cancelled(void* state, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const State*>(state)->cancelled() ? 1 : 0;
}

void check(const ClientOptions& options) {
  const auto bad = [](unsigned char c) { return c <= ' ' || c >= 127; };
  if (std::any_of(options.key.begin(), options.key.end(), bad))
    throw Error(ErrorKind::usage,
                "the endpoint's key holds a space, line break or other character that no key has");
  if (options.repetitions < 0 || options.repetitions > 20)
    throw Error(ErrorKind::usage, "repetitions are 0 to 20");
  for (const double seconds : {options.connect_seconds, options.answer_seconds, options.first_wait_seconds,
                               options.longest_wait_seconds})
    if (!(seconds >= 0 && seconds <= 86'400)) throw Error(ErrorKind::usage, "time limits are 0 to 86,400 s");
}

long milliseconds(double seconds) { return static_cast<long>(std::max(seconds, 0.001) * 1000); }

}  // namespace

void Client::State::set_up() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  curl = started == CURLE_OK ? curl_easy_init() : nullptr;
  if (!curl) throw Error(ErrorKind::remote, "libcurl does not start");
  for (const std::string& line :
       {std::string("Content-Type: application/json"), std::string("Accept: application/json"),
        std::string("Expect:"), options.key.empty() ? "" : "Authorization: Bearer " + options.key})
    if (!line.empty()) headers = curl_slist_append(headers, line.c_str());
  curl_easy_setopt(curl, CURLOPT_URL, endpoint.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  // "" also keeps curl from the proxies that the environment names.
  curl_easy_setopt(curl, CURLOPT_PROXY, endpoint.here ? "" : options.proxy.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connect_seconds));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds(options.answer_seconds));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body<State>);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, count_header<State>);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stop_if_cancelled<State>);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

CURLcode Client::State::send(const std::string& json) {
  body.clear();
  header_bytes = 0;
  too_large = false;
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(json.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.c_str());
  return curl_easy_perform(curl);
}

// An answer that is there is paid for: it counts even when it was cancelled meanwhile.
Reply Client::State::reply_of(CURLcode code) {
  Reply reply;
  if (code == CURLE_OK) return reply_of_status();
  if (cancelled()) {
    reply.kind = Reply::Kind::cancelled;
    reply.fault = "cancelled";
  } else if (too_large) {
    reply.kind = Reply::Kind::unusable;
    reply.fault = fmt::format("the answer is larger than {} bytes", options.answer_bytes);
  } else if (is_certificate_fault(code)) {
    reply.kind = Reply::Kind::hopeless;
    reply.fault = fmt::format("no secure connection: {}", curl_easy_strerror(code));
  } else if (code == CURLE_OPERATION_TIMEDOUT) {
    reply.fault = fmt::format("no answer within {} s", options.answer_seconds);
  } else {
    reply.fault = fmt::format("connection: {}", curl_easy_strerror(code));
  }
  return reply;
}

Reply Client::State::reply_of_status() {
  Reply reply;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
  if (reply.status / 100 == 2) {
    reply.kind = Reply::Kind::answered;
    reply.body = std::move(body);
    return reply;
  }
  if (is_hopeless(reply.status))
    reply.kind = Reply::Kind::hopeless;
  else if (!worth_repeating(reply.status))
    reply.kind = Reply::Kind::refused;
  reply.fault = fmt::format("HTTP {}{}: {}", reply.status, code_in(body), words_for(reply.status));
  return reply;
}

// False where it was cancelled meanwhile.
bool Client::State::wait(int repetition) const {
  curl_off_t named = 0;
  curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &named);
  const double seconds =
      std::min(options.longest_wait_seconds,
               named > 0 ? static_cast<double>(named)
                         : options.first_wait_seconds * static_cast<double>(1 << std::min(repetition, 20)));
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  while (Clock::now() < end) {
    if (cancelled()) return false;
    std::this_thread::sleep_for(
        std::min<std::chrono::duration<double>>(end - Clock::now(), std::chrono::milliseconds(50)));
  }
  return !cancelled();
}

Client::Client(const Endpoint& endpoint, const ClientOptions& options)
    : state_(std::make_unique<State>(endpoint, options)) {
  check(options);
  state_->set_up();
}

Client::~Client() = default;

Reply Client::post(const std::string& json) {
  int timeouts = 0;
  for (int repetition = 0;; ++repetition) {
    const CURLcode code = state_->cancelled() ? CURLE_ABORTED_BY_CALLBACK : state_->send(json);
    Reply reply = state_->reply_of(code);
    reply.sent = repetition + (reply.kind == Reply::Kind::cancelled ? 0 : 1);
    timeouts += code == CURLE_OPERATION_TIMEDOUT;
    if (reply.kind != Reply::Kind::failed || repetition >= state_->options.repetitions || timeouts > 1)
      return reply;
    if (state_->wait(repetition)) continue;
    reply.kind = Reply::Kind::cancelled;
    reply.fault = "cancelled";
    return reply;
  }
}

}  // namespace evenset
