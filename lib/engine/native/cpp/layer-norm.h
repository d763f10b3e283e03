// Layer normalisation of rows: y = scale · (x - mean) / √(variance + ε) + offset.
#pragma once
#include "row-folds.h"
#include "traversal.h"

namespace longtail::INSTRUCTION_SET {

constexpr int LAYER_NORM_ROWS = 16;  // of a task, whose sums over rows are one partial sum

struct Moments {
  Vector mean, inverseDeviation;
};

// From the distances to a first mean, which rounding has shifted: what is left of their own mean corrects both moments.
static inline Moments momentsOf(const float* x, int size, double epsilon) {
  const auto at = [&](int i, int lanes) { return loadUpTo(x + i, lanes); };
  const double centre = static_cast<float>(sumRow(size, at) / static_cast<double>(size));
  const Vector from = broadcast(static_cast<float>(centre));
  const double shift = sumRow(size, [&](int i, int lanes) { return at(i, lanes) - from; }) / static_cast<double>(size);
  const double square = sumRow(size, [&](int i, int lanes) {
    const Vector distance = at(i, lanes) - from;
    return distance * distance;
  });
  const double variance = square / size - shift * shift;
  const double deviation = __builtin_sqrt((variance < 0 ? 0 : variance) + epsilon);
  return {broadcast(static_cast<float>(centre + shift)), broadcast(static_cast<float>(1 / deviation))};
}

static void layerNorm(const float* x, const float* scale, const float* offset, float* y, int rows, int size,
                      double epsilon) {
  forParts(rows, LAYER_NORM_ROWS, [&](size_t first, size_t end) {
    for (size_t row = first; row < end; row++) {
      const float* from = x + row * size;
      const Moments m = momentsOf(from, size, epsilon);
      for (int i = 0; i < size; i += LANES) {
        const int lanes = size - i;
        const Vector normal = (loadUpTo(from + i, lanes) - m.mean) * m.inverseDeviation;
        storeUpTo(y + row * size + i, fma(normal, loadUpTo(scale + i, lanes), loadUpTo(offset + i, lanes)), lanes);
      }
    }
  });
}

// With x̂ = (x - mean) / σ and g = dy · scale: dx = (g - mean(g) - x̂ · mean(g · x̂)) / σ along each row;
// dScale = Σ dy · x̂ and dOffset = Σ dy over the rows.
static void layerNormGradient(const float* x, const float* scale, const float* dy, float* dx, float* dScale,
                              float* dOffset, int rows, int size, double epsilon) {
  const size_t blocks = partsOf(rows, LAYER_NORM_ROWS);
  float* scaleSums = scratch(SCRATCH_PARTIAL_SUMS, blocks * size * 2);
  float* offsetSums = scaleSums + blocks * size;
  memset(scaleSums, 0, blocks * size * 2 * sizeof(float));
  forParts(rows, LAYER_NORM_ROWS, [&](size_t first, size_t end) {
    float* scaleSum = scaleSums + first / LAYER_NORM_ROWS * size;
    float* offsetSum = offsetSums + first / LAYER_NORM_ROWS * size;
    for (size_t row = first; row < end; row++) {
      const float *from = x + row * size, *slope = dy + row * size;
      const Moments m = momentsOf(from, size, epsilon);
      const auto normal = [&](int i, int lanes) { return (loadUpTo(from + i, lanes) - m.mean) * m.inverseDeviation; };
      const auto scaled = [&](int i, int lanes) { return loadUpTo(slope + i, lanes) * loadUpTo(scale + i, lanes); };
      const Vector count = broadcast(static_cast<float>(size));
      const Vector mean = broadcast(sumRow(size, scaled)) / count;
      const Vector product =
          broadcast(sumRow(size, [&](int i, int lanes) { return scaled(i, lanes) * normal(i, lanes); })) / count;
      for (int i = 0; i < size; i += LANES) {
        const int lanes = size - i;
        const Vector value = normal(i, lanes), gradient = loadUpTo(slope + i, lanes);
        storeUpTo(dx + row * size + i, fma(-value, product, scaled(i, lanes) - mean) * m.inverseDeviation, lanes);
        storeUpTo(scaleSum + i, fma(gradient, value, loadUpTo(scaleSum + i, lanes)), lanes);
        storeUpTo(offsetSum + i, loadUpTo(offsetSum + i, lanes) + gradient, lanes);
      }
    }
  });
  for (int i = 0; i < size; i++) {
    double scaleTotal = 0, offsetTotal = 0;
    for (size_t block = 0; block < blocks; block++) {
      scaleTotal += scaleSums[block * size + i];
      offsetTotal += offsetSums[block * size + i];
    }
    dScale[i] = static_cast<float>(scaleTotal);
    dOffset[i] = static_cast<float>(offsetTotal);
  }
}

}  // namespace longtail::INSTRUCTION_SET
