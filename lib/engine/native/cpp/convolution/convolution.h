// Convolution and its gradients, each by the algorithm that its shapes ask for. Where the width of a vector has a say, both
// algorithms sum in the same order.
#pragma once
#include "convolution/direct-filter-gradient.h"
#include "convolution/direct-input-gradient.h"
#include "convolution/narrow-groups.h"
#include "convolution/winograd.h"
#include "matrix-product.h"

namespace longtail::INSTRUCTION_SET {

// Calls body(the groups' width, as a compile-time constant) for a convolution that hasNarrowGroups.
template <class Body>
static inline void withGroupWidth(const ConvolutionGeometry& g, const Body& body) {
  if (g.channels / g.groups == 4) body(Constant<int, 4>{});
  else body(Constant<int, 8>{});
}

// A product of matrices: all pixels of all images by the filter.
static inline bool isMatrixProduct(const ConvolutionGeometry& g) {
  return g.filterHeight == 1 && g.filterWidth == 1 && g.strideHeight == 1 && g.strideWidth == 1 && g.groups == 1 &&
         g.outputHeight == g.height && g.outputWidth == g.width;
}

static inline int pixelCount(const ConvolutionGeometry& g) { return g.batch * g.height * g.width; }

static void convolution(const float* x, const float* filter, float* y, const ConvolutionGeometry& g) {
  const int outputs = g.outputChannels;
  if (hasNarrowGroups(g))
    withGroupWidth(g, [&](auto width) {
      narrowConvolution<width.value>(
          x, [&](int tap, int i, int o) { return filter[(tap * width.value + i) * static_cast<size_t>(outputs) + o]; }, y,
          g);
    });
  else if (isMatrixProduct(g)) matrixProduct(x, filter, y, 1, 0, 0, pixelCount(g), g.channels, outputs, false, false);
  else if (suitsWinograd(g))
    winogradConvolution(x, {g.height, g.width, g.channels}, g.padTop, g.padLeft, g.batch,
                        WeightsOf{filter, g.channels, outputs}, y, {g.outputHeight, g.outputWidth, outputs});
  else directConvolution(x, filter, y, g);
}

// The convolution of dy that gives the gradient of the input of one with stride 1.
static inline ConvolutionGeometry backwards(const ConvolutionGeometry& g) {
  ConvolutionGeometry turned = g;
  turned.height = g.outputHeight, turned.width = g.outputWidth, turned.channels = g.outputChannels;
  turned.outputHeight = g.height, turned.outputWidth = g.width, turned.outputChannels = g.channels;
  turned.padTop = (g.filterHeight - 1) * g.dilationHeight - g.padTop;
  turned.padLeft = (g.filterWidth - 1) * g.dilationWidth - g.padLeft;
  return turned;
}

static void convolutionInputGradient(const float* dy, const float* filter, float* dx, const ConvolutionGeometry& g) {
  const ConvolutionGeometry b = backwards(g);
  const bool turns = g.strideHeight == 1 && g.strideWidth == 1 && b.padTop >= 0 && b.padLeft >= 0;
  const int taps = g.filterHeight * g.filterWidth;
  const size_t outputs = g.outputChannels;
  if (turns && hasNarrowGroups(b))
    withGroupWidth(b, [&](auto width) {
      constexpr int Width = width.value;
      const auto turned = [&](int tap, int i, int o) {
        return filter[((taps - 1 - tap) * Width + o % Width) * outputs + o / Width * Width + i];
      };
      narrowConvolution<Width>(dy, turned, dx, b);
    });
  else if (isMatrixProduct(g))
    matrixProduct(dy, filter, dx, 1, 0, 0, pixelCount(g), g.outputChannels, g.channels, false, true);
  else if (suitsWinograd(g))
    winogradConvolution(dy, {b.height, b.width, b.channels}, b.padTop, b.padLeft, b.batch,
                        TurnedWeightsOf{filter, g.channels, g.outputChannels}, dx, {g.height, g.width, g.channels});
  else directInputGradient(dy, filter, dx, g);
}

static void convolutionFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  if (hasNarrowGroups(g))
    withGroupWidth(g, [&](auto width) { narrowFilterGradient<width.value>(x, dy, dFilter, g); });
  else if (suitsWinograd(g)) winogradFilterGradient(x, dy, dFilter, g);
  else directFilterGradient(x, dy, dFilter, g);
}

}  // namespace longtail::INSTRUCTION_SET
