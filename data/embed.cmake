# Write OUT: the texts of FILES behind `std::string_view embedded(name)`.
set(TEXT "// Made by data/embed.cmake.\n#include \"embedded.h\"\n\nnamespace evenset {\nstd::string_view embedded(std::string_view name) {\n")
foreach(FILE ${FILES})
  get_filename_component(NAME ${FILE} NAME)
  file(READ ${FILE} CONTENT)
  string(APPEND TEXT "  if (name == \"${NAME}\") return R\"evenset:(${CONTENT})evenset:\";\n")
endforeach()
string(APPEND TEXT "  return {};\n}\n}  // namespace evenset\n")
file(WRITE ${OUT} "${TEXT}")
