#include "evenset/metric.h"

namespace evenset {

extern const Metric length_metric, tone_metric, verbs_metric, topics_metric, lexical_metric, mattr_metric,
    mtld_metric, overlap_metric, templates_metric, openings_metric, exact_duplicates_metric,
    near_duplicates_metric, variations_metric, incomplete_metric, boilerplate_metric, distinct_metric,
    vendi_metric, checklists_metric, quality_metric, private_data_metric;

std::span<const Metric* const> builtin_metrics() {
  static constexpr const Metric* kAll[] = {
      &length_metric,
      &tone_metric,
      &verbs_metric,
      &topics_metric,
      &lexical_metric,
      &mattr_metric,
      &mtld_metric,
      &distinct_metric,
      &vendi_metric,
      &overlap_metric,
      &templates_metric,
      &openings_metric,
      &boilerplate_metric,
      &exact_duplicates_metric,
      &near_duplicates_metric,
      &variations_metric,
      &incomplete_metric,
      &checklists_metric,
      &quality_metric,
      &private_data_metric,
  };
  return kAll;
}

}  // namespace evenset
