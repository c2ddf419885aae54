// Write a made-up pool and our choice of it as files that other programs read:
//
//   bench_pool FOLDER ROWS SIZE [BEND=3] [SEED=1]
//
// labels.npy int16 [rows, dimensions], vectors.npy and references.npy int8 [., 64],
// pool.json, evenset.json: see bench/peers/balance.py.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "evenset/diversify.h"
#include "pools.h"

namespace {

using namespace evenset;

// The format of numpy.save, version 1.0.
template <class Number>
void write_npy(const std::string& file, const char* type, size_t rows, size_t columns,
               const std::vector<Number>& values) {
  std::string header =
      fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}, {}), }}", type, rows, columns);
  while ((header.size() + 11) % 64 != 0) header += ' ';
  header += '\n';
  std::ofstream out(file, std::ios::binary);
  out << std::string("\x93NUMPY\x01\x00", 8) << static_cast<char>(header.size() & 255)
      << static_cast<char>(header.size() >> 8) << header;
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(Number)));
}

void write_points(const std::string& file, const Points& points, size_t begin, size_t end) {
  std::vector<int8_t> values;
  for (size_t i = begin; i < end; ++i) values.insert(values.end(), points[i].begin(), points[i].end());
  write_npy(file, "|i1", end - begin, Points::kWidth, values);
}

Points first_of(const Points& points, const Rows& rows) {
  Points out;
  for (const uint64_t row : rows) out.add(points[row]);
  return out;
}

}  // namespace

int main(int count, char** words) {
  if (count < 4) return EXIT_FAILURE;
  const std::string folder = words[1];
  const size_t rows = std::strtoull(words[2], nullptr, 10);
  const int64_t size = std::strtoll(words[3], nullptr, 10);
  const double bend = count > 4 ? std::strtod(words[4], nullptr) : 3;
  const uint64_t seed = count > 5 ? std::strtoull(words[5], nullptr, 10) : 1;
  const Plan& plan = builtin_plan();
  const Points points = made_up_points(rows + 2 * static_cast<size_t>(size), seed);
  CellCounter counter(plan);
  counter.add(made_up_labels(plan, rows, bend, seed));
  const Cells& cells = counter.cells();
  const auto begin = std::chrono::steady_clock::now();
  const auto since = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  Balance answer = balance(cells, plan, {.size = size, .seed = seed});
  const double by_labels = since();
  Diversifier diversifier(cells, answer, {.seed = seed});
  diversifier.add(first_of(points, diversifier.rows()));
  diversifier.choose(answer, 2);
  const double all = since();

  std::vector<int16_t> labels;
  for (const uint32_t cell : cells.cell_of_row)
    for (size_t d = 0; d < cells.dimensions; ++d) labels.push_back(static_cast<int16_t>(cells.at(cell, d)));
  write_npy(folder + "/labels.npy", "<i2", rows, cells.dimensions, labels);
  write_points(folder + "/vectors.npy", points, 0, rows);
  write_points(folder + "/references.npy", points, rows, points.size());
  nlohmann::json names = nlohmann::json::array(), targets = nlohmann::json::array();
  for (const size_t d : plan.planned()) names.push_back(plan.dimensions[d].name);
  for (const Target& target : plan.targets) targets.push_back(target.name);
  std::ofstream(folder + "/pool.json") << nlohmann::json{{"rows", rows},
                                                         {"size", size},
                                                         {"wanted", answer.wanted},
                                                         {"dimensions", names},
                                                         {"target_names", targets}};
  std::ofstream(folder + "/evenset.json")
      << nlohmann::json{{"seconds", all}, {"seconds_labels_only", by_labels}, {"selected", answer.selected}};
}
