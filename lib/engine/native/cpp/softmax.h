// Softmax along rows.
#pragma once
#include "row-folds.h"
#include "traversal.h"
#include "vectors/transcendental.h"

namespace longtail::INSTRUCTION_SET {

static void softmax(const float* x, float* y, size_t rows, int size) {
  const size_t rowsPerTask = partsOf(4096, size);
  forParts(rows, rowsPerTask, [&](size_t first, size_t end) {
    for (size_t row = first; row < end; row++) {
      const float* from = x + row * size;
      float* to = y + row * size;
      const Vector most = broadcast(foldRow(
          size, broadcast(-__builtin_inff()), [&](int i, int lanes) { return loadUpTo(from + i, lanes); }, greater));
      const Vector sum = broadcast(sumRow(size, [&](int i, int lanes) {
        const Vector share = exponential(loadUpTo(from + i, lanes) - most);
        storeUpTo(to + i, share, lanes);
        return share;
      }));
      for (int i = 0; i < size; i += LANES) storeUpTo(to + i, loadUpTo(to + i, size - i) / sum, size - i);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
