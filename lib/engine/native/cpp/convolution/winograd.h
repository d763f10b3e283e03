// Convolution with 3×3 filters and stride 1 by Winograd's minimal filtering. A block of tiles is transformed, multiplied
// position by position with the transformed filter (sixteen matrix products over the channels), and transformed back,
// all in the second level cache. Every product is one chain over the channels, every transform a fixed expression of one
// tile, so that the block's size does not touch any result; the filter's gradient is a chain over the tiles of a fixed
// chunk of images, the chunks added in order.
#pragma once
#include "convolution/image-chunks.h"
#include "convolution/outer-products.h"
#include "convolution/winograd-tiles.h"
#include "kernels.h"
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

// Fewer channels or pixels do not repay the transforms.
static inline bool suitsWinograd(const ConvolutionGeometry& g) {
  return g.filterHeight == 3 && g.filterWidth == 3 && g.strideHeight == 1 && g.strideWidth == 1 &&
         g.dilationHeight == 1 && g.dilationWidth == 1 && g.groups == 1 && g.channels >= 16 && g.outputChannels >= 16 &&
         g.outputHeight > 1 && g.outputWidth > 1;
}

// A block's transformed inputs take about 128 KiB, beside as much of products and one panel of weights.
static inline int tilesPerBlock(int channels) { return larger(32, 2048 / channels); }

// A filter's weight from an input to an output channel, as the convolution sees it and as the gradient of its input does.
struct WeightsOf {
  const float* filter;
  int channels, outputs;
  float operator()(int tap, int input, int output) const {
    return filter[(static_cast<size_t>(tap) * channels + input) * outputs + output];
  }
};
struct TurnedWeightsOf {
  const float* filter;
  int channels, outputs;
  float operator()(int tap, int input, int output) const {
    return filter[(static_cast<size_t>(8 - tap) * channels + output) * outputs + input];
  }
};

// y = x * filter, with weight(tap, input, output).
template <class Weight>
static void winogradConvolution(const float* x, const Images& input, int padTop, int padLeft, int batch,
                                const Weight& weight, float* y, const Images& output) {
  const int inputs = input.channels, outputs = output.channels;
  const TileGrid grid = tileGrid(output.height, output.width);
  const size_t panelSize = static_cast<size_t>(POSITIONS) * inputs * PANEL;
  float* weights = scratch(SCRATCH_WEIGHTS, panels(outputs) * panelSize);
  parallel(panels(outputs), [&](int panel) {
    const int first = panel * PANEL, width = smaller(PANEL, outputs - first);
    const int stored = static_cast<int>(roundUp(width, LANES));
    for (int i = 0; i < inputs; i++)
      for (int o = 0; o < stored; o += LANES) {
        float lanes[9][LANES] = {};
        for (int tap = 0; tap < 9; tap++)
          for (int lane = 0; lane < smaller(LANES, width - o); lane++)
            lanes[tap][lane] = weight(tap, i, first + o + lane);
        Vector g[9], transformed[POSITIONS];
        for (int tap = 0; tap < 9; tap++) g[tap] = load(lanes[tap]);
        transformFilter(g, transformed);
        float* to = weights + panel * panelSize + static_cast<size_t>(i) * stored + o;
        for (int p = 0; p < POSITIONS; p++) store(to + static_cast<size_t>(p) * inputs * stored, transformed[p]);
      }
  });

  const long long allTiles = static_cast<long long>(batch) * grid.perImage();
  const int blockTiles = tilesPerBlock(inputs);
  parallel(static_cast<int>((allTiles + blockTiles - 1) / blockTiles), [&](int block) {
    const long long firstTile = static_cast<long long>(block) * blockTiles;
    const int tiles = static_cast<int>(allTiles - firstTile < blockTiles ? allTiles - firstTile : blockTiles);
    const Plane inputPlane(blockTiles, inputs), productPlane(blockTiles, PANEL);
    float* transformed = scratch(SCRATCH_IMAGE, POSITIONS * inputPlane.size);
    float* products = scratch(SCRATCH_PRODUCTS, POSITIONS * productPlane.size);
    transformInputBlock(x, input, grid, padTop, padLeft, firstTile, tiles, transformed, inputPlane);
    const ptrdiff_t start = 0;
    const Runs runs = {1, inputs, &start};
    for (int panel = 0; panel < panels(outputs); panel++) {
      const int first = panel * PANEL, width = smaller(PANEL, outputs - first);
      const size_t stored = roundUp(width, LANES);
      for (int p = 0; p < POSITIONS; p++)
        outputLine(0, tiles, transformed + p * inputPlane.size, inputPlane.tile, runs,
                   weights + panel * panelSize + p * inputs * stored, products + p * productPlane.size,
                   productPlane.tile, width);
      transformOutputBlock(products, productPlane, output, grid, firstTile, tiles, first, width, y);
    }
  });
}

static void winogradFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  const int inputs = g.channels, outputs = g.outputChannels;
  const Images input = {g.height, g.width, inputs}, output = {g.outputHeight, g.outputWidth, outputs};
  const TileGrid grid = tileGrid(g.outputHeight, g.outputWidth);
  const size_t position = static_cast<size_t>(inputs) * outputs;
  const int blockTiles = larger(64, 2 * tilesPerBlock(larger(inputs, outputs)));
  // Large filters leave few chunks of images; their outputs are shared out among tasks, which does not touch any sum's
  // order. Every task transforms the inputs again, which two panels of outputs repay.
  const int chunks = imageChunks(g, POSITIONS * position);
  const int parts = larger(1, smaller(8 / chunks, panels(outputs) / 2));
  const int partPanels = (panels(outputs) + parts - 1) / parts;
  float* sum = scratch(SCRATCH_WEIGHTS, POSITIONS * position);
  sumOverImages(g, POSITIONS * position, parts, sum, [&](int firstImage, int lastImage, int part, float* partial) {
    const int first = smaller(outputs, part * partPanels * PANEL);
    const int partOutputs = smaller(outputs - first, partPanels * PANEL);
    for (int row = 0; row < POSITIONS * inputs; row++)
      setZero(partial + static_cast<size_t>(row) * outputs + first, partOutputs);
    const long long end = static_cast<long long>(lastImage) * grid.perImage();
    const Plane inputPlane(blockTiles, inputs), gradientPlane(blockTiles, partOutputs);
    float* transformed = scratch(SCRATCH_IMAGE, POSITIONS * inputPlane.size);
    float* gradients = scratch(SCRATCH_GRADIENTS, POSITIONS * gradientPlane.size);
    for (long long tile = static_cast<long long>(firstImage) * grid.perImage(); tile < end; tile += blockTiles) {
      const int tiles = static_cast<int>(end - tile < blockTiles ? end - tile : blockTiles);
      transformInputBlock(x, input, grid, g.padTop, g.padLeft, tile, tiles, transformed, inputPlane);
      transformGradientBlock(dy, output, grid, tile, tiles, first, partOutputs, gradients, gradientPlane);
      for (int p = 0; p < POSITIONS; p++)
        addOuterProducts(transformed + p * inputPlane.size, inputPlane.tile, inputs, gradients + p * gradientPlane.size,
                         gradientPlane.tile, partOutputs, tiles, partial + p * position + first, outputs);
    }
  });
  parallel(inputs, [&](int i) {
    for (int o = 0; o < outputs; o += LANES) {
      Vector u[POSITIONS], weights[9];
      for (int p = 0; p < POSITIONS; p++) u[p] = loadUpTo(sum + p * position + i * outputs + o, outputs - o);
      transformFilterGradient(u, weights);
      for (int tap = 0; tap < 9; tap++)
        storeUpTo(dFilter + (static_cast<size_t>(tap) * inputs + i) * outputs + o, weights[tap], outputs - o);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
