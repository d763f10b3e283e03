// Convolution and its gradients, each by the algorithm that its shapes ask for; the choice depends on nothing else, so
// that it is the same on every machine.
#pragma once
#include "direct-input-gradient.h"
#include "winograd.h"

namespace longtail::INSTRUCTION_SET {

static void convolution(const float* x, const float* filter, float* y, const ConvolutionGeometry& g) {
  if (!suitsWinograd(g)) return directConvolution(x, filter, y, g);
  const Images input = {g.height, g.width, g.channels}, output = {g.outputHeight, g.outputWidth, g.outputChannels};
  winogradConvolution(x, input, g.padTop, g.padLeft, g.batch, WeightsOf{filter, g.channels, g.outputChannels}, y, output);
}

// The convolution of dy with the filter turned by half a turn, from outputs to inputs.
static void convolutionInputGradient(const float* dy, const float* filter, float* dx, const ConvolutionGeometry& g) {
  if (!suitsWinograd(g)) return directInputGradient(dy, filter, dx, g);
  const Images input = {g.outputHeight, g.outputWidth, g.outputChannels}, output = {g.height, g.width, g.channels};
  winogradConvolution(dy, input, 2 - g.padTop, 2 - g.padLeft, g.batch,
                      TurnedWeightsOf{filter, g.channels, g.outputChannels}, dx, output);
}

static void convolutionFilterGradient(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry& g) {
  const bool small = static_cast<size_t>(g.channels) * g.outputChannels <= LARGEST_WINOGRAD_FILTER;
  if (suitsWinograd(g) && small) winogradFilterGradient(x, dy, dFilter, g);
  else directFilterGradient(x, dy, dFilter, g);
}

}  // namespace longtail::INSTRUCTION_SET
