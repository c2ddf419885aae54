// All commands; cli/main.cc holds the table.
#pragma once

#include <span>

#include "cli/arguments.h"

namespace evenset {

extern const Command init_command, plan_command, label_command, teach_command, audit_command, balance_command,
    verify_proof_command, dedup_command, convert_command, build_command, help_command;

std::span<const Command* const> commands();

}  // namespace evenset
