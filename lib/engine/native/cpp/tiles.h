// The register tile shared by convolution and matrix product: a block of output pixels by a panel of output channels,
// each element one chain of fused multiply-adds over the taps in their order.
#pragma once
#include "thread-pool.h"
#include "vectors/unrolled.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

// Inputs that one output element reads: `count` runs of `length` consecutive floats, run i beginning at offset[i] from
// the pixel. A row of a dense filter is one run, because NHWC puts its taps side by side.
struct Runs {
  int count;
  int length;
  const ptrdiff_t* offset;
  size_t taps() const { return static_cast<size_t>(count) * length; }
};

// A panel is two vectors wide while there is output for them. Two vectors of accumulators share each broadcast input,
// which keeps the two load ports below the two multipliers. The accumulators have to cover a latency of 4 cycles on 2
// multipliers, so 8 at least; AVX-512 has 32 registers for 16 of them, AVX2 has 16 registers for 8 (12 would fit, but
// widths of 8, 16 and 32 pixels do not divide by 6).
constexpr int PANEL_VECTORS = 2;
constexpr int PANEL = PANEL_VECTORS * LANES;
constexpr int tilePixels(int vectors) {
#if defined(__AVX512F__)
  return 16 / vectors;
#else
  return 8 / vectors;
#endif
}

// Floats that hold `taps` rows of `outputs` weights in panels, the last one filled up with zeros.
static inline size_t packedSize(size_t taps, int outputs) { return taps * roundUp(outputs, LANES); }

static inline int panels(int outputs) { return (outputs + PANEL - 1) / PANEL; }

template <int Pixels, int Vectors>
static void tile(const float* input, ptrdiff_t pixelStep, const Runs& runs, const float* weights, float* output,
                 ptrdiff_t outputStep, int outputs) {
  Vector sum[Pixels][Vectors];
  unrolled<Pixels>([&](int p) ALWAYS_INLINE { unrolled<Vectors>([&](int v) ALWAYS_INLINE { sum[p][v] = Vector{}; }); });
  for (int run = 0; run < runs.count; run++) {
    // A pointer for four pixels: with one for all, the compiler runs out of registers for the distances.
    constexpr int Fours = (Pixels + 3) / 4;
    const float* four[Fours];
    unrolled<Fours>([&](int f) ALWAYS_INLINE {
      four[f] = input + runs.offset[run] + 4 * f * pixelStep;
      asm("" : "+r"(four[f]));
    });
    for (int tap = 0; tap < runs.length; tap++, weights += Vectors * LANES) {
      Vector weight[Vectors];
      unrolled<Vectors>([&](int v) ALWAYS_INLINE { weight[v] = load(weights + v * LANES); });
      unrolled<Pixels>([&](int p) ALWAYS_INLINE {
        const Vector value = broadcast(four[p / 4][p % 4 * pixelStep]);
        unrolled<Vectors>([&](int v) ALWAYS_INLINE { sum[p][v] = fma(value, weight[v], sum[p][v]); });
      });
      unrolled<Fours>([&](int f) ALWAYS_INLINE { four[f]++; });
    }
  }
  unrolled<Pixels>([&](int p) ALWAYS_INLINE {
    unrolled<Vectors>([&](int v) ALWAYS_INLINE {
      storeUpTo(output + p * outputStep + v * LANES, sum[p][v], outputs - v * LANES);
    });
  });
}

// Tiles of `Pixels` along a line; the last one overlaps its neighbour and writes the same values again.
template <int Pixels, int Vectors>
static void tilesAlong(int pixels, const float* input, ptrdiff_t pixelStep, const Runs& runs, const float* weights,
                       float* output, ptrdiff_t outputStep, int outputs) {
  for (int first = 0; first < pixels; first += Pixels) {
    const int p = smaller(first, pixels - Pixels);
    tile<Pixels, Vectors>(input + p * pixelStep, pixelStep, runs, weights, output + p * outputStep, outputStep,
                          outputs);
  }
}

template <int Vectors>
static void panelLine(int pixels, const float* input, ptrdiff_t pixelStep, const Runs& runs, const float* weights,
                      float* output, ptrdiff_t outputStep, int outputs) {
  if (pixels >= tilePixels(Vectors))
    tilesAlong<tilePixels(Vectors), Vectors>(pixels, input, pixelStep, runs, weights, output, outputStep, outputs);
  else if (pixels >= tilePixels(Vectors) / 2)
    tilesAlong<tilePixels(Vectors) / 2, Vectors>(pixels, input, pixelStep, runs, weights, output, outputStep, outputs);
  else
    tilesAlong<1, Vectors>(pixels, input, pixelStep, runs, weights, output, outputStep, outputs);
}

// One line of output pixels, one panel of output channels. `packed` begins with panel 0.
static inline void outputLine(int panel, int pixels, const float* input, ptrdiff_t pixelStep, const Runs& runs,
                              const float* packed, float* output, ptrdiff_t outputStep, int outputs) {
  const int first = panel * PANEL;
  const int width = smaller(PANEL, outputs - first);
  const float* weights = packed + runs.taps() * first;
  if (width > LANES)
    panelLine<2>(pixels, input, pixelStep, runs, weights, output + first, outputStep, width);
  else
    panelLine<1>(pixels, input, pixelStep, runs, weights, output + first, outputStep, width);
}

// Writes one panel of the weights of `positions` filter positions with `depth` taps each: weight(position, i, output).
template <class Weight>
static void packPanel(int panel, int positions, int depth, int outputs, float* packed, const Weight& weight) {
  const int first = panel * PANEL;
  const int width = smaller(PANEL, outputs - first);
  const int stored = static_cast<int>(roundUp(width, LANES));
  float* to = packed + static_cast<size_t>(positions) * depth * first;
  for (int position = 0; position < positions; position++)
    for (int i = 0; i < depth; i++, to += stored) {
      for (int o = 0; o < width; o++) to[o] = weight(position, i, first + o);
      for (int o = width; o < stored; o++) to[o] = 0;
    }
}

}  // namespace longtail::INSTRUCTION_SET
