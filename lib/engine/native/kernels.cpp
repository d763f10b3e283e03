// All kernels of one instruction set; compiled once for each, see vector.h.
#include "kernels.h"

#include "batch-normalization.h"
#include "convolution.h"
#include "elementwise.h"
#include "matrix-product.h"
#include "pooling.h"

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
                              unary,
                              sgdUpdate};
  return &all;
}

}  // namespace longtail::INSTRUCTION_SET
