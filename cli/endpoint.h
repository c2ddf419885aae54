// What every verb that asks a model takes: the same flags, the same variables.
#pragma once

#include "cli/arguments.h"

namespace evenset {

inline constexpr Flag kModelFlag{"--model", "NAME", "the model's name there", "", ""};
inline constexpr Flag kAllowHttpFlag{"--allow-http", "",
                                     "plain http to another machine: rows and key go unencrypted", "", ""};

// --endpoint, --model, --cache and --allow-http, with key and proxy of the environment.
template <class Options>
Options endpoint_of(const Arguments& arguments) {
  Options o;
  o.endpoint = arguments.text("--endpoint");
  o.model = arguments.text("--model");
  o.key = environment("EVENSET_API_KEY");
  o.proxy = environment("HTTPS_PROXY");
  o.allow_http = arguments.has("--allow-http");
  o.cache = arguments.text("--cache");
  return o;
}

}  // namespace evenset
