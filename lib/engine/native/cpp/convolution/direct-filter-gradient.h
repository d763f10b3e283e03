// The gradient of a convolution's filter, straight from the definition: for every run of taps the outer products of the
// inputs under it with dy, summed over fixed chunks of images and within them over the pixels in order.
#pragma once
#include "convolution/direct-convolution.h"
#include "convolution/image-chunks.h"
#include "convolution/outer-products.h"

namespace longtail::INSTRUCTION_SET {

// As many pixels as make a MiB of inputs, which stays in a second level cache, and repay moving the sum between the
// registers and far memory.
static inline int pixelsPerBlock(size_t inputs, int outputWidth) {
  const int pixels = static_cast<int>((size_t{1} << 18) / inputs);
  return larger(smaller(larger(pixels, 64), 512), outputWidth);
}

static void directFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  ptrdiff_t offsets[MAX_FILTER_TAPS];
  const Border border = forwardBorder(g);
  const Runs runs = forwardRuns(g, border, offsets);
  const int outputs = g.outputChannels;
  const int groupInputs = g.channels / g.groups, groupOutputs = outputs / g.groups;
  const size_t filterSize = runs.taps() * outputs, runSize = static_cast<size_t>(runs.length) * outputs;
  const size_t imageSize = static_cast<size_t>(g.height) * g.width * g.channels;
  const size_t line = static_cast<size_t>(g.outputWidth) * outputs;
  const ptrdiff_t inputRow = static_cast<ptrdiff_t>(g.strideHeight) * border.width * g.channels;
  const ptrdiff_t inputPixel = static_cast<ptrdiff_t>(g.strideWidth) * g.channels;
  // Large filters leave few chunks of images; their runs and outputs are shared out among tasks, which does not touch any
  // sum's order. Every task packs the inputs again, which four panels of outputs repay.
  const int runParts = filterSize > (size_t{1} << 19) ? runs.count : 1;
  const int chunksAndRuns = imageChunks(g, filterSize) * runParts;
  const int panelParts = larger(1, smaller(8 / chunksAndRuns, panels(groupOutputs) / 4));
  const int partRuns = runs.count / runParts, partPanels = (panels(groupOutputs) + panelParts - 1) / panelParts;
  const size_t partInputs = static_cast<size_t>(partRuns) * runs.length * g.groups;
  const size_t capacity = pixelsPerBlock(partInputs, g.outputWidth);

  sumOverImages(g, filterSize, runParts * panelParts, dFilter, [&](int firstImage, int lastImage, int part, float* sum) {
    const int firstRun = part / panelParts * partRuns;
    const int firstOutput = smaller(groupOutputs, part % panelParts * partPanels * PANEL);
    const int partOutputs = smaller(groupOutputs - firstOutput, partPanels * PANEL);
    float* inputs = scratch(SCRATCH_PRODUCTS, capacity * partInputs);
    float* gradients = scratch(SCRATCH_GRADIENTS, capacity * partOutputs * g.groups);
    // body(packed inputs, packed gradients, group, run)
    const auto forRuns = [&](const auto& body) {
      for (int group = 0; group < g.groups; group++)
        for (int run = 0; run < partRuns; run++)
          body(inputs + (static_cast<size_t>(group) * partRuns + run) * runs.length * capacity,
               gradients + static_cast<size_t>(group) * partOutputs * capacity, group, firstRun + run);
    };
    float* to = sum + firstRun * runSize + firstOutput;
    for (int input = 0; input < partRuns * runs.length; input++, to += outputs)
      setZero(to, g.groups == 1 ? partOutputs : outputs);

    int pixels = 0;
    const auto flush = [&] {
      forRuns([&](const float* packedInputs, const float* packedGradients, int group, int run) {
        addPackedProducts(packedInputs, runs.length, packedGradients, partOutputs, capacity, pixels,
                          sum + run * runSize + group * groupOutputs + firstOutput, outputs);
      });
      pixels = 0;
    };
    for (int image = firstImage; image < lastImage; image++) {
      const float* input = withBorder(x + image * imageSize, g.height, g.width, g.channels, border);
      for (int row = 0; row < g.outputHeight; row++) {
        if (pixels + g.outputWidth > static_cast<int>(capacity)) flush();
        const float* gradient = dy + (static_cast<size_t>(image) * g.outputHeight + row) * line + firstOutput;
        forRuns([&](float* packedInputs, float* packedGradients, int group, int run) {
          packInputs(input + row * inputRow + runs.offset[run] + group * groupInputs, inputPixel, runs.length,
                     g.outputWidth, packedInputs, capacity, pixels);
          if (run == firstRun)
            packGradients(gradient + group * groupOutputs, outputs, partOutputs, g.outputWidth, packedGradients,
                          capacity, pixels);
        });
        pixels += g.outputWidth;
      }
    }
    flush();
  });
}

}  // namespace longtail::INSTRUCTION_SET
