#include "binding/binding.h"

namespace longtail {
namespace {

// Throws unless every position of the walk, begun at `offset`, lies inside the array.
void checkReach(const Traversal& t, const int* steps, double offset, size_t length) {
  double first = offset, last = offset;
  for (int axis = 0; axis < t.rank; axis++) {
    if (t.size[axis] < 1) throw std::invalid_argument("a traversal is empty");
    (steps[axis] < 0 ? first : last) += (t.size[axis] - 1.0) * steps[axis];
  }
  if (first < 0 || last >= static_cast<double>(length)) throw std::invalid_argument("a copy leaves its array");
}

// copy(from, offset, to, offset, traversal)
void copy(const Arguments& a) {
  const auto from = a.view(0), to = a.view(2);
  const double fromOffset = a.number(1), toOffset = a.number(3);
  const auto& t = a.traversal(4);
  if (from.elementBytes == 0 || from.elementBytes != to.elementBytes)
    throw std::invalid_argument("a copy needs two arrays of the same kind");
  checkReach(t, t.stepFirst, fromOffset, from.length);
  checkReach(t, t.stepSecond, toOffset, to.length);
  const size_t source = static_cast<size_t>(fromOffset), target = static_cast<size_t>(toOffset);
  if (from.elementBytes == 4)
    kernels().copyWords(static_cast<unsigned*>(from.data) + source, static_cast<unsigned*>(to.data) + target, t);
  else
    kernels().copyBytes(static_cast<unsigned char*>(from.data) + source, static_cast<unsigned char*>(to.data) + target,
                        t);
}

void gather(const Arguments& a) {
  const int batch = a.integer(3), count = a.integer(4);
  const auto& r = a.reduction(5);
  const int* indices = a.integers(1, product(batch, count));
  for (size_t i = 0; i < product(batch, count); i++)
    if (indices[i] < 0 || indices[i] >= r.size)
      throw std::out_of_range("gather: the index " + std::to_string(indices[i]) + " is not in [0, " +
                              std::to_string(r.size) + ")");
  kernels().gather(a.floats(0, product(batch, r.outer, r.size, r.inner)), indices,
                   a.floats(2, product(batch, r.outer, count, r.inner)), batch, count, r);
}

void segmentSum(const Arguments& a) {
  const int rows = a.integer(3), width = a.integer(4), segments = a.integer(5);
  kernels().segmentSum(a.floats(0, product(rows, width)), a.integers(1, rows), a.floats(2, product(segments, width)),
                       rows, width, segments);
}

}  // namespace

void exportMovement(napi_env env, napi_value exports) {
  exportFunction(env, exports, "copy", call<copy>);
  exportFunction(env, exports, "gather", call<gather>);
  exportFunction(env, exports, "segmentSum", call<segmentSum>);
}

}  // namespace longtail
