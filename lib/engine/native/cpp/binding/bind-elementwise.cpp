#include "binding/binding.h"

namespace longtail {
namespace {

size_t sizeOf(const Traversal& t) {
  size_t size = 1;
  for (int axis = 0; axis < t.rank; axis++) size *= t.size[axis];
  return size;
}

size_t reach(const Traversal& t, const int* steps) {
  size_t last = 0;
  for (int axis = 0; axis < t.rank; axis++) {
    if (t.size[axis] < 1 || steps[axis] < 0) throw std::invalid_argument("a traversal goes back or is empty");
    last += product(t.size[axis] - 1, steps[axis]);
  }
  return last + 1;
}

template <class Operation>
Operation operation(const Arguments& a, Operation last) {
  const int number = a.integer(0);
  if (number < 0 || number > last) throw std::invalid_argument("unknown operation");
  return static_cast<Operation>(number);
}

void binary(const Arguments& a) {
  const auto& t = a.traversal(4);
  kernels().binary(operation(a, GELU_GRADIENT), a.floats(1, reach(t, t.stepFirst)), a.floats(2, reach(t, t.stepSecond)),
                   a.floats(3, sizeOf(t)), t);
}

void compare(const Arguments& a) {
  const auto& t = a.traversal(4);
  kernels().compare(operation(a, LESS_OR_EQUAL), a.floats(1, reach(t, t.stepFirst)),
                    a.floats(2, reach(t, t.stepSecond)), a.bytes(3, sizeOf(t)), t);
}

void compareIntegers(const Arguments& a) {
  const auto& t = a.traversal(4);
  kernels().compareIntegers(operation(a, LESS_OR_EQUAL), a.integers(1, reach(t, t.stepFirst)),
                            a.integers(2, reach(t, t.stepSecond)), a.bytes(3, sizeOf(t)), t);
}

void combine(const Arguments& a) {
  const auto& t = a.traversal(4);
  kernels().combine(operation(a, EXCLUSIVE_OR), a.bytes(1, reach(t, t.stepFirst)), a.bytes(2, reach(t, t.stepSecond)),
                    a.bytes(3, sizeOf(t)), t);
}

void choose(const Arguments& a) {
  const size_t size = a.length(0);
  kernels().choose(a.bytes(0, size), a.floats(1, size), a.floats(2, size), a.floats(3, size), size);
}

void unary(const Arguments& a) {
  const size_t size = a.length(1);
  kernels().unary(operation(a, CLIP), a.floats(1, size), a.floats(2, size), size, a.single(3), a.single(4));
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
  exportFunction(env, exports, "compare", call<compare>);
  exportFunction(env, exports, "compareIntegers", call<compareIntegers>);
  exportFunction(env, exports, "combine", call<combine>);
  exportFunction(env, exports, "choose", call<choose>);
  exportFunction(env, exports, "unary", call<unary>);
  exportFunction(env, exports, "sgdUpdate", call<sgdUpdate>);
}

}  // namespace longtail
