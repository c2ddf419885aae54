#include <gtest/gtest.h>

#include "text/personal.h"
#include "text/secrets.h"

namespace evenset {
namespace {

TEST(HoldsSecret, Table) {
  // Forms are put together here so that no scanner takes this file for a leak.
  const std::string key = "-----BEGIN RSA ", aws = "AKIA", stripe = "sk_live", slack = "xoxb";
  const std::pair<std::string, bool> rows[] = {
      {"", false},
      {key + "PRIVATE KEY-----\nMIIE", true},
      {"-----BEGIN PUBLIC KEY-----", false},
      {"id " + aws + "IOSFODNN7EXAMPLE", true},
      {"MY" + aws + "IOSFODNN7EXAMPLE", false},
      {stripe + "_4eC39HqLyjWDarjtT1zdp7dc", true},
      {stripe + "_xxxxxxxxxxxxxxxxxxxxxxxx", false},
      {"token " + slack + "-2345678901-abcdef", true},
      {"postgres://app:s3cretPw9@db.internal/app", true},
      {"postgres://user:password@localhost/app", false},
      {"postgres://app:${DB_PASSWORD}@db/app", false},
      {"https://docs.acme.io/guide:intro@v2", false},
      {"api_key = \"9f8a7c6d5e4b3a2918070f6e5d4c3b2a\"", true},
      {"API_KEY=YOUR_API_KEY", false},
      {"password: correct horse", false},
      {"my password is Tr0ub4dor&3x", true},
      {"the token: authentication", false},
      {"\"secret\": \"<your secret>\"", false},
      {"token = os.environ['API_TOKEN_2']", false},
      {"max_tokens=1024", false},
  };
  for (const auto& [text, wanted] : rows) EXPECT_EQ(holds_secret(text), wanted) << text;
}

TEST(HoldsPersonalData, Table) {
  struct {
    const char* text;
    bool email, phone, iban, card;
  } rows[] = {
      {"", false, false, false, false},
      {"mail maria.lopez@contoso-mail.com.", true, false, false, false},
      {"mail jane@example.com or support@acme.io", false, false, false, false},
      {"git@github.com:a/b.git, @handle, a@b", false, false, false, false},
      {"root@build.internal.test", false, false, false, false},
      {"call +49 30 901820-12", false, true, false, false},
      {"call (415) 555-2671 today", false, true, false, false},
      {"415-555-2671", false, true, false, false},
      {"on 2024-05-17 at 10:30, 192.168.100.200", false, false, false, false},
      {"x = 3 +12345678", false, false, false, false},
      {"build 415-555-26711", false, false, false, false},
      {"IBAN DE89 3704 0044 0532 0130 00", false, false, true, false},
      {"IBAN DE89370400440532013000.", false, false, true, false},
      {"IBAN DE89 3704 0044 0532 0130 01", false, false, false, false},
      {"GB82WEST12345698765432", false, false, true, false},
      {"card 4111 1111 1111 1111", false, false, false, true},
      {"card 4111-1111-1111-1112", false, false, false, false},
      {"5500005555555559", false, false, false, true},
      {"378282246310005", false, false, false, true},
      {"order 0000000000000000", false, false, false, false},
      {"hash a4111111111111111", false, false, false, false},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(holds_email(row.text), row.email) << row.text;
    EXPECT_EQ(holds_phone(row.text), row.phone) << row.text;
    EXPECT_EQ(holds_iban(row.text), row.iban) << row.text;
    EXPECT_EQ(holds_card(row.text), row.card) << row.text;
    EXPECT_EQ(holds_personal_data(row.text), row.email || row.phone || row.iban || row.card) << row.text;
  }
}

}  // namespace
}  // namespace evenset
