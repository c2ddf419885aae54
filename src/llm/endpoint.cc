#include <curl/curl.h>

#include <memory>

#include "evenset/error.h"
#include "llm/client.h"

namespace evenset {
namespace {

using Url = std::unique_ptr<CURLU, void (*)(CURLU*)>;

// "" where the URL has no such part.
std::string part_of(const Url& url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, 0) != CURLUE_OK) return {};
  std::string out = text;
  curl_free(text);
  return out;
}

// By the address as written: curl takes "localhost" for this machine without asking.
bool is_here(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.substr(0, 4) == "127." && host.find_first_not_of("0123456789.") == std::string_view::npos;
}

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::usage, "endpoint: " + what); }

}  // namespace

Endpoint::Endpoint(const std::string& text, bool allow_http, std::string_view service) {
  const Url parts(curl_url(), curl_url_cleanup);
  if (!parts || curl_url_set(parts.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    refuse("no URL; give one such as https://host/v1");
  const std::string scheme = part_of(parts, CURLUPART_SCHEME);
  if (scheme != "https" && scheme != "http") refuse("the URL begins with neither https:// nor http://");
  if (!part_of(parts, CURLUPART_USER).empty() || !part_of(parts, CURLUPART_PASSWORD).empty())
    refuse("the URL holds a user name or password; give the key apart from it");
  here = is_here(part_of(parts, CURLUPART_HOST));
  if (scheme == "http" && !here && !allow_http)
    refuse("plain http to another machine would send rows and key unencrypted; use https, or allow it");

  std::string path = part_of(parts, CURLUPART_PATH);
  while (!path.empty() && path.back() == '/') path.pop_back();
  if (!path.ends_with(service)) path += service;
  curl_url_set(parts.get(), CURLUPART_PATH, path.c_str(), 0);
  curl_url_set(parts.get(), CURLUPART_FRAGMENT, nullptr, 0);
  url = part_of(parts, CURLUPART_URL);
  curl_url_set(parts.get(), CURLUPART_QUERY, nullptr, 0);
  shown = part_of(parts, CURLUPART_URL);
}

}  // namespace evenset
