// Sums of outer products over pixels, the inner loop of a filter's gradient: sum[i][o] += Σ x[pixel][i] · dy[pixel][o],
// each element one chain over the pixels by rows.
#pragma once
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

// The pixels to sum over, and how far apart they lie in both arrays.
struct PixelPairs {
  int rows, columns;
  ptrdiff_t inputRow, inputPixel;
  ptrdiff_t gradientRow, gradientPixel;
};

// A register tile of `Inputs` × `Vectors`; `Whole` vectors spare the inner loop a mask.
template <int Inputs, int Vectors, bool Whole>
static void outerProductTile(const float* x, const float* dy, const PixelPairs& pairs, float* sum, ptrdiff_t sumRow,
                             int outputs) {
  const auto get = [&](const float* from, int v) ALWAYS_INLINE {
    return Whole ? load(from + v * LANES) : loadUpTo(from + v * LANES, outputs - v * LANES);
  };
  Vector accumulated[Inputs][Vectors];
  const auto forTile = [&](const auto& body) ALWAYS_INLINE {
    unrolled<Inputs>([&](int i) ALWAYS_INLINE { unrolled<Vectors>([&](int v) ALWAYS_INLINE { body(i, v); }); });
  };
  forTile([&](int i, int v) ALWAYS_INLINE { accumulated[i][v] = get(sum + i * sumRow, v); });
  for (int row = 0; row < pairs.rows; row++) {
    const float *input = x + row * pairs.inputRow, *gradient = dy + row * pairs.gradientRow;
    for (int column = 0; column < pairs.columns; column++) {
      Vector slopes[Vectors];
      unrolled<Vectors>([&](int v) ALWAYS_INLINE { slopes[v] = get(gradient, v); });
      forTile([&](int i, int v) ALWAYS_INLINE {
        accumulated[i][v] = fma(broadcast(input[i]), slopes[v], accumulated[i][v]);
      });
      input += pairs.inputPixel;
      gradient += pairs.gradientPixel;
    }
  }
  forTile([&](int i, int v) ALWAYS_INLINE {
    storeUpTo(sum + i * sumRow + v * LANES, accumulated[i][v], Whole ? LANES : outputs - v * LANES);
  });
}

template <int Vectors, bool Whole>
static void outerProductPanel(const float* x, int inputs, const float* dy, const PixelPairs& pairs, float* sum,
                              ptrdiff_t sumRow, int outputs) {
  constexpr int Inputs = tilePixels(Vectors);
  int i = 0;
  for (; i + Inputs <= inputs; i += Inputs)
    outerProductTile<Inputs, Vectors, Whole>(x + i, dy, pairs, sum + i * sumRow, sumRow, outputs);
  for (; i + 3 <= inputs; i += 3)
    outerProductTile<3, Vectors, Whole>(x + i, dy, pairs, sum + i * sumRow, sumRow, outputs);
  for (; i < inputs; i++)
    outerProductTile<1, Vectors, Whole>(x + i, dy, pairs, sum + i * sumRow, sumRow, outputs);
}

// Adds the products of `inputs` × `outputs` neighbouring channels to `sum`, whose rows lie `sumRow` apart.
static inline void addOuterProducts(const float* x, int inputs, const float* dy, int outputs, const PixelPairs& pairs,
                                    float* sum, ptrdiff_t sumRow) {
  for (int first = 0; first < outputs; first += PANEL) {
    const int width = smaller(PANEL, outputs - first);
    const auto panel = width == PANEL   ? outerProductPanel<2, true>
                       : width > LANES  ? outerProductPanel<2, false>
                       : width == LANES ? outerProductPanel<1, true>
                                        : outerProductPanel<1, false>;
    panel(x, inputs, dy + first, pairs, sum + first, sumRow, width);
  }
}

}  // namespace longtail::INSTRUCTION_SET
