#include "binding.h"

namespace longtail {
namespace {

void binary(const Arguments& a) {
  const size_t size = a.length(1), period = a.length(2);
  const int operation = a.integer(0);
  if (operation < ADD || operation > MINIMUM) throw std::invalid_argument("unknown binary operation");
  if (size == 0) return;
  if (period == 0 || size % period != 0) throw std::invalid_argument("the second operand does not repeat evenly");
  kernels().binary(static_cast<BinaryOperation>(operation), a.floats(1, size), a.floats(2, period), a.floats(3, size),
                   size, period);
}

void unary(const Arguments& a) {
  const size_t size = a.length(1);
  const int operation = a.integer(0);
  if (operation < RELU || operation > STEP) throw std::invalid_argument("unknown unary operation");
  kernels().unary(static_cast<UnaryOperation>(operation), a.floats(1, size), a.floats(2, size), size, a.single(3));
}

void sgdUpdate(const Arguments& a) {
  const size_t size = a.length(0);
  const SgdSettings settings = {a.single(5), a.single(6), a.single(7), a.flag(8)};
  kernels().sgdUpdate(a.floats(0, size), a.floats(1, size), a.floats(2, size), a.floats(3, size), a.floats(4, size),
                      size, settings);
}

}  // namespace

void exportElementwise(napi_env env, napi_value exports) {
  exportFunction(env, exports, "binary", call<binary>);
  exportFunction(env, exports, "unary", call<unary>);
  exportFunction(env, exports, "sgdUpdate", call<sgdUpdate>);
}

}  // namespace longtail
