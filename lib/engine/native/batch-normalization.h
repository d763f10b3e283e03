// Batch normalisation over rows of channels, with an added residual and ReLU. Sums run over blocks of a fixed number
// of rows, each block as four chains (row mod 4), blocks added in double and in order.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr int BLOCK_ROWS = 128;  // 8 KiB of 16 channels: the block's second pass reads the first level cache
constexpr int CHAINS = 4;

static inline int blockCount(int rows) { return (rows + BLOCK_ROWS - 1) / BLOCK_ROWS; }
static inline int blockRows(int rows, int block) { return smaller(BLOCK_ROWS, rows - block * BLOCK_ROWS); }

// Folds term(row, chain, sum so far) over the rows: four independent chains, joined as (0 + 1) + (2 + 3). Four, because
// one chain would wait for the latency of each addition.
template <class Term>
static inline Vector sumRows(int rows, const Term& term) {
  Vector chain[CHAINS] = {};
  int row = 0;
  for (; row + CHAINS <= rows; row += CHAINS)
    for (int c = 0; c < CHAINS; c++) chain[c] = term(row + c, c, chain[c]);
  for (int c = 0; row < rows; row++, c++) chain[c] = term(row, c, chain[c]);
  return (chain[0] + chain[1]) + (chain[2] + chain[3]);
}

static inline double inverseDeviation(double variance, double epsilon) {
  return 1.0 / __builtin_sqrt(variance + epsilon);
}

// Per block its sum and its squared distance from its own mean; joined by Chan, Golub and LeVeque's formula, which is as
// good as a second pass over everything and reads memory once.
static void batchMoments(const float* x, int rows, int channels, float* mean, float* variance) {
  const int blocks = blockCount(rows);
  float* sums = scratch(SCRATCH_PARTIAL_SUMS, static_cast<size_t>(blocks) * channels * 2);
  float* squares = sums + static_cast<size_t>(blocks) * channels;
  parallel(blocks, [&](int block) {
    const int count = blockRows(rows, block);
    for (int c = 0; c < channels; c += LANES) {
      const int lanes = channels - c;
      const float* from = x + static_cast<size_t>(block) * BLOCK_ROWS * channels + c;
      const auto at = [&](int row) { return loadUpTo(from + static_cast<size_t>(row) * channels, lanes); };
      const Vector sum = sumRows(count, [&](int row, int, Vector s) { return s + at(row); });
      const Vector centre = sum / broadcast(static_cast<float>(count));
      const Vector square = sumRows(count, [&](int row, int, Vector s) {
        const Vector distance = at(row) - centre;
        return fma(distance, distance, s);
      });
      storeUpTo(sums + static_cast<size_t>(block) * channels + c, sum, lanes);
      storeUpTo(squares + static_cast<size_t>(block) * channels + c, square, lanes);
    }
  });
  for (int c = 0; c < channels; c++) {
    double total = 0, scatter = 0;
    for (int block = 0; block < blocks; block++) total += sums[static_cast<size_t>(block) * channels + c];
    const double centre = total / rows;
    for (int block = 0; block < blocks; block++) {
      const int count = blockRows(rows, block);
      // The block's distances were taken from the rounded mean, so that one counts here.
      const float blockMean = sums[static_cast<size_t>(block) * channels + c] / static_cast<float>(count);
      const double shift = blockMean - centre;
      scatter += squares[static_cast<size_t>(block) * channels + c] + shift * shift * count;
    }
    mean[c] = static_cast<float>(centre);
    variance[c] = static_cast<float>(scatter / rows);
  }
}

template <bool Residual, bool Relu>
static void normalizeRows(const float* x, const float* factor, const float* shift, const float* residual, float* y,
                          int rows, int channels) {
  parallel(blockCount(rows), [&](int block) {
    const int count = blockRows(rows, block);
    const size_t first = static_cast<size_t>(block) * BLOCK_ROWS * channels;
    for (int c = 0; c < channels; c += LANES) {
      const int lanes = channels - c;
      const Vector a = loadUpTo(factor + c, lanes), b = loadUpTo(shift + c, lanes);
      for (int row = 0; row < count; row++) {
        const size_t i = first + static_cast<size_t>(row) * channels + c;
        Vector value = fma(loadUpTo(x + i, lanes), a, b);
        if (Residual) value += loadUpTo(residual + i, lanes);
        if (Relu) value = relu(value);
        storeUpTo(y + i, value, lanes);
      }
    }
  });
}

// scale · (x - mean) / σ + offset as factor · x + shift.
static void affineForm(const float* scale, const float* offset, const float* mean, const float* variance, int channels,
                       double epsilon, float* factor, float* shift) {
  for (int c = 0; c < channels; c++) {
    const double a = scale[c] * inverseDeviation(variance[c], epsilon);
    factor[c] = static_cast<float>(a);
    shift[c] = static_cast<float>(offset[c] - mean[c] * a);
  }
}

static void batchNormInference(const float* x, const float* scale, const float* offset, const float* mean,
                               const float* variance, const float* residual, float* y, int rows, int channels,
                               double epsilon, bool relu) {
  float* factor = scratch(SCRATCH_CHANNELS, static_cast<size_t>(channels) * 2);
  float* shift = factor + channels;
  affineForm(scale, offset, mean, variance, channels, epsilon, factor, shift);
  if (residual && relu) normalizeRows<true, true>(x, factor, shift, residual, y, rows, channels);
  else if (residual) normalizeRows<true, false>(x, factor, shift, residual, y, rows, channels);
  else if (relu) normalizeRows<false, true>(x, factor, shift, residual, y, rows, channels);
  else normalizeRows<false, false>(x, factor, shift, residual, y, rows, channels);
}

static void batchNormTraining(const float* x, const float* scale, const float* offset, const float* residual, float* y,
                              float* mean, float* variance, int rows, int channels, double epsilon, bool relu) {
  batchMoments(x, rows, channels, mean, variance);
  batchNormInference(x, scale, offset, mean, variance, residual, y, rows, channels, epsilon, relu);
}

// Where the output was positive: nowhere asked for, read from the output, or found by computing the output once more, bit
// by bit as before, which costs less than to read it.
enum class Mask { NONE, OUTPUT, RECOMPUTED };

struct BatchNormGradient {
  const float *x, *y, *dy;
  const float *mean, *factor, *shift;
};

// One channel vector's dy where the mask lets it through.
template <Mask mask>
struct MaskedGradient {
  MaskedGradient(const BatchNormGradient& from, int channel, int lanes)
      : from(from), lanes(lanes), factor(loadUpTo(from.factor + channel, lanes)),
        shift(loadUpTo(from.shift + channel, lanes)) {}
  Vector at(size_t i, Vector x) const {
    const Vector gradient = loadUpTo(from.dy + i, lanes), zero = {};
    if (mask == Mask::NONE) return gradient;
    const Vector output = mask == Mask::OUTPUT ? loadUpTo(from.y + i, lanes) : fma(x, factor, shift);
    return output > zero ? gradient : zero;
  }

  const BatchNormGradient& from;
  int lanes;
  Vector factor, shift;
};

// dz is dy where the output was positive. With x̂ = (x - mean) / σ and n rows:
//   dOffset = Σ dz, dScale = Σ dz · x̂, dx = scale / σ · (dz - dOffset / n - x̂ · dScale / n), dResidual = dz.
template <Mask mask>
static void batchNormGradientRows(const BatchNormGradient& from, const float* scale, const float* variance, float* dx,
                                  float* dScale, float* dOffset, float* dResidual, int rows, int channels,
                                  double epsilon) {
  const int blocks = blockCount(rows);
  float* sums = scratch(SCRATCH_PARTIAL_SUMS, static_cast<size_t>(blocks) * channels * 2);
  float* products = sums + static_cast<size_t>(blocks) * channels;
  parallel(blocks, [&](int block) {
    const int count = blockRows(rows, block);
    for (int c = 0; c < channels; c += LANES) {
      const int lanes = channels - c;
      const size_t first = static_cast<size_t>(block) * BLOCK_ROWS * channels + c;
      const Vector centre = loadUpTo(from.mean + c, lanes);
      const MaskedGradient<mask> gradients(from, c, lanes);
      Vector chain[CHAINS] = {};
      const Vector product = sumRows(count, [&](int row, int link, Vector s) {
        const size_t i = first + static_cast<size_t>(row) * channels;
        const Vector x = loadUpTo(from.x + i, lanes), gradient = gradients.at(i, x);
        chain[link] += gradient;
        return fma(gradient, x - centre, s);
      });
      storeUpTo(sums + static_cast<size_t>(block) * channels + c, (chain[0] + chain[1]) + (chain[2] + chain[3]), lanes);
      storeUpTo(products + static_cast<size_t>(block) * channels + c, product, lanes);
    }
  });
  float* slope = scratch(SCRATCH_WEIGHTS, static_cast<size_t>(channels) * 2);
  float* constant = slope + channels;
  for (int c = 0; c < channels; c++) {
    double sum = 0, product = 0;
    for (int block = 0; block < blocks; block++) {
      sum += sums[static_cast<size_t>(block) * channels + c];
      product += products[static_cast<size_t>(block) * channels + c];
    }
    const double inverse = inverseDeviation(variance[c], epsilon);
    const double a = scale[c] * inverse;
    dOffset[c] = static_cast<float>(sum);
    dScale[c] = static_cast<float>(product * inverse);
    slope[c] = static_cast<float>(-a * inverse * inverse * product / rows);
    constant[c] = static_cast<float>(-a * sum / rows);
  }
  parallel(blocks, [&](int block) {
    const int count = blockRows(rows, block);
    for (int c = 0; c < channels; c += LANES) {
      const int lanes = channels - c;
      const size_t first = static_cast<size_t>(block) * BLOCK_ROWS * channels + c;
      const Vector centre = loadUpTo(from.mean + c, lanes), a = loadUpTo(from.factor + c, lanes);
      const Vector k = loadUpTo(slope + c, lanes), b = loadUpTo(constant + c, lanes);
      const MaskedGradient<mask> gradients(from, c, lanes);
      for (int row = 0; row < count; row++) {
        const size_t i = first + static_cast<size_t>(row) * channels;
        const Vector x = loadUpTo(from.x + i, lanes), gradient = gradients.at(i, x);
        if (dResidual) storeUpTo(dResidual + i, gradient, lanes);
        storeUpTo(dx + i, fma(gradient, a, fma(x - centre, k, b)), lanes);
      }
    }
  });
}

static void batchNormGradient(const float* x, const float* scale, const float* offset, const float* mean,
                              const float* variance, const float* y, const float* dy, float* dx, float* dScale,
                              float* dOffset, float* dResidual, int rows, int channels, double epsilon, bool relu) {
  float* factor = scratch(SCRATCH_CHANNELS, static_cast<size_t>(channels) * 2);
  float* shift = factor + channels;
  affineForm(scale, offset, mean, variance, channels, epsilon, factor, shift);
  const auto gradient = !relu ? batchNormGradientRows<Mask::NONE>
                        : y   ? batchNormGradientRows<Mask::OUTPUT>
                              : batchNormGradientRows<Mask::RECOMPUTED>;
  gradient({x, y, dy, mean, factor, shift}, scale, variance, dx, dScale, dOffset, dResidual, rows, channels, epsilon);
}

}  // namespace longtail::INSTRUCTION_SET
