#include "sha256.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

#include "evenset/error.h"

namespace evenset {
namespace {

std::string hexadecimal(const Sha256& digest) {
  std::string out;
  for (const unsigned char byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
  Sha256 out;
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, EVP_sha256(), nullptr) != 1)
    throw std::bad_alloc();
  return out;
}

std::string sha256_of(std::string_view bytes) { return hexadecimal(sha256(bytes)); }

std::string sha256_of_file(const std::string& file) {
  std::unique_ptr<FILE, int (*)(FILE*)> in(std::fopen(file.c_str(), "rb"), std::fclose);
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> state(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!in) throw Error(ErrorKind::io, file + ": " + std::strerror(errno), file);
  bool good = state && EVP_DigestInit_ex(state.get(), EVP_sha256(), nullptr) == 1;
  std::vector<char> block(size_t{1} << 18);
  for (size_t got; good && (got = std::fread(block.data(), 1, block.size(), in.get())) > 0;)
    good = EVP_DigestUpdate(state.get(), block.data(), got) == 1;
  Sha256 digest;
  good = good && !std::ferror(in.get()) && EVP_DigestFinal_ex(state.get(), digest.data(), nullptr) == 1;
  if (!good) throw Error(ErrorKind::io, file + ": cannot be read to its end", file);
  return hexadecimal(digest);
}

}  // namespace evenset
