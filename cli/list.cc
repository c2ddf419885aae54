#include "cli/commands.h"

namespace evenset {

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {
      &init_command,    &plan_command,    &label_command,        &teach_command,
      &audit_command,   &balance_command, &verify_proof_command, &dedup_command,
      &convert_command, &build_command,   &help_command,
  };
  return kCommands;
}

}  // namespace evenset
