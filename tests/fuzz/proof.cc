// Any bytes as a proof: refused with faults or as an Error, never a crash.
#include "evenset/balance.h"
#include "evenset/error.h"

using namespace evenset;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    verify_proof({reinterpret_cast<const char*>(data), size}, nullptr);
  } catch (const Error&) {
  }
  return 0;
}
