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

// A walk through two arrays at once: the sizes of its axes, the last one fastest, and how many elements each array
// advances along them, 0 where it repeats.
constexpr int MAX_AXES = 12;
struct Traversal {
  int rank;  // at least 1
  int size[MAX_AXES], stepFirst[MAX_AXES], stepSecond[MAX_AXES];
};

// Arrays of outer · size · inner elements, of which the middle axis is reduced.
struct Reduction {
  int outer, size, inner;
};

enum BinaryOperation {
  ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, SQUARED_DIFFERENCE, POWER, GELU_GRADIENT
};
enum UnaryOperation {
  RELU, NEGATE, SQUARE, SQUARE_ROOT, STEP, RECIPROCAL_SQUARE_ROOT, RECIPROCAL, ABSOLUTE, EXPONENTIAL,
  EXPONENTIAL_MINUS_ONE, LOGARITHM, LOGARITHM_OF_ONE_PLUS, SIGMOID, SOFTPLUS, HYPERBOLIC_TANGENT, ERROR_FUNCTION, GELU,
  LEAKY_RELU, CLIP
};
enum Comparison { EQUAL, NOT_EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL };
enum Connective { AND, OR, EXCLUSIVE_OR };
enum ReductionOperation { SUM, MEAN, GREATEST, LEAST };

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

  // The first array of the traversal is a, the second b; y is dense. Along the last axis steps are 0 or 1.
  void (*binary)(BinaryOperation, const float* a, const float* b, float* y, const Traversal&);
  void (*compare)(Comparison, const float* a, const float* b, unsigned char* y, const Traversal&);
  void (*compareIntegers)(Comparison, const int* a, const int* b, unsigned char* y, const Traversal&);
  void (*combine)(Connective, const unsigned char* a, const unsigned char* b, unsigned char* y, const Traversal&);
  // a where the condition holds, b elsewhere.
  void (*choose)(const unsigned char* condition, const float* a, const float* b, float* y, size_t size);
  // `parameter` is the slope of STEP and LEAKY_RELU below zero, and CLIP's lower limit.
  void (*unary)(UnaryOperation, const float* x, float* y, size_t size, float parameter, float limit);
  // nextWeight and nextVelocity may be the same arrays as weight and velocity.
  void (*sgdUpdate)(const float* weight, const float* velocity, const float* gradient, float* nextWeight,
                    float* nextVelocity, size_t size, const SgdSettings&);

  void (*reduce)(ReductionOperation, const float* x, float* y, const Reduction&);
  void (*sumIntegers)(const int* x, int* y, const Reduction&);
  // The position of the first of the largest (or smallest) values.
  void (*extremePosition)(const float* x, int* y, const Reduction&, bool largest);
  void (*softmax)(const float* x, float* y, size_t rows, int size);
  void (*layerNorm)(const float* x, const float* scale, const float* offset, float* y, int rows, int size,
                    double epsilon);
  void (*layerNormGradient)(const float* x, const float* scale, const float* dy, float* dx, float* dScale,
                            float* dOffset, int rows, int size, double epsilon);

  // The first array of the traversal is `from`, the second `to`; any steps. Elements have 4 bytes, or 1.
  void (*copyWords)(const unsigned* from, unsigned* to, const Traversal&);
  void (*copyBytes)(const unsigned char* from, unsigned char* to, const Traversal&);
  // y[o, i, ·] = x[o, indices[i], ·] for x of outer · size · inner, each of `batch` of them with indices of its own.
  void (*gather)(const float* x, const int* indices, float* y, int batch, int count, const Reduction&);
  // y[ids[row]] += x[row] for rows of `width`, in their order; ids outside [0, segments) are left out.
  void (*segmentSum)(const float* x, const int* ids, float* y, int rows, int width, int segments);
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
