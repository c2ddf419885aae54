// All forms. To add one, write its file and name it here.
#include "evenset/format.h"

namespace evenset {

extern const Form kAlpaca, kSharegpt, kOpenai, kPromptCompletion, kPreference, kQuestionAnswer,
    kQueryResponse, kInputOutput;

std::span<const Form* const> forms() {
  static const Form* const kAll[] = {&kAlpaca,     &kSharegpt,       &kOpenai,        &kPromptCompletion,
                                     &kPreference, &kQuestionAnswer, &kQueryResponse, &kInputOutput};
  return kAll;
}

const Form& form(std::string_view name) {
  std::string names;
  for (const Form* form : forms()) {
    if (form->name == name) return *form;
    names += (names.empty() ? "" : ", ") + std::string(form->name);
  }
  throw Error(ErrorKind::usage, "no form is called '" + std::string(name) + "'; there are " + names);
}

}  // namespace evenset
