// The gradient of a convolution's input, straight from the definition: dense convolutions of dy, one for each remainder of
// the position by the stride.
#pragma once
#include "convolution/direct-convolution.h"

namespace longtail::INSTRUCTION_SET {

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

static void directInputGradient(const float* dy, const float* filter, float* dx, const ConvolutionGeometry& g) {
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

}  // namespace longtail::INSTRUCTION_SET
