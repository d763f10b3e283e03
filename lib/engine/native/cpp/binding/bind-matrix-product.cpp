#include "binding/binding.h"

namespace longtail {
namespace {

void matrixProduct(const Arguments& a) {
  const int batch = a.integer(3), m = a.integer(6), k = a.integer(7), n = a.integer(8);
  const size_t stepA = a.integer(4), stepB = a.integer(5), last = batch - 1;
  kernels().matrixProduct(a.floats(0, last * stepA + product(m, k)), a.floats(1, last * stepB + product(k, n)),
                          a.floats(2, product(batch, m, n)), batch, stepA, stepB, m, k, n, a.flag(9), a.flag(10));
}

}  // namespace

void exportMatrixProduct(napi_env env, napi_value exports) {
  exportFunction(env, exports, "matrixProduct", call<matrixProduct>);
}

}  // namespace longtail
