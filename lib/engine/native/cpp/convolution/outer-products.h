// Sums of outer products over pixels, the inner loop of a filter's gradient: sum[i][o] += Σ x[pixel][i] · dy[pixel][o],
// each element one chain over the pixels.
#pragma once
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

// A register tile of `Inputs` × `Vectors`; `Whole` vectors spare the inner loop a mask.
template <int Inputs, int Vectors, bool Whole>
static void outerProductTile(const float* x, ptrdiff_t inputPixel, const float* dy, ptrdiff_t gradientPixel, int pixels,
                             float* sum, ptrdiff_t sumRow, int outputs) {
  const auto get = [&](const float* from, int v) ALWAYS_INLINE {
    return Whole ? load(from + v * LANES) : loadUpTo(from + v * LANES, outputs - v * LANES);
  };
  Vector accumulated[Inputs][Vectors];
  const auto forTile = [&](const auto& body) ALWAYS_INLINE {
    unrolled<Inputs>([&](int i) ALWAYS_INLINE { unrolled<Vectors>([&](int v) ALWAYS_INLINE { body(i, v); }); });
  };
  forTile([&](int i, int v) ALWAYS_INLINE { accumulated[i][v] = get(sum + i * sumRow, v); });
  for (int pixel = 0; pixel < pixels; pixel++, x += inputPixel, dy += gradientPixel) {
    Vector slopes[Vectors];
    unrolled<Vectors>([&](int v) ALWAYS_INLINE { slopes[v] = get(dy, v); });
    forTile([&](int i, int v) ALWAYS_INLINE {
      accumulated[i][v] = fma(broadcast(x[i]), slopes[v], accumulated[i][v]);
    });
  }
  forTile([&](int i, int v) ALWAYS_INLINE {
    storeUpTo(sum + i * sumRow + v * LANES, accumulated[i][v], Whole ? LANES : outputs - v * LANES);
  });
}

// Calls body(first input, how many, as a compile-time constant) for the tiles of one panel.
template <int Vectors, class Body>
static inline void forInputTiles(int inputs, const Body& body) {
  constexpr int Inputs = tilePixels(Vectors);
  int i = 0;
  for (; i + Inputs <= inputs; i += Inputs) body(i, Constant<int, Inputs>{});
  for (; i + 4 <= inputs; i += 4) body(i, Constant<int, 4>{});
  for (; i < inputs; i++) body(i, Constant<int, 1>{});
}

// Calls body(first output, how many, vectors, whether they are whole, the last two as compile-time constants) for the
// panels of `outputs`.
template <class Body>
static inline void forOutputPanels(int outputs, const Body& body) {
  for (int first = 0; first < outputs; first += PANEL) {
    const int width = smaller(PANEL, outputs - first);
    if (width == PANEL) body(first, width, Constant<int, 2>{}, Constant<bool, true>{});
    else if (width > LANES) body(first, width, Constant<int, 2>{}, Constant<bool, false>{});
    else if (width == LANES) body(first, width, Constant<int, 1>{}, Constant<bool, true>{});
    else body(first, width, Constant<int, 1>{}, Constant<bool, false>{});
  }
}

// Adds the products of `inputs` × `outputs` neighbouring channels to `sum`, whose rows lie `sumRow` apart.
static void addOuterProducts(const float* x, ptrdiff_t inputPixel, int inputs, const float* dy, ptrdiff_t gradientPixel,
                             int outputs, int pixels, float* sum, ptrdiff_t sumRow) {
  forOutputPanels(outputs, [&](int first, int width, auto vectors, auto whole) {
    forInputTiles<vectors.value>(inputs, [&](int i, auto count) {
      outerProductTile<count.value, vectors.value, whole.value>(
          x + i, inputPixel, dy + first, gradientPixel, pixels, sum + i * sumRow + first, sumRow, width);
    });
  });
}

// Copies pixels of inputs tile by tile, as outerProductTile walks through them: the strides of an image would share too
// few places of the cache. The tile that begins with input i lies at i · capacity and already holds `before` pixels.
static void packInputs(const float* x, ptrdiff_t inputPixel, int inputs, int pixels, float* packed, size_t capacity,
                       int before) {
  forInputTiles<PANEL_VECTORS>(inputs, [&](int i, auto count) {
    float* to = packed + i * capacity + static_cast<size_t>(before) * count.value;
    const float* from = x + i;
    for (int pixel = 0; pixel < pixels; pixel++, from += inputPixel, to += count.value)
      memcpy(to, from, count.value * sizeof(float));
  });
}

// The same for dy, panel by panel.
static void packGradients(const float* dy, ptrdiff_t gradientPixel, int outputs, int pixels, float* packed,
                          size_t capacity, int before) {
  for (int first = 0; first < outputs; first += PANEL) {
    const int width = smaller(PANEL, outputs - first);
    float* to = packed + first * capacity + static_cast<size_t>(before) * width;
    const float* from = dy + first;
    for (int pixel = 0; pixel < pixels; pixel++, from += gradientPixel, to += width)
      memcpy(to, from, width * sizeof(float));
  }
}

static void addPackedProducts(const float* inputs, int inputCount, const float* gradients, int outputs, size_t capacity,
                              int pixels, float* sum, ptrdiff_t sumRow) {
  forOutputPanels(outputs, [&](int first, int width, auto vectors, auto whole) {
    forInputTiles<PANEL_VECTORS>(inputCount, [&](int i, auto count) {
      outerProductTile<count.value, vectors.value, whole.value>(
          inputs + i * capacity, count.value, gradients + first * capacity, width, pixels, sum + i * sumRow + first,
          sumRow, width);
    });
  });
}

}  // namespace longtail::INSTRUCTION_SET
