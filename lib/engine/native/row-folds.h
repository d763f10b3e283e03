// Sums and extremes along one row, in an order that no vector width changes: element i belongs to chain i mod 32, and
// the chains are joined by halves.
#pragma once
#include "vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr int ROW_CHAINS = 32;
constexpr int ROW_VECTORS = ROW_CHAINS / LANES;

// The first `count` lanes of `value`, those of `filling` behind them.
static inline Vector firstLanes(Vector value, int count, Vector filling) {
  if (count >= LANES) return value;
  for (int lane = count; lane < LANES; lane++) value[lane] = filling[lane];
  return value;
}

// join(a, b) must not change `a` where b is `neutral`. at(i, lanes): the elements from i on, of which `lanes` count.
template <class At, class Join>
static inline float foldRow(int size, Vector neutral, const At& at, const Join& join) {
  Vector chain[ROW_VECTORS];
  for (int v = 0; v < ROW_VECTORS; v++) chain[v] = neutral;
  int i = 0;
  for (; i + ROW_CHAINS <= size; i += ROW_CHAINS)
    for (int v = 0; v < ROW_VECTORS; v++) chain[v] = join(chain[v], at(i + v * LANES, LANES));
  for (int v = 0; i < size; i += LANES, v++)
    chain[v] = join(chain[v], firstLanes(at(i, smaller(LANES, size - i)), size - i, neutral));
  for (int half = ROW_VECTORS / 2; half > 0; half /= 2)
    for (int v = 0; v < half; v++) chain[v] = join(chain[v], chain[v + half]);
  for (int half = LANES / 2; half > 0; half /= 2) {
    Vector upper = {};
    for (int lane = 0; lane < half; lane++) upper[lane] = chain[0][lane + half];
    chain[0] = join(chain[0], upper);
  }
  return chain[0][0];
}

template <class At>
static inline float sumRow(int size, const At& at) {
  return foldRow(size, Vector{}, at, [](Vector a, Vector b) { return a + b; });
}

}  // namespace longtail::INSTRUCTION_SET
