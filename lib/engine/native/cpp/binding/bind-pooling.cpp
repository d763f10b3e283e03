#include "binding/binding.h"

namespace longtail {
namespace {

typedef void (*Kernels::*Map)(const float*, float*, const PoolingGeometry&);

// From images to the results of their windows.
template <Map Kernel>
void forward(const Arguments& a) {
  const auto& g = a.geometry(2);
  (kernels().*Kernel)(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), g);
}

// And back.
template <Map Kernel>
void backward(const Arguments& a) {
  const auto& g = a.geometry(2);
  (kernels().*Kernel)(a.floats(0, outputSize(g)), a.floats(1, inputSize(g)), g);
}

void maxPoolGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  kernels().maxPoolGradient(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), a.floats(2, inputSize(g)), g);
}

}  // namespace

void exportPooling(napi_env env, napi_value exports) {
  exportFunction(env, exports, "maxPool", call<forward<&Kernels::maxPool>>);
  exportFunction(env, exports, "maxPoolGradient", call<maxPoolGradient>);
  exportFunction(env, exports, "averagePool", call<forward<&Kernels::averagePool>>);
  exportFunction(env, exports, "averagePoolGradient", call<backward<&Kernels::averagePoolGradient>>);
  exportFunction(env, exports, "subsample", call<forward<&Kernels::subsample>>);
  exportFunction(env, exports, "subsampleGradient", call<backward<&Kernels::subsampleGradient>>);
}

}  // namespace longtail
