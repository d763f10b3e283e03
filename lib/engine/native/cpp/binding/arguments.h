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

  // Arrays of at least `size` elements.
  float* floats(size_t i, size_t size) const { return array<float>(i, size, napi_float32_array); }
  int* integers(size_t i, size_t size) const { return array<int>(i, size, napi_int32_array); }
  unsigned char* bytes(size_t i, size_t size) const { return array<unsigned char>(i, size, napi_uint8_array); }
  float* optionalFloats(size_t i, size_t size) const { return missing(i) ? nullptr : floats(i, size); }

  // Any typed array: its length, its memory, and the bytes of an element.
  struct View {
    size_t length;
    void* data;
    int elementBytes;
  };
  View view(size_t i) const {
    napi_typedarray_type type;
    View view;
    if (i >= count_ ||
        napi_get_typedarray_info(env_, values_[i], &type, &view.length, &view.data, nullptr, nullptr) != napi_ok)
      fail(i, "a typed array");
    view.elementBytes = type == napi_float32_array || type == napi_int32_array ? 4 : type == napi_uint8_array ? 1 : 0;
    return view;
  }
  size_t length(size_t i) const { return view(i).length; }

  // The integers of a structure that consists of nothing else.
  template <class Structure>
  const Structure& structure(size_t i) const {
    constexpr size_t INTEGERS = sizeof(Structure) / sizeof(int);
    if (length(i) != INTEGERS) fail(i, "an Int32Array of " + std::to_string(INTEGERS) + " elements");
    return *reinterpret_cast<const Structure*>(integers(i, INTEGERS));
  }
  const ConvolutionGeometry& geometry(size_t i) const { return structure<ConvolutionGeometry>(i); }
  const Reduction& reduction(size_t i) const { return structure<Reduction>(i); }
  const Traversal& traversal(size_t i) const {
    const auto& t = structure<Traversal>(i);
    if (t.rank < 1 || t.rank > MAX_AXES) fail(i, "a traversal of 1 to " + std::to_string(MAX_AXES) + " axes");
    return t;
  }

 private:
  bool missing(size_t i) const {
    napi_valuetype type = napi_undefined;
    if (i < count_) napi_typeof(env_, values_[i], &type);
    return type == napi_undefined || type == napi_null;
  }

  template <class Element>
  Element* array(size_t i, size_t size, napi_typedarray_type wanted) const {
    napi_typedarray_type type;
    size_t length;
    void* data;
    const bool fits = i < count_ &&
                      napi_get_typedarray_info(env_, values_[i], &type, &length, &data, nullptr, nullptr) == napi_ok &&
                      type == wanted && length >= size;
    if (fits) return static_cast<Element*>(data);
    const char* name = wanted == napi_float32_array ? "a Float32Array"
                       : wanted == napi_int32_array ? "an Int32Array"
                                                    : "a Uint8Array";
    fail(i, name + (" of " + std::to_string(size)) + " elements or more");
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
