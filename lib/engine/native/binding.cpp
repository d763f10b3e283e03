// The addon: checks the arguments and hands typed arrays to the kernels of the chosen instruction set.
#include <node_api.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>

#include "kernels.h"
#include "thread-pool.h"

namespace longtail {
namespace {

const Kernels* active = nullptr;

struct Choice {
  const char* name;
  bool (*supported)();
  const Kernels* (*kernels)();
};

// Best first.
const Choice choices[] = {
#if defined(__x86_64__)
    {"avx512",
     [] {
       return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
              __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
     },
     avx512::kernels},
    {"avx2", [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }, avx2::kernels},
#elif defined(__ARM_NEON)
    {"neon", [] { return true; }, neon::kernels},
#else
    {"generic", [] { return true; }, generic::kernels},
#endif
};

class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    napi_get_cb_info(env, info, &count_, values_, nullptr, nullptr);
  }

  double number(size_t i) const {
    double value;
    if (i >= count_ || napi_get_value_double(env_, values_[i], &value) != napi_ok) fail(i, "a number");
    return value;
  }
  int integer(size_t i) const { return static_cast<int>(number(i)); }
  bool flag(size_t i) const {
    bool value;
    if (i >= count_ || napi_get_value_bool(env_, values_[i], &value) != napi_ok) fail(i, "a boolean");
    return value;
  }

  // A Float32Array of at least `size` elements.
  float* floats(size_t i, size_t size) const {
    size_t length;
    float* data = static_cast<float*>(array(i, napi_float32_array, length));
    if (!data && length > 0) fail(i, "a Float32Array");
    if (length < size) fail(i, "a Float32Array of " + std::to_string(size) + " elements or more");
    return data;
  }
  float* optionalFloats(size_t i, size_t size) const { return missing(i) ? nullptr : floats(i, size); }

  size_t length(size_t i) const {
    size_t length;
    array(i, napi_float32_array, length);
    return length;
  }

  const ConvolutionGeometry& geometry(size_t i) const {
    size_t length;
    void* data = array(i, napi_int32_array, length);
    if (length * sizeof(int) != sizeof(ConvolutionGeometry)) fail(i, "a geometry of 16 integers");
    return *static_cast<const ConvolutionGeometry*>(data);
  }

 private:
  bool missing(size_t i) const {
    napi_valuetype type = napi_undefined;
    if (i < count_) napi_typeof(env_, values_[i], &type);
    return type == napi_undefined || type == napi_null;
  }

  void* array(size_t i, napi_typedarray_type wanted, size_t& length) const {
    napi_typedarray_type type;
    void* data;
    if (i >= count_ || napi_get_typedarray_info(env_, values_[i], &type, &length, &data, nullptr, nullptr) != napi_ok ||
        type != wanted)
      fail(i, wanted == napi_float32_array ? "a Float32Array" : "an Int32Array");
    return data;
  }

  [[noreturn]] void fail(size_t i, const std::string& expected) const {
    throw std::invalid_argument("argument " + std::to_string(i) + " must be " + expected);
  }

  static constexpr size_t MAX_ARGUMENTS = 16;
  napi_env env_;
  size_t count_ = MAX_ARGUMENTS;
  napi_value values_[MAX_ARGUMENTS];
};

size_t product(size_t a, size_t b, size_t c = 1, size_t d = 1) { return a * b * c * d; }
size_t inputSize(const ConvolutionGeometry& g) { return product(g.batch, g.height, g.width, g.channels); }
size_t outputSize(const ConvolutionGeometry& g) {
  return product(g.batch, g.outputHeight, g.outputWidth, g.outputChannels);
}
size_t filterSize(const ConvolutionGeometry& g) {
  return product(g.filterHeight, g.filterWidth, g.channels / g.groups, g.outputChannels);
}

void convolution(const Arguments& a) {
  const auto& g = a.geometry(3);
  active->convolution(a.floats(0, inputSize(g)), a.floats(1, filterSize(g)), a.floats(2, outputSize(g)), g);
}

void convolutionInputGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  active->convolutionInputGradient(a.floats(0, outputSize(g)), a.floats(1, filterSize(g)), a.floats(2, inputSize(g)), g);
}

void convolutionFilterGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  active->convolutionFilterGradient(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), a.floats(2, filterSize(g)),
                                    g);
}

void batchNormTraining(const Arguments& a) {
  const int rows = a.integer(7), channels = a.integer(8);
  const size_t size = product(rows, channels);
  active->batchNormTraining(a.floats(0, size), a.floats(1, channels), a.floats(2, channels), a.optionalFloats(3, size),
                            a.floats(4, size), a.floats(5, channels), a.floats(6, channels), rows, channels,
                            a.number(9), a.flag(10));
}

void batchNormInference(const Arguments& a) {
  const int rows = a.integer(7), channels = a.integer(8);
  const size_t size = product(rows, channels);
  active->batchNormInference(a.floats(0, size), a.floats(1, channels), a.floats(2, channels), a.floats(3, channels),
                             a.floats(4, channels), a.optionalFloats(5, size), a.floats(6, size), rows, channels,
                             a.number(9), a.flag(10));
}

void batchNormGradient(const Arguments& a) {
  const int rows = a.integer(10), channels = a.integer(11);
  const size_t size = product(rows, channels);
  active->batchNormGradient(a.floats(0, size), a.floats(1, channels), a.floats(2, channels), a.floats(3, channels),
                            a.optionalFloats(4, size), a.floats(5, size), a.floats(6, size), a.floats(7, channels),
                            a.floats(8, channels), a.optionalFloats(9, size), rows, channels, a.number(12), a.flag(13));
}

void matrixProduct(const Arguments& a) {
  const int batch = a.integer(3), m = a.integer(6), k = a.integer(7), n = a.integer(8);
  const size_t stepA = a.integer(4), stepB = a.integer(5), last = batch - 1;
  active->matrixProduct(a.floats(0, last * stepA + product(m, k)), a.floats(1, last * stepB + product(k, n)),
                        a.floats(2, product(batch, m, n)), batch, stepA, stepB, m, k, n, a.flag(9), a.flag(10));
}

void maxPool(const Arguments& a) {
  const auto& g = a.geometry(2);
  active->maxPool(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), g);
}

void maxPoolGradient(const Arguments& a) {
  const auto& g = a.geometry(3);
  active->maxPoolGradient(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), a.floats(2, inputSize(g)), g);
}

void averagePool(const Arguments& a) {
  const auto& g = a.geometry(2);
  active->averagePool(a.floats(0, inputSize(g)), a.floats(1, outputSize(g)), g);
}

void averagePoolGradient(const Arguments& a) {
  const auto& g = a.geometry(2);
  active->averagePoolGradient(a.floats(0, outputSize(g)), a.floats(1, inputSize(g)), g);
}

void globalAveragePool(const Arguments& a) {
  const int batch = a.integer(2), pixels = a.integer(3), channels = a.integer(4);
  active->globalAveragePool(a.floats(0, product(batch, pixels, channels)), a.floats(1, product(batch, channels)), batch,
                            pixels, channels);
}

void globalAveragePoolGradient(const Arguments& a) {
  const int batch = a.integer(2), pixels = a.integer(3), channels = a.integer(4);
  active->globalAveragePoolGradient(a.floats(0, product(batch, channels)), a.floats(1, product(batch, pixels, channels)),
                                    batch, pixels, channels);
}

void subsample(const Arguments& a) {
  const int batch = a.integer(2), height = a.integer(3), width = a.integer(4), channels = a.integer(5),
            outputs = a.integer(6);
  active->subsample(a.floats(0, product(batch, height, width, channels)),
                    a.floats(1, product(batch, (height + 1) / 2, (width + 1) / 2, outputs)), batch, height, width,
                    channels, outputs);
}

void subsampleGradient(const Arguments& a) {
  const int batch = a.integer(2), height = a.integer(3), width = a.integer(4), channels = a.integer(5),
            outputs = a.integer(6);
  active->subsampleGradient(a.floats(0, product(batch, (height + 1) / 2, (width + 1) / 2, outputs)),
                            a.floats(1, product(batch, height, width, channels)), batch, height, width, channels,
                            outputs);
}

void binary(const Arguments& a) {
  const size_t size = a.length(1), period = a.length(2);
  const int operation = a.integer(0);
  if (operation < ADD || operation > MINIMUM) throw std::invalid_argument("unknown binary operation");
  if (size == 0) return;
  if (period == 0 || size % period != 0) throw std::invalid_argument("the second operand does not repeat evenly");
  active->binary(static_cast<BinaryOperation>(operation), a.floats(1, size), a.floats(2, period), a.floats(3, size),
                 size, period);
}

void unary(const Arguments& a) {
  const size_t size = a.length(1);
  const int operation = a.integer(0);
  if (operation < RELU || operation > STEP) throw std::invalid_argument("unknown unary operation");
  active->unary(static_cast<UnaryOperation>(operation), a.floats(1, size), a.floats(2, size), size,
                static_cast<float>(a.number(3)));
}

void sgdUpdate(const Arguments& a) {
  const size_t size = a.length(0);
  const SgdSettings settings = {static_cast<float>(a.number(5)), static_cast<float>(a.number(6)),
                                static_cast<float>(a.number(7)), a.flag(8)};
  active->sgdUpdate(a.floats(0, size), a.floats(1, size), a.floats(2, size), a.floats(3, size), a.floats(4, size), size,
                    settings);
}

template <void (*Body)(const Arguments&)>
napi_value call(napi_env env, napi_callback_info info) {
  try {
    if (!active) throw std::logic_error("the addon was not started");
    Body(Arguments(env, info));
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

napi_value stringOf(napi_env env, const char* text) {
  napi_value value;
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
  return value;
}

// The instruction sets that both this build and this machine have, best first.
napi_value instructionSets(napi_env env, napi_callback_info) {
  napi_value list;
  napi_create_array(env, &list);
  uint32_t count = 0;
  for (const Choice& choice : choices)
    if (choice.supported()) napi_set_element(env, list, count++, stringOf(env, choice.name));
  return list;
}

// start(instructionSet, threads)
napi_value start(napi_env env, napi_callback_info info) {
  try {
    napi_value values[2];
    size_t count = 2;
    char name[16];
    int threads;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    if (count < 2 || napi_get_value_string_utf8(env, values[0], name, sizeof name, nullptr) != napi_ok ||
        napi_get_value_int32(env, values[1], &threads) != napi_ok || threads < 1)
      throw std::invalid_argument("start wants an instruction set and a number of threads");
    for (const Choice& choice : choices)
      if (std::strcmp(choice.name, name) == 0 && choice.supported()) {
        active = choice.kernels();
        setThreadCount(threads);
        return nullptr;
      }
    throw std::invalid_argument(std::string("this machine has no ") + name);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

void exportFunction(napi_env env, napi_value exports, const char* name, napi_callback function) {
  napi_value value;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
  napi_set_named_property(env, exports, name, value);
}

}  // namespace
}  // namespace longtail

NAPI_MODULE_INIT() {
  using namespace longtail;
  exportFunction(env, exports, "instructionSets", instructionSets);
  exportFunction(env, exports, "start", start);
#define EXPORT(name) exportFunction(env, exports, #name, call<name>)
  EXPORT(convolution);
  EXPORT(convolutionInputGradient);
  EXPORT(convolutionFilterGradient);
  EXPORT(batchNormTraining);
  EXPORT(batchNormInference);
  EXPORT(batchNormGradient);
  EXPORT(matrixProduct);
  EXPORT(maxPool);
  EXPORT(maxPoolGradient);
  EXPORT(averagePool);
  EXPORT(averagePoolGradient);
  EXPORT(globalAveragePool);
  EXPORT(globalAveragePoolGradient);
  EXPORT(subsample);
  EXPORT(subsampleGradient);
  EXPORT(binary);
  EXPORT(unary);
  EXPORT(sgdUpdate);
#undef EXPORT
  return exports;
}
