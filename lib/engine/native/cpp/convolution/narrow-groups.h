// Convolution in groups narrower than a vector, as in ResNeXt: one vector holds the outputs of several groups, and every
// input vector is spread so that each lane meets the inputs of its own group. The chains are those of the definition
// (direct-convolution.h), so that a machine whose vectors are narrower and that does without gets the same bits.
#pragma once
#include "convolution/direct-convolution.h"
#include "convolution/image-chunks.h"
#include "vectors/permutation.h"

namespace longtail::INSTRUCTION_SET {

static inline bool hasNarrowGroups(const ConvolutionGeometry& g) {
  const int width = g.channels / g.groups;
  return g.groups > 1 && (width == 4 || width == 8) && width < LANES && g.outputChannels == g.channels &&
         g.channels % LANES == 0;
}

// The places of a vector's lanes that each lane reads as input i of its group.
template <int Width>
static inline void spreadPlaces(Permutation (&places)[Width]) {
  for (int i = 0; i < Width; i++) {
    int lanes[LANES];
    for (int lane = 0; lane < LANES; lane++) lanes[lane] = lane / Width * Width + i;
    places[i] = permutation(lanes);
  }
}

// `Pixels` neighbouring outputs of one vector of channels.
template <int Pixels, int Width>
static void narrowTile(const float* input, ptrdiff_t pixelStep, const Runs& runs, const Permutation (&places)[Width],
                       const float* weights, float* output, ptrdiff_t outputStep) {
  Vector sum[Pixels];
  unrolled<Pixels>([&](int p) ALWAYS_INLINE { sum[p] = Vector{}; });
  for (int tap = 0; tap < runs.count; tap++, weights += Width * LANES) {
    const float* from = input + runs.offset[tap];
    Vector weight[Width];
    unrolled<Width>([&](int i) ALWAYS_INLINE { weight[i] = load(weights + i * LANES); });
    unrolled<Pixels>([&](int p) ALWAYS_INLINE {
      const Vector values = load(from + p * pixelStep);
      unrolled<Width>([&](int i) ALWAYS_INLINE { sum[p] = fma(permute(values, places[i]), weight[i], sum[p]); });
    });
  }
  unrolled<Pixels>([&](int p) ALWAYS_INLINE { store(output + p * outputStep, sum[p]); });
}

template <int Pixels, int Width>
static void narrowLine(int pixels, const float* input, ptrdiff_t pixelStep, const Runs& runs,
                       const Permutation (&places)[Width], const float* weights, float* output, ptrdiff_t outputStep) {
  // The last tile overlaps its neighbour and writes the same values again.
  for (int first = 0; first < pixels; first += Pixels) {
    const int p = smaller(first, pixels - Pixels);
    narrowTile<Pixels, Width>(input + p * pixelStep, pixelStep, runs, places, weights, output + p * outputStep,
                              outputStep);
  }
}

// y = x * filter, with weight(tap, input of the group, output).
template <int Width, class Weight>
static void narrowConvolution(const float* x, const Weight& weight, float* y, const ConvolutionGeometry& g) {
  ptrdiff_t offsets[MAX_FILTER_TAPS];
  const Border border = forwardBorder(g);
  const Runs runs = forwardRuns(g, border, offsets);
  const int channels = g.channels, blocks = channels / LANES;
  const size_t blockWeights = runs.taps() * LANES;
  float* packed = scratch(SCRATCH_WEIGHTS, blocks * blockWeights);
  for (int block = 0; block < blocks; block++)
    for (int tap = 0; tap < runs.count; tap++)
      for (int i = 0; i < Width; i++)
        for (int lane = 0; lane < LANES; lane++)
          packed[block * blockWeights + (static_cast<size_t>(tap) * Width + i) * LANES + lane] =
              weight(tap, i, block * LANES + lane);
  Permutation places[Width];
  spreadPlaces(places);

  const size_t imageSize = static_cast<size_t>(g.height) * g.width * channels;
  const size_t line = static_cast<size_t>(g.outputWidth) * channels;
  const ptrdiff_t pixelStep = static_cast<ptrdiff_t>(g.strideWidth) * channels;
  parallel(g.batch, [&](int image) {
    const float* input = withBorder(x + image * imageSize, g.height, g.width, channels, border);
    for (int block = 0; block < blocks; block++)
      for (int row = 0; row < g.outputHeight; row++) {
        const float* from = input + static_cast<ptrdiff_t>(row) * g.strideHeight * border.width * channels + block * LANES;
        float* to = y + (static_cast<size_t>(image) * g.outputHeight + row) * line + block * LANES;
        const auto narrow = g.outputWidth >= 7 ? narrowLine<7, Width> : narrowLine<1, Width>;
        narrow(g.outputWidth, from, pixelStep, runs, places, packed + block * blockWeights, to, channels);
      }
  });
}

// The gradient of one tap for one vector of channels, over one image.
template <int Width>
static void narrowFilterTap(const float* x, ptrdiff_t inputRow, ptrdiff_t inputPixel, const float* dy,
                            const Permutation (&places)[Width], const ConvolutionGeometry& g, float* sum) {
  const int channels = g.channels;
  Vector accumulated[Width];
  unrolled<Width>([&](int i) ALWAYS_INLINE { accumulated[i] = load(sum + i * channels); });
  for (int row = 0; row < g.outputHeight; row++) {
    const float *from = x + row * inputRow, *gradient = dy + static_cast<size_t>(row) * g.outputWidth * channels;
    for (int column = 0; column < g.outputWidth; column++, from += inputPixel, gradient += channels) {
      const Vector values = load(from), slopes = load(gradient);
      unrolled<Width>([&](int i) ALWAYS_INLINE {
        accumulated[i] = fma(permute(values, places[i]), slopes, accumulated[i]);
      });
    }
  }
  unrolled<Width>([&](int i) ALWAYS_INLINE { store(sum + i * channels, accumulated[i]); });
}

template <int Width>
static void narrowFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  ptrdiff_t offsets[MAX_FILTER_TAPS];
  const Border border = forwardBorder(g);
  const Runs runs = forwardRuns(g, border, offsets);
  const int channels = g.channels;
  const size_t filterSize = runs.taps() * channels;
  const size_t imageSize = static_cast<size_t>(g.height) * g.width * channels;
  const size_t outputSize = static_cast<size_t>(g.outputHeight) * g.outputWidth * channels;
  Permutation places[Width];
  spreadPlaces(places);
  sumOverImages(g, filterSize, 1, dFilter, [&](int firstImage, int lastImage, int, float* sum) {
    memset(sum, 0, filterSize * sizeof(float));
    for (int image = firstImage; image < lastImage; image++) {
      const float* input = withBorder(x + image * imageSize, g.height, g.width, channels, border);
      for (int block = 0; block < channels; block += LANES)
        for (int tap = 0; tap < runs.count; tap++)
          narrowFilterTap<Width>(input + runs.offset[tap] + block,
                                 static_cast<ptrdiff_t>(g.strideHeight) * border.width * channels,
                                 static_cast<ptrdiff_t>(g.strideWidth) * channels, dy + image * outputSize + block,
                                 places, g, sum + static_cast<size_t>(tap) * Width * channels + block);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
