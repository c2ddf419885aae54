#include "documents/page_domain.h"

#include <string>

#include "text/words.h"

namespace evenset {
namespace {

struct Named {
  std::string_view domain, words;  // words between blanks; the first domain wins
};

constexpr Named kNames[] = {
    {"pricing_billing",
     " pricing price prices billing bill invoice invoices invoicing plans payment payments subscription "
     "subscriptions cost costs refunds tariffs fees "},
    {"limitations",
     " limitations limitation limits limit quotas quota restrictions unsupported deprecated deprecations "
     "deprecation known-issues compatibility "},
    {"policies",
     " policies policy privacy legal terms security gdpr compliance sla support site-policy dpa licence "
     "license "
     "licensing data-protection contact "},
    {"use_cases",
     " use-cases usecases use-case case-studies case-study scenarios solutions examples cookbook recipes "
     "industries customers "},
    {"best_practices",
     " best-practices best-practice practices tips patterns recommendations optimization optimisation tuning "
     "performance guidelines optimizations "},
    {"api_integration",
     " api apis rest-api sdk sdks reference endpoints webhooks webhook integrations integration developers "
     "developer cli graphql client libraries api-reference "},
    {"setup_configuration",
     " setup set-up install installation installing configuration configure configuring getting-started "
     "quickstart quick-start onboarding administration admin troubleshooting migration migrating deployment "
     "deploy settings first-steps network installation-guide start "},
    {"product_features",
     " product products features feature overview concepts about functionality capabilities what-is "
     "release-notes "},
};

// "01_API-Reference" -> "api-reference".
std::string plain(std::string_view name) {
  std::string out;
  append_lower(out, name);
  for (char& c : out)
    if (c == '_' || c == ' ') c = '-';
  const size_t begin = out.find_first_not_of("0123456789-.");
  return begin == std::string::npos ? std::string() : out.substr(begin);
}

std::string_view domain_of(std::string_view word) {
  if (word.empty()) return {};
  const std::string whole = ' ' + std::string(word) + ' ';
  for (const Named& known : kNames)
    if (known.words.find(whole) != std::string_view::npos) return known.domain;
  return {};
}

// The whole name, else any of its words.
std::string_view domain_of_name(std::string_view name) {
  const std::string all = plain(name);
  if (const std::string_view domain = domain_of(all); !domain.empty()) return domain;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('-', at), all.size());
    if (const std::string_view domain = domain_of(std::string_view(all).substr(at, end - at));
        !domain.empty())
      return domain;
    at = end + 1;
  }
  return {};
}

}  // namespace

std::string_view page_domain(const Page& page) {
  const std::string_view path = page.path;
  for (size_t end = path.rfind('/'); end != std::string_view::npos && end > 0;) {
    const size_t begin = path.rfind('/', end - 1) + 1;  // npos + 1 is 0
    if (const std::string_view domain = domain_of(plain(path.substr(begin, end - begin))); !domain.empty())
      return domain;
    end = begin == 0 ? std::string_view::npos : begin - 1;
  }
  const size_t name = path.rfind('/') + 1;
  if (const std::string_view d = domain_of_name(path.substr(name, path.rfind('.') - name)); !d.empty())
    return d;
  return domain_of_name(page.title);
}

}  // namespace evenset
