// Sums and extremes along one row, in an order that no vector width changes: element i belongs to chain i mod 32, and
// the chains are joined by halves.
#pragma once
#include "vectors/transcendental.h"

namespace longtail::INSTRUCTION_SET {

constexpr int ROW_CHAINS = 32;
constexpr int ROW_VECTORS = ROW_CHAINS / LANES;

static inline Integers laneNumbers() {
  Integers numbers = {};
  for (int lane = 0; lane < LANES; lane++) numbers[lane] = lane;
  return numbers;
}

// The first `count` lanes of `value`, those of `filling` behind them.
static inline Vector firstLanes(Vector value, int count, Vector filling) {
  return laneNumbers() < broadcastInteger(count) ? value : filling;
}

// Lane i of the result is lane i + count, for all i < count.
static inline Vector moveDown(Vector value, int count) {
#if defined(__clang__)
  for (int lane = 0; lane < count; lane++) value[lane] = value[lane + count];
  return value;
#else
  return __builtin_shuffle(value, laneNumbers() + count);
#endif
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
  for (int half = LANES / 2; half > 0; half /= 2) chain[0] = join(chain[0], moveDown(chain[0], half));
  return chain[0][0];
}

template <class At>
static inline float sumRow(int size, const At& at) {
  return foldRow(size, Vector{}, at, [](Vector a, Vector b) { return a + b; });
}

}  // namespace longtail::INSTRUCTION_SET
