// A folder that appears whole or not at all.
#pragma once

#include <string>
#include <string_view>

namespace evenset {

class NewFolder {
 public:
  // Throws Error{usage} when `target` exists: always when it is no folder with
  // `mark` in it, else unless `force`.
  NewFolder(std::string target, std::string_view mark, bool force);
  // Not finished: what was written is removed.
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  std::string file(std::string_view name) const;
  void write(std::string_view name, std::string_view text) const;
  // Put it in place; an old folder goes only once the new one stands.
  void finish();

 private:
  std::string target_, temporary_;
  bool finished_ = false;
};

}  // namespace evenset
