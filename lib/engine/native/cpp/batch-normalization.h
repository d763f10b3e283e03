// Batch normalisation over rows of channels, with an added residual and ReLU. Sums run over blocks of a fixed number
// of rows, each block as four chains (row mod 4), blocks added in double and in order.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vectors/unrolled.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr int BLOCK_ROWS = 128;  // 8 KiB of 16 channels: the block's second pass reads the first level cache
constexpr int CHAINS = 4;

static inline int blockCount(int rows) { return (rows + BLOCK_ROWS - 1) / BLOCK_ROWS; }
static inline int blockRows(int rows, int block) { return smaller(BLOCK_ROWS, rows - block * BLOCK_ROWS); }

// Calls body(first channel, vectors, lanes of the last one), `vectors` a compile-time constant up to `Most`, until all
// channels are done: neighbouring vectors together, because memory comes in lines, and lines come in company.
template <int Most, class Body>
static inline void forStrips(int channels, const Body& body) {
  int c = 0;
  for (; c + Most * LANES <= channels; c += Most * LANES) body(c, Constant<int, Most>{}, LANES);
  if constexpr (Most > 2)
    for (; c + 2 * LANES <= channels; c += 2 * LANES) body(c, Constant<int, 2>{}, LANES);
  for (; c < channels; c += LANES) body(c, Constant<int, 1>{}, smaller(LANES, channels - c));
}

// Calls body(block, first value, rows, first channel, vectors, lanes of the last one) for every strip of every block of
// rows, the blocks on all threads, the strips as in forStrips.
template <int Most, class Body>
static inline void forBlocks(int rows, int channels, const Body& body) {
  parallel(blockCount(rows), [&](int block) {
    forStrips<Most>(channels, [&](int c, auto vectors, int lanes) {
      body(block, static_cast<size_t>(block) * BLOCK_ROWS * channels + c, blockRows(rows, block), c, vectors, lanes);
    });
  });
}

// Adds rows up in four independent chains, joined as (0 + 1) + (2 + 3), because one chain would wait for the latency of
// each addition: add(row, vector, sums) adds a row's terms to `Sums` sums of each of `Vectors` neighbouring vectors.
template <int Vectors, int Sums, class Add>
static inline ALWAYS_INLINE void sumRows(int rows, const Add& add, Vector (&totals)[Vectors][Sums]) {
  Vector chains[CHAINS][Vectors][Sums];
  const auto forChains = [&](const auto& body) ALWAYS_INLINE {
    unrolled<CHAINS>([&](int chain) ALWAYS_INLINE {
      unrolled<Vectors>([&](int v) ALWAYS_INLINE { body(chain, v); });
    });
  };
  forChains([&](int chain, int v) ALWAYS_INLINE {
    unrolled<Sums>([&](int s) ALWAYS_INLINE { chains[chain][v][s] = Vector{}; });
  });
  int row = 0;
  for (; row + CHAINS <= rows; row += CHAINS)
    forChains([&](int chain, int v) ALWAYS_INLINE { add(row + chain, v, chains[chain][v]); });
  forChains([&](int chain, int v) ALWAYS_INLINE {
    if (row + chain < rows) add(row + chain, v, chains[chain][v]);
  });
  unrolled<Vectors>([&](int v) ALWAYS_INLINE {
    unrolled<Sums>([&](int s) ALWAYS_INLINE {
      totals[v][s] = (chains[0][v][s] + chains[1][v][s]) + (chains[2][v][s] + chains[3][v][s]);
    });
  });
}

// The sums over the blocks of value(block, channel), in double and in order, of a few neighbouring channels at a time.
constexpr int FOLDED_CHANNELS = 16;
template <class Value>
static inline void foldBlocks(int blocks, int first, int channels, const Value& value,
                              double (&totals)[FOLDED_CHANNELS]) {
  for (double& total : totals) total = 0;
  for (int block = 0; block < blocks; block++)
    for (int c = 0; c < channels; c++) totals[c] += value(block, first + c);
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
  forBlocks<4>(rows, channels, [&](int block, size_t first, int count, int c, auto vectors, int lanes) {
    constexpr int Vectors = vectors.value;
    const float* from = x + first;
    const auto at = [&](int row, int v) ALWAYS_INLINE {
      return loadUpTo(from + static_cast<size_t>(row) * channels + v * LANES, lanes);
    };
    Vector sum[Vectors][1], square[Vectors][1], centre[Vectors];
    sumRows<Vectors, 1>(
        count, [&](int row, int v, Vector (&s)[1]) ALWAYS_INLINE { s[0] += at(row, v); }, sum);
    unrolled<Vectors>([&](int v) ALWAYS_INLINE { centre[v] = sum[v][0] / broadcast(static_cast<float>(count)); });
    sumRows<Vectors, 1>(
        count,
        [&](int row, int v, Vector (&s)[1]) ALWAYS_INLINE {
          const Vector distance = at(row, v) - centre[v];
          s[0] = fma(distance, distance, s[0]);
        },
        square);
    const size_t place = static_cast<size_t>(block) * channels + c;
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      storeUpTo(sums + place + v * LANES, sum[v][0], lanes);
      storeUpTo(squares + place + v * LANES, square[v][0], lanes);
    });
  });
  for (int first = 0; first < channels; first += FOLDED_CHANNELS) {
    const int count = smaller(FOLDED_CHANNELS, channels - first);
    double totals[FOLDED_CHANNELS], scatters[FOLDED_CHANNELS];
    const auto sumOf = [&](int block, int c) { return sums[static_cast<size_t>(block) * channels + c]; };
    foldBlocks(blocks, first, count, sumOf, totals);
    foldBlocks(
        blocks, first, count,
        [&](int block, int c) {
          const int members = blockRows(rows, block);
          // The block's distances were taken from the rounded mean, so that one counts here.
          const float blockMean = sumOf(block, c) / static_cast<float>(members);
          const double shift = blockMean - totals[c - first] / rows;
          return squares[static_cast<size_t>(block) * channels + c] + shift * shift * members;
        },
        scatters);
    for (int c = 0; c < count; c++) {
      mean[first + c] = static_cast<float>(totals[c] / rows);
      variance[first + c] = static_cast<float>(scatters[c] / rows);
    }
  }
}

template <bool Residual, bool Relu>
static void normalizeRows(const float* x, const float* factor, const float* shift, const float* residual, float* y,
                          int rows, int channels) {
  forBlocks<4>(rows, channels, [&](int, size_t first, int count, int c, auto vectors, int lanes) {
    constexpr int Vectors = vectors.value;
    Vector a[Vectors], b[Vectors];
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      a[v] = loadUpTo(factor + c + v * LANES, lanes);
      b[v] = loadUpTo(shift + c + v * LANES, lanes);
    });
    for (int row = 0; row < count; row++)
      unrolled<Vectors>([&](int v) ALWAYS_INLINE {
        const size_t i = first + static_cast<size_t>(row) * channels + v * LANES;
        Vector value = fma(loadUpTo(x + i, lanes), a[v], b[v]);
        if (Residual) value += loadUpTo(residual + i, lanes);
        if (Relu) value = relu(value);
        storeUpTo(y + i, value, lanes);
      });
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

// dy of one vector of channels where the mask lets it through.
template <Mask mask>
struct MaskedGradient {
  void begin(const BatchNormGradient& from, int channel, int lanes) {
    factor = loadUpTo(from.factor + channel, lanes);
    shift = loadUpTo(from.shift + channel, lanes);
  }
  ALWAYS_INLINE Vector at(const BatchNormGradient& from, size_t i, Vector x, int lanes) const {
    const Vector gradient = loadUpTo(from.dy + i, lanes), zero = {};
    if (mask == Mask::NONE) return gradient;
    const Vector output = mask == Mask::OUTPUT ? loadUpTo(from.y + i, lanes) : fma(x, factor, shift);
    return output > zero ? gradient : zero;
  }
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
  forBlocks<2>(rows, channels, [&](int block, size_t first, int count, int c, auto vectors, int lanes) {
    constexpr int Vectors = vectors.value;
    Vector centre[Vectors], totals[Vectors][2];
    MaskedGradient<mask> gradients[Vectors];
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      centre[v] = loadUpTo(from.mean + c + v * LANES, lanes);
      gradients[v].begin(from, c + v * LANES, lanes);
    });
    sumRows<Vectors, 2>(
        count,
        [&](int row, int v, Vector (&s)[2]) ALWAYS_INLINE {
          const size_t i = first + static_cast<size_t>(row) * channels + v * LANES;
          const Vector x = loadUpTo(from.x + i, lanes), gradient = gradients[v].at(from, i, x, lanes);
          s[0] += gradient;
          s[1] = fma(gradient, x - centre[v], s[1]);
        },
        totals);
    const size_t place = static_cast<size_t>(block) * channels + c;
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      storeUpTo(sums + place + v * LANES, totals[v][0], lanes);
      storeUpTo(products + place + v * LANES, totals[v][1], lanes);
    });
  });
  float* slope = scratch(SCRATCH_WEIGHTS, static_cast<size_t>(channels) * 2);
  float* constant = slope + channels;
  for (int first = 0; first < channels; first += FOLDED_CHANNELS) {
    const int count = smaller(FOLDED_CHANNELS, channels - first);
    double sum[FOLDED_CHANNELS], product[FOLDED_CHANNELS];
    foldBlocks(
        blocks, first, count, [&](int block, int c) { return sums[static_cast<size_t>(block) * channels + c]; }, sum);
    foldBlocks(
        blocks, first, count, [&](int block, int c) { return products[static_cast<size_t>(block) * channels + c]; },
        product);
    for (int i = 0; i < count; i++) {
      const int c = first + i;
      const double inverse = inverseDeviation(variance[c], epsilon);
      const double a = scale[c] * inverse;
      dOffset[c] = static_cast<float>(sum[i]);
      dScale[c] = static_cast<float>(product[i] * inverse);
      slope[c] = static_cast<float>(-a * inverse * inverse * product[i] / rows);
      constant[c] = static_cast<float>(-a * sum[i] / rows);
    }
  }
  forBlocks<2>(rows, channels, [&](int, size_t first, int count, int c, auto vectors, int lanes) {
    constexpr int Vectors = vectors.value;
    Vector centre[Vectors], a[Vectors], k[Vectors], b[Vectors];
    MaskedGradient<mask> gradients[Vectors];
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      const int channel = c + v * LANES;
      centre[v] = loadUpTo(from.mean + channel, lanes);
      a[v] = loadUpTo(from.factor + channel, lanes);
      k[v] = loadUpTo(slope + channel, lanes);
      b[v] = loadUpTo(constant + channel, lanes);
      gradients[v].begin(from, channel, lanes);
    });
    for (int row = 0; row < count; row++)
      unrolled<Vectors>([&](int v) ALWAYS_INLINE {
        const size_t i = first + static_cast<size_t>(row) * channels + v * LANES;
        const Vector x = loadUpTo(from.x + i, lanes), gradient = gradients[v].at(from, i, x, lanes);
        if (dResidual) storeUpTo(dResidual + i, gradient, lanes);
        storeUpTo(dx + i, fma(gradient, a[v], fma(x - centre[v], k[v], b[v])), lanes);
      });
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
