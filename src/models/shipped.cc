// The weights of data/models/, put into the binary by the assembler: as text of
// a source file they would take the compiler minutes.
#include "models/tier.h"

// clang-format off
#define EVENSET_SHIP(name)                                                        \
  asm(".pushsection .rodata\n.balign 64\n"                                        \
      "evenset_model_" #name ":\n.incbin \"" EVENSET_MODELS "/" #name ".safetensors\"\n" \
      "evenset_model_" #name "_end:\n.byte 0\n.popsection\n");                    \
  extern "C" const char evenset_model_##name[], evenset_model_##name##_end[]
// clang-format on

EVENSET_SHIP(fast);
EVENSET_SHIP(accurate);
EVENSET_SHIP(static);
EVENSET_SHIP(tagger);

namespace evenset {

std::string_view shipped_model(std::string_view name) {
  if (name == "fast") return {evenset_model_fast, evenset_model_fast_end};
  if (name == "accurate") return {evenset_model_accurate, evenset_model_accurate_end};
  if (name == "static") return {evenset_model_static, evenset_model_static_end};
  if (name == "tagger") return {evenset_model_tagger, evenset_model_tagger_end};
  return {};
}

}  // namespace evenset
