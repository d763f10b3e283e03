// The arguments of a call from JavaScript, checked one by one as they are read.
#pragma once
#include <node_api.h>

#include <stdexcept>
#include <string>

#include "kernels.h"

namespace longtail {

inline size_t product(size_t a, size_t b, size_t c = 1, size_t d = 1) { return a * b * c * d; }
inline size_t inputSize(const ConvolutionGeometry& g) { return product(g.batch, g.height, g.width, g.channels); }
inline size_t outputSize(const ConvolutionGeometry& g) {
  return product(g.batch, g.outputHeight, g.outputWidth, g.outputChannels);
}
inline size_t filterSize(const ConvolutionGeometry& g) {
  return product(g.filterHeight, g.filterWidth, g.channels / g.groups, g.outputChannels);
}

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
  float single(size_t i) const { return static_cast<float>(number(i)); }
  bool flag(size_t i) const {
    bool value;
    if (i >= count_ || napi_get_value_bool(env_, values_[i], &value) != napi_ok) fail(i, "a boolean");
    return value;
  }

  // A Float32Array of at least `size` elements.
  float* floats(size_t i, size_t size) const {
    size_t length;
    float* data = static_cast<float*>(array(i, napi_float32_array, length));
    if (length < size) fail(i, "a Float32Array of " + std::to_string(size) + " elements or more");
    return data;
  }
  float* optionalFloats(size_t i, size_t size) const { return missing(i) ? nullptr : floats(i, size); }

  // The length of a Float32Array.
  size_t length(size_t i) const {
    size_t length;
    array(i, napi_float32_array, length);
    return length;
  }

  const ConvolutionGeometry& geometry(size_t i) const {
    constexpr size_t INTEGERS = sizeof(ConvolutionGeometry) / sizeof(int);
    size_t length;
    void* data = array(i, napi_int32_array, length);
    if (length != INTEGERS) fail(i, "a geometry of " + std::to_string(INTEGERS) + " integers");
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

}  // namespace longtail
