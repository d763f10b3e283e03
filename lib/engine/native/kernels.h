// What the kernels of one instruction set offer to the binding. Arrays are dense, images are NHWC, filters HWIO with
// the inputs of one group.
#pragma once
#include <cstddef>

namespace longtail {

struct ConvolutionGeometry {
  int batch, height, width, channels;
  int filterHeight, filterWidth;
  int outputHeight, outputWidth, outputChannels;
  int strideHeight, strideWidth;
  int padTop, padLeft;
  int dilationHeight, dilationWidth;
  int groups;
};

// The same layout as a convolution's; outputChannels equals channels, but for the shortcut.
typedef ConvolutionGeometry PoolingGeometry;

enum BinaryOperation { ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM };
enum UnaryOperation { RELU, NEGATE, SQUARE, SQUARE_ROOT, STEP };

struct SgdSettings {
  float learningRate, momentum, weightDecay;
  bool nesterov;
};

struct Kernels {
  const char* instructionSet;

  void (*convolution)(const float* x, const float* filter, float* y, const ConvolutionGeometry&);
  void (*convolutionInputGradient)(const float* dy, const float* filter, float* dx, const ConvolutionGeometry&);
  void (*convolutionFilterGradient)(const float* x, const float* dy, float* dFilter, const ConvolutionGeometry&);

  // residual may be null. mean and variance (biased) are written by training, read by the others.
  void (*batchNormTraining)(const float* x, const float* scale, const float* offset, const float* residual, float* y,
                            float* mean, float* variance, int rows, int channels, double epsilon, bool relu);
  void (*batchNormInference)(const float* x, const float* scale, const float* offset, const float* mean,
                             const float* variance, const float* residual, float* y, int rows, int channels,
                             double epsilon, bool relu);
  // With relu, y tells where the output was positive; null if there was no residual, then x tells it. dResidual is
  // written only if it is not null.
  void (*batchNormGradient)(const float* x, const float* scale, const float* offset, const float* mean,
                            const float* variance, const float* y, const float* dy, float* dx, float* dScale,
                            float* dOffset, float* dResidual, int rows, int channels, double epsilon, bool relu);

  // y[m, n] = a · b for each of `batch` pairs; a step of 0 repeats the same matrix.
  void (*matrixProduct)(const float* a, const float* b, float* y, int batch, size_t stepA, size_t stepB, int m, int k,
                        int n, bool transposeA, bool transposeB);

  void (*maxPool)(const float* x, float* y, const PoolingGeometry&);
  void (*maxPoolGradient)(const float* x, const float* dy, float* dx, const PoolingGeometry&);
  void (*averagePool)(const float* x, float* y, const PoolingGeometry&);
  void (*averagePoolGradient)(const float* dy, float* dx, const PoolingGeometry&);
  // Every second pixel, between zero channels of which the first half (rounded down) stands before; and its transpose.
  void (*subsample)(const float* x, float* y, const PoolingGeometry&);
  void (*subsampleGradient)(const float* dy, float* dx, const PoolingGeometry&);

  // b has `period` elements and repeats; period == size when the shapes are equal, 1 for a scalar.
  void (*binary)(BinaryOperation, const float* a, const float* b, float* y, size_t size, size_t period);
  void (*unary)(UnaryOperation, const float* x, float* y, size_t size, float parameter);
  // nextWeight and nextVelocity may be the same arrays as weight and velocity.
  void (*sgdUpdate)(const float* weight, const float* velocity, const float* gradient, float* nextWeight,
                    float* nextVelocity, size_t size, const SgdSettings&);
};

namespace baseline {
const Kernels* kernels();
}
namespace avx2 {
const Kernels* kernels();
}
namespace avx512 {
const Kernels* kernels();
}
namespace neon {
const Kernels* kernels();
}
namespace generic {
const Kernels* kernels();
}

}  // namespace longtail
