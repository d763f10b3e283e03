// Convolution of any filter, stride, padding, dilation and groups, straight from the definition. Every output is one chain
// over (filter row, filter column, channel).
#pragma once
#include "convolution/image-border.h"
#include "kernels.h"
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

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

static void directConvolution(const float* x, const float* filter, float* y, const ConvolutionGeometry& g) {
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

}  // namespace longtail::INSTRUCTION_SET
