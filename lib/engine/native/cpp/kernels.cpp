// All kernels of one instruction set; compiled once for each, see vector.h.
#include "kernels.h"

#include "batch-normalization.h"
#include "convolution/convolution.h"
#include "elementwise.h"
#include "layer-norm.h"
#include "matrix-product.h"
#include "movement.h"
#include "pooling.h"
#include "reduction.h"
#include "softmax.h"

#define NAME_OF(set) #set
#define STRING_OF(set) NAME_OF(set)

namespace longtail::INSTRUCTION_SET {

const Kernels* kernels() {
  static const Kernels all = {STRING_OF(INSTRUCTION_SET),
                              convolution,
                              convolutionInputGradient,
                              convolutionFilterGradient,
                              batchNormTraining,
                              batchNormInference,
                              batchNormGradient,
                              matrixProduct,
                              maxPool,
                              maxPoolGradient,
                              averagePool,
                              averagePoolGradient,
                              subsample,
                              subsampleGradient,
                              binary,
                              compare,
                              compareIntegers,
                              combine,
                              choose,
                              unary,
                              sgdUpdate,
                              reduce,
                              sumIntegers,
                              extremePosition,
                              softmax,
                              layerNorm,
                              layerNormGradient,
                              copyWords,
                              copyBytes,
                              gather,
                              segmentSum};
  return &all;
}

}  // namespace longtail::INSTRUCTION_SET
