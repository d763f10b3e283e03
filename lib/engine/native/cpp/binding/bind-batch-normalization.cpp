#include "binding/binding.h"

namespace longtail {
namespace {

// The four arguments that end every call.
struct Settings {
  Settings(const Arguments& a, size_t first)
      : rows(a.integer(first)), channels(a.integer(first + 1)), epsilon(a.number(first + 2)), relu(a.flag(first + 3)) {}
  size_t size() const { return product(rows, channels); }

  int rows, channels;
  double epsilon;
  bool relu;
};

void batchNormTraining(const Arguments& a) {
  const Settings s(a, 7);
  kernels().batchNormTraining(a.floats(0, s.size()), a.floats(1, s.channels), a.floats(2, s.channels),
                              a.optionalFloats(3, s.size()), a.floats(4, s.size()), a.floats(5, s.channels),
                              a.floats(6, s.channels), s.rows, s.channels, s.epsilon, s.relu);
}

void batchNormInference(const Arguments& a) {
  const Settings s(a, 7);
  kernels().batchNormInference(a.floats(0, s.size()), a.floats(1, s.channels), a.floats(2, s.channels),
                               a.floats(3, s.channels), a.floats(4, s.channels), a.optionalFloats(5, s.size()),
                               a.floats(6, s.size()), s.rows, s.channels, s.epsilon, s.relu);
}

void batchNormGradient(const Arguments& a) {
  const Settings s(a, 11);
  kernels().batchNormGradient(a.floats(0, s.size()), a.floats(1, s.channels), a.floats(2, s.channels),
                              a.floats(3, s.channels), a.floats(4, s.channels), a.optionalFloats(5, s.size()),
                              a.floats(6, s.size()), a.floats(7, s.size()), a.floats(8, s.channels),
                              a.floats(9, s.channels), a.optionalFloats(10, s.size()), s.rows, s.channels, s.epsilon,
                              s.relu);
}

}  // namespace

void exportBatchNormalization(napi_env env, napi_value exports) {
  exportFunction(env, exports, "batchNormTraining", call<batchNormTraining>);
  exportFunction(env, exports, "batchNormInference", call<batchNormInference>);
  exportFunction(env, exports, "batchNormGradient", call<batchNormGradient>);
}

}  // namespace longtail
