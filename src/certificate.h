// What prices prove, and how to say it.
#pragma once

#include <string>
#include <vector>

#include "evenset/balance.h"
#include "places.h"

namespace evenset {

constexpr int64_t kMostBalanced = 10'000'000;  // BalanceOptions::size; the shortfall is a list of rows

// A bound is the sum of two parts, and shown as such: what the wanted places
// are worth at their prices, and what the rows add.
struct BoundParts {
  double places = 0;
  double rows = 0;
  double sum() const { return places + rows; }
};

// fewer and fail: t·p + sum over cells of available·max(0, 1 - p of the cell), any p >= 0.
// fill: -t·p + the `size` cheapest rows, a row costing p of its cell, any p in -1..1.
// p of a cell is the sum over its targets; t, where the ranges leave a choice, is such that t·p is
// most. Weak duality of the two programs of solve/quota.h.
BoundParts bound_parts(OnShortfall mode, const Cells& cells, const TargetPlaces& places,
                       const std::vector<double>& prices, int64_t size);

// The bound as a whole number: the most rows (fewer, fail), or the least
// deviation (fill). A sum of deviations is as even or odd as the rows that are
// missing, once per dimension.
int64_t whole_bound(OnShortfall mode, const Cells& cells, double bound, int64_t size);

// Whether `selected` rows with this deviation are what the bound allows. Under
// fail, none selected is best when the bound is below `size`.
bool provably_best(OnShortfall mode, const Cells& cells, double bound, int64_t size, int64_t selected,
                   int64_t deviation);

// The certificate for a person.
std::string certificate_words(const Certificate& certificate, const Cells& cells, const Plan& plan,
                              const TargetPlaces& places, int64_t size);

// All rows that can be chosen.
int64_t candidates(const Cells& cells);

}  // namespace evenset
