#include "binding/binding.h"

namespace longtail {
namespace {

size_t whole(const Reduction& r) { return product(r.outer, r.size, r.inner); }
size_t remaining(const Reduction& r) { return product(r.outer, r.inner); }

void reduce(const Arguments& a) {
  const auto& r = a.reduction(3);
  const int operation = a.integer(0);
  if (operation < SUM || operation > LEAST) throw std::invalid_argument("unknown reduction");
  kernels().reduce(static_cast<ReductionOperation>(operation), a.floats(1, whole(r)), a.floats(2, remaining(r)), r);
}

void sumIntegers(const Arguments& a) {
  const auto& r = a.reduction(2);
  kernels().sumIntegers(a.integers(0, whole(r)), a.integers(1, remaining(r)), r);
}

void extremePosition(const Arguments& a) {
  const auto& r = a.reduction(2);
  kernels().extremePosition(a.floats(0, whole(r)), a.integers(1, remaining(r)), r, a.flag(3));
}

void softmax(const Arguments& a) {
  const int rows = a.integer(2), size = a.integer(3);
  kernels().softmax(a.floats(0, product(rows, size)), a.floats(1, product(rows, size)), rows, size);
}

void layerNorm(const Arguments& a) {
  const int rows = a.integer(4), size = a.integer(5);
  kernels().layerNorm(a.floats(0, product(rows, size)), a.floats(1, size), a.floats(2, size),
                      a.floats(3, product(rows, size)), rows, size, a.number(6));
}

void layerNormGradient(const Arguments& a) {
  const int rows = a.integer(6), size = a.integer(7);
  kernels().layerNormGradient(a.floats(0, product(rows, size)), a.floats(1, size), a.floats(2, product(rows, size)),
                              a.floats(3, product(rows, size)), a.floats(4, size), a.floats(5, size), rows, size,
                              a.number(8));
}

}  // namespace

void exportReduction(napi_env env, napi_value exports) {
  exportFunction(env, exports, "reduce", call<reduce>);
  exportFunction(env, exports, "sumIntegers", call<sumIntegers>);
  exportFunction(env, exports, "extremePosition", call<extremePosition>);
  exportFunction(env, exports, "softmax", call<softmax>);
  exportFunction(env, exports, "layerNorm", call<layerNorm>);
  exportFunction(env, exports, "layerNormGradient", call<layerNormGradient>);
}

}  // namespace longtail
