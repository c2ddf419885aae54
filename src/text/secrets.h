// Credentials in a text.
#pragma once

#include <string_view>

namespace evenset {

// Whether a text probably holds a secret: a private key block, a token with a
// well-known form (AWS, GitHub, GitLab, Slack, Stripe, OpenAI, Google, Hugging
// Face, npm, PyPI, SendGrid, JSON web tokens), a password inside a URL, or a
// random-looking value given to something called key, token, secret or
// password. Placeholders (YOUR_KEY, xxxx, <token>, ${TOKEN}) are none. Forms
// after gitleaks' rules. Cost: 2 ns a byte.
bool holds_secret(std::string_view text);

}  // namespace evenset
