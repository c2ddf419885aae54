#include "plan/joint_outcomes.h"

#include <algorithm>

#include "derived.h"

namespace evenset {

JointOutcomes::JointOutcomes(const Plan& plan) : plan_(plan), tied_(plan.planned().size(), 0) {
  const std::vector<size_t> planned = plan.planned();
  const auto place = [&](size_t dimension) {
    const auto found = std::find(planned.begin(), planned.end(), dimension);
    if (found == planned.end()) return kNotPlanned;
    const auto at = static_cast<size_t>(found - planned.begin());
    tied_[at] = 1;
    return at;
  };
  for (Tied& tied : tied_dimensions(plan)) {
    Group group{std::move(tied), {}, {}};
    for (const TiedPart& part : group.tied.parts) group.part.push_back(place(part.dimension));
    for (const size_t joint : group.tied.joint) group.joint.push_back(place(joint));
    cost_ += static_cast<int64_t>(group.tied.cells.size() / 8);
    groups_.push_back(std::move(group));
  }
}

bool JointOutcomes::fits(const Group& group, const TiedCell& cell,
                         const std::vector<int16_t>& targets) const {
  const auto values = [&](size_t place) -> const std::vector<int16_t>& {
    return plan_.targets[static_cast<size_t>(targets[place])].values;
  };
  for (size_t p = 0; p < group.part.size(); ++p) {
    if (group.part[p] == kNotPlanned || targets[group.part[p]] < 0) continue;
    const TiedPart& part = group.tied.parts[p];
    const auto of_kind = [&](int16_t value) { return part.kind[static_cast<size_t>(value)] == cell.kind[p]; };
    const std::vector<int16_t>& some = values(group.part[p]);
    if (std::none_of(some.begin(), some.end(), of_kind)) return false;
  }
  for (size_t j = 0; j < group.joint.size(); ++j) {
    if (targets[group.joint[j]] < 0) continue;
    if ((values(group.joint[j]).front() == kHolds) != (cell.holds[j] != 0)) return false;
  }
  return !cell.impossible;
}

bool JointOutcomes::possible(const std::vector<int16_t>& targets) const {
  return std::all_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    return std::any_of(group.tied.cells.begin(), group.tied.cells.end(),
                       [&](const TiedCell& cell) { return fits(group, cell, targets); });
  });
}

}  // namespace evenset
