#include "binding/binding.h"

namespace longtail {
namespace {

void convolution(const Arguments& a) {
  const auto& g = a.geometry(3);
  kernels().convolution(a.floats(0, inputSize(g)), a.floats(1, filterSize(g)), a.floats(2, outputSize(g)), g);
}

void convolutionInputGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  kernels().convolutionInputGradient(a.floats(0, outputSize(g)), a.floats(1, filterSize(g)), a.floats(2, inputSize(g)),
                                     g);
}

void convolutionFilterGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  kernels().convolutionFilterGradient(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), a.floats(2, filterSize(g)),
                                      g);
}

}  // namespace

void exportConvolution(napi_env env, napi_value exports) {
  exportFunction(env, exports, "convolution", call<convolution>);
  exportFunction(env, exports, "convolutionInputGradient", call<convolutionInputGradient>);
  exportFunction(env, exports, "convolutionFilterGradient", call<convolutionFilterGradient>);
}

}  // namespace longtail
