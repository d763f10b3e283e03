// Convolution of any filter, stride, padding and dilation. Every output is one chain over (filter row, filter column,
// channel); the filter's gradient is a sum over fixed chunks of images, added in their order.
#pragma once
#include "kernels.h"
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

// One image with a border of zeros, in scratch memory of the calling thread.
struct Border {
  int top, left, height, width;  // height and width with the border
};

static const float* withBorder(const float* image, int height, int width, int channels, const Border& border) {
  if (border.top == 0 && border.left == 0 && border.height <= height && border.width == width) return image;
  const size_t row = static_cast<size_t>(border.width) * channels;
  const int copied = smaller(width, border.width - border.left);
  float* padded = scratch(SCRATCH_IMAGE, border.height * row);
  for (int h = 0; h < border.height; h++) {
    float* to = padded + h * row;
    const int source = h - border.top;
    if (source < 0 || source >= height) {
      memset(to, 0, row * sizeof(float));
      continue;
    }
    const size_t left = static_cast<size_t>(border.left) * channels, middle = static_cast<size_t>(copied) * channels;
    memset(to, 0, left * sizeof(float));
    memcpy(to + left, image + static_cast<size_t>(source) * width * channels, middle * sizeof(float));
    memset(to + left + middle, 0, (row - left - middle) * sizeof(float));
  }
  return padded;
}

static inline Border forwardBorder(const ConvolutionGeometry& g) {
  return {g.padTop, g.padLeft, (g.outputHeight - 1) * g.strideHeight + (g.filterHeight - 1) * g.dilationHeight + 1,
          larger((g.outputWidth - 1) * g.strideWidth + (g.filterWidth - 1) * g.dilationWidth + 1,
                 g.padLeft == 0 ? g.width : 0)};
}

constexpr int MAX_FILTER_TAPS = 4096;

// The runs of a forward convolution over the bordered image.
static inline Runs forwardRuns(const ConvolutionGeometry& g, const Border& border, ptrdiff_t* offsets) {
  const bool dense = g.dilationWidth == 1 && g.groups == 1;
  const int perRow = dense ? 1 : g.filterWidth;
  for (int ky = 0; ky < g.filterHeight; ky++)
    for (int i = 0; i < perRow; i++)
      offsets[ky * perRow + i] =
          (static_cast<ptrdiff_t>(ky) * g.dilationHeight * border.width + i * g.dilationWidth) * g.channels;
  return {g.filterHeight * perRow, dense ? g.filterWidth * g.channels : g.channels / g.groups, offsets};
}

static void convolution(const float* x, const float* filter, float* y, const ConvolutionGeometry& g) {
  ptrdiff_t offsets[MAX_FILTER_TAPS];
  const Border border = forwardBorder(g);
  const Runs runs = forwardRuns(g, border, offsets);
  const int taps = static_cast<int>(runs.taps()), outputs = g.outputChannels;
  const int groupInputs = g.channels / g.groups, groupOutputs = outputs / g.groups;
  const size_t groupSize = packedSize(taps, groupOutputs);
  float* packed = scratch(SCRATCH_WEIGHTS, groupSize * g.groups);
  parallel(panels(groupOutputs) * g.groups, [&](int task) {
    const int group = task / panels(groupOutputs), panel = task % panels(groupOutputs);
    const float* from = filter + group * groupOutputs;
    packPanel(panel, 1, taps, groupOutputs, packed + group * groupSize,
              [&](int, int tap, int output) { return from[static_cast<size_t>(tap) * outputs + output]; });
  });
  const size_t imageSize = static_cast<size_t>(g.height) * g.width * g.channels;
  const size_t line = static_cast<size_t>(g.outputWidth) * outputs;
  parallel(g.batch, [&](int image) {
    const float* input = withBorder(x + image * imageSize, g.height, g.width, g.channels, border);
    const ptrdiff_t rowStep = static_cast<ptrdiff_t>(g.strideHeight) * border.width * g.channels;
    float* output = y + image * g.outputHeight * line;
    for (int group = 0; group < g.groups; group++)
      for (int panel = 0; panel < panels(groupOutputs); panel++)
        for (int h = 0; h < g.outputHeight; h++)
          outputLine(panel, g.outputWidth, input + h * rowStep + group * groupInputs, g.strideWidth * g.channels, runs,
                     packed + group * groupSize, output + h * line + group * groupOutputs, outputs, groupOutputs);
  });
}

// The gradient of the input is gathered, not scattered. Along one axis, input position i with i + pad = stride · q + r
// receives from tap k exactly when (dilation · k) mod stride = r, from output position q - shift, where
// shift = (dilation · k - r) / stride. So the positions of one remainder r form a dense convolution of dy over the
// taps of that remainder, taken backwards so that the output positions ascend.
struct Phase {
  int first, count;   // input positions first, first + stride, ...
  int firstQuotient;  // q of the first one
  int taps;
  int tap[MAX_FILTER_TAPS], shift[MAX_FILTER_TAPS];
};

static void fillPhase(Phase& phase, int remainder, int size, int filterSize, int stride, int dilation, int pad) {
  phase.first = ((remainder - pad) % stride + stride) % stride;
  phase.count = phase.first < size ? (size - phase.first + stride - 1) / stride : 0;
  phase.firstQuotient = (phase.first + pad) / stride;
  phase.taps = 0;
  for (int k = filterSize - 1; k >= 0; k--)
    if (k * dilation % stride == remainder) {
      phase.tap[phase.taps] = k;
      phase.shift[phase.taps++] = k * dilation / stride;
    }
}

// How far the phase reaches before and behind an output line of `size`.
static inline void growBorder(const Phase& phase, int size, int& before, int& behind) {
  if (phase.count == 0 || phase.taps == 0) return;
  before = larger(before, phase.shift[0] - phase.firstQuotient);
  behind = larger(behind, phase.firstQuotient + phase.count - phase.shift[phase.taps - 1] - size);
}

static void convolutionInputGradient(const float* dy, const float* filter, float* dx, const ConvolutionGeometry& g) {
  const int outputs = g.outputChannels;
  const int groupInputs = g.channels / g.groups, groupOutputs = outputs / g.groups;
  Phase vertical, horizontal;
  int above = 0, below = 0, left = 0, right = 0;
  for (int r = 0; r < g.strideHeight; r++) {
    fillPhase(vertical, r, g.height, g.filterHeight, g.strideHeight, g.dilationHeight, g.padTop);
    growBorder(vertical, g.outputHeight, above, below);
  }
  for (int r = 0; r < g.strideWidth; r++) {
    fillPhase(horizontal, r, g.width, g.filterWidth, g.strideWidth, g.dilationWidth, g.padLeft);
    growBorder(horizontal, g.outputWidth, left, right);
  }
  const Border border = {above, left, g.outputHeight + above + below, g.outputWidth + left + right};
  const size_t outputSize = static_cast<size_t>(g.outputHeight) * g.outputWidth * outputs;
  const size_t inputSize = static_cast<size_t>(g.height) * g.width * g.channels;

  for (int vr = 0; vr < g.strideHeight; vr++)
    for (int hr = 0; hr < g.strideWidth; hr++) {
      Phase &v = vertical, &h = horizontal;
      fillPhase(v, vr, g.height, g.filterHeight, g.strideHeight, g.dilationHeight, g.padTop);
      fillPhase(h, hr, g.width, g.filterWidth, g.strideWidth, g.dilationWidth, g.padLeft);
      if (v.count == 0 || h.count == 0) continue;

      const bool dense = g.groups == 1 && (h.taps < 2 || h.shift[0] - h.shift[1] == 1);
      const int perRow = h.taps == 0 ? 0 : dense ? 1 : h.taps;
      ptrdiff_t offsets[MAX_FILTER_TAPS];
      for (int i = 0; i < v.taps; i++)
        for (int j = 0; j < perRow; j++)
          offsets[i * perRow + j] =
              (static_cast<ptrdiff_t>(above + v.firstQuotient - v.shift[i]) * border.width + left + h.firstQuotient -
               h.shift[j]) * outputs;
      const Runs runs = {v.taps * perRow, (dense ? h.taps : 1) * groupOutputs, offsets};
      const size_t groupSize = packedSize(runs.taps(), groupInputs);
      float* packed = scratch(SCRATCH_WEIGHTS, groupSize * g.groups);
      parallel(panels(groupInputs) * g.groups, [&](int task) {
        const int group = task / panels(groupInputs), panel = task % panels(groupInputs);
        const float* from = filter + group * groupOutputs;
        packPanel(panel, v.taps * h.taps, groupOutputs, groupInputs, packed + group * groupSize,
                  [&](int position, int output, int channel) {
                    const int ky = v.tap[position / h.taps], kx = h.tap[position % h.taps];
                    const size_t place = static_cast<size_t>(ky) * g.filterWidth + kx;
                    return from[(place * groupInputs + channel) * outputs + output];
                  });
      });
      parallel(g.batch, [&](int image) {
        const float* input = withBorder(dy + image * outputSize, g.outputHeight, g.outputWidth, outputs, border);
        float* to = dx + image * inputSize;
        for (int group = 0; group < g.groups; group++)
          for (int panel = 0; panel < panels(groupInputs); panel++)
            for (int row = 0; row < v.count; row++) {
              const size_t pixel = static_cast<size_t>(v.first + row * g.strideHeight) * g.width + h.first;
              const ptrdiff_t line = static_cast<ptrdiff_t>(row) * border.width * outputs;
              outputLine(panel, h.count, input + line + group * groupOutputs, outputs, runs,
                         packed + group * groupSize, to + pixel * g.channels + group * groupInputs,
                         static_cast<ptrdiff_t>(g.strideWidth) * g.channels, groupInputs);
            }
      });
    }
}

// Accumulates Inputs × Vectors elements of the filter's gradient over one image: every pixel multiplies `Inputs`
// neighbouring inputs into `Vectors` vectors of dy. `Whole` vectors spare the inner loop a mask.
template <int Inputs, int Vectors, bool Whole>
static void filterTile(const float* x, const float* dy, float* sum, const ConvolutionGeometry& g, ptrdiff_t rowStep,
                       int outputs) {
  const ptrdiff_t channels = g.outputChannels, pixelStep = g.strideWidth * g.channels;
  const auto get = [&](const float* from, int v) {
    return Whole ? load(from + v * LANES) : loadUpTo(from + v * LANES, outputs - v * LANES);
  };
  Vector accumulated[Inputs][Vectors];
  for (int i = 0; i < Inputs; i++)
    for (int v = 0; v < Vectors; v++) accumulated[i][v] = get(sum + i * channels, v);
  for (int h = 0; h < g.outputHeight; h++) {
    const float* from = x + h * rowStep;
    const float* gradient = dy + h * g.outputWidth * channels;
    for (int w = 0; w < g.outputWidth; w++, from += pixelStep, gradient += channels) {
      Vector column[Vectors];
      for (int v = 0; v < Vectors; v++) column[v] = get(gradient, v);
      for (int i = 0; i < Inputs; i++) {
        const Vector value = broadcast(from[i]);
        for (int v = 0; v < Vectors; v++) accumulated[i][v] = fma(value, column[v], accumulated[i][v]);
      }
    }
  }
  for (int i = 0; i < Inputs; i++)
    for (int v = 0; v < Vectors; v++)
      storeUpTo(sum + i * channels + v * LANES, accumulated[i][v], Whole ? LANES : outputs - v * LANES);
}

template <int Vectors, bool Whole>
static void filterPanel(int inputs, const float* x, const float* dy, float* sum, const ConvolutionGeometry& g,
                        ptrdiff_t rowStep, int outputs) {
  constexpr int Inputs = tilePixels(Vectors);
  int i = 0;
  const size_t row = g.outputChannels;
  for (; i + Inputs <= inputs; i += Inputs)
    filterTile<Inputs, Vectors, Whole>(x + i, dy, sum + i * row, g, rowStep, outputs);
  for (; i + 3 <= inputs; i += 3) filterTile<3, Vectors, Whole>(x + i, dy, sum + i * row, g, rowStep, outputs);
  for (; i < inputs; i++) filterTile<1, Vectors, Whole>(x + i, dy, sum + i * row, g, rowStep, outputs);
}

static void convolutionFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  ptrdiff_t offsets[MAX_FILTER_TAPS];
  const Border border = forwardBorder(g);
  const Runs runs = forwardRuns(g, border, offsets);
  const int outputs = g.outputChannels;
  const int groupInputs = g.channels / g.groups, groupOutputs = outputs / g.groups;
  const size_t filterSize = runs.taps() * outputs;
  // Fixed by the shapes alone: up to 16 chunks of images whose partial sums together stay within 16 MiB.
  const int chunks = larger(1, smaller(smaller(g.batch, 16), static_cast<int>((size_t{1} << 22) / filterSize)));
  // Large filters leave few chunks; their runs are tasks of their own, which does not touch any sum's order.
  const int parts = filterSize > (size_t{1} << 17) ? runs.count : 1;
  float* partial = chunks == 1 ? dFilter : scratch(SCRATCH_PARTIAL_SUMS, chunks * filterSize);
  const size_t imageSize = static_cast<size_t>(g.height) * g.width * g.channels;
  const size_t outputSize = static_cast<size_t>(g.outputHeight) * g.outputWidth * outputs;
  const size_t runSize = static_cast<size_t>(runs.length) * outputs;

  parallel(chunks * parts, [&](int task) {
    const int chunk = task / parts, part = task % parts;
    const int firstRun = part * runs.count / parts, lastRun = (part + 1) * runs.count / parts;
    float* sum = partial + chunk * filterSize;
    memset(sum + firstRun * runSize, 0, (lastRun - firstRun) * runSize * sizeof(float));
    const int lastImage = static_cast<int>(static_cast<long long>(g.batch) * (chunk + 1) / chunks);
    for (int image = static_cast<int>(static_cast<long long>(g.batch) * chunk / chunks); image < lastImage; image++) {
      const float* input = withBorder(x + image * imageSize, g.height, g.width, g.channels, border);
      const ptrdiff_t rowStep = static_cast<ptrdiff_t>(g.strideHeight) * border.width * g.channels;
      for (int task = 0; task < panels(groupOutputs) * g.groups; task++) {
        const int group = task / panels(groupOutputs), start = task % panels(groupOutputs) * PANEL;
        const int first = group * groupOutputs + start, width = smaller(PANEL, groupOutputs - start);
        const float* gradient = dy + image * outputSize + first;
        for (int run = firstRun; run < lastRun; run++) {
          float* to = sum + run * runSize + first;
          const auto accumulate = width == PANEL   ? filterPanel<2, true>
                                  : width > LANES  ? filterPanel<2, false>
                                  : width == LANES ? filterPanel<1, true>
                                                   : filterPanel<1, false>;
          accumulate(runs.length, input + runs.offset[run] + group * groupInputs, gradient, to, g, rowStep, width);
        }
      }
    }
  });
  if (chunks == 1) return;
  constexpr int BLOCK = 4096;
  parallel(static_cast<int>((filterSize + BLOCK - 1) / BLOCK), [&](int block) {
    const size_t end = filterSize < (block + size_t{1}) * BLOCK ? filterSize : (block + size_t{1}) * BLOCK;
    for (size_t i = static_cast<size_t>(block) * BLOCK; i < end; i += LANES) {
      const int count = static_cast<int>(end - i);
      Vector sum = loadUpTo(partial + i, count);
      for (int chunk = 1; chunk < chunks; chunk++) sum += loadUpTo(partial + chunk * filterSize + i, count);
      storeUpTo(dFilter + i, sum, count);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
