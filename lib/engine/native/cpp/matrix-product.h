// Matrix product, each element one chain over k: a convolution's tile whose pixels are the rows of `a`.
#pragma once
#include "tiles.h"

namespace longtail::INSTRUCTION_SET {

// Rows that share one reading of `b`, which may come from far memory.
constexpr int ROWS_PER_TASK = 64;

static void matrixProduct(const float* a, const float* b, float* y, int batch, size_t stepA, size_t stepB, int m, int k,
                          int n, bool transposeA, bool transposeB) {
  const ptrdiff_t start = 0;
  const Runs runs = {1, k, &start};
  const int blocks = (m + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
  const size_t packedFloats = packedSize(k, n);
  float* packed = scratch(SCRATCH_WEIGHTS, packedFloats);
  for (int item = 0; item < batch; item++) {
    const float *left = a + item * stepA, *right = b + item * stepB;
    if (item == 0 || stepB != 0)
      parallel(panels(n), [&](int panel) {
        packPanel(panel, 1, k, n, packed, [&](int, int tap, int output) {
          return transposeB ? right[static_cast<size_t>(output) * k + tap] : right[static_cast<size_t>(tap) * n + output];
        });
      });
    float* output = y + static_cast<size_t>(item) * m * n;
    parallel(blocks, [&](int block) {
      const int first = block * ROWS_PER_TASK, rows = smaller(ROWS_PER_TASK, m - first);
      const float* input = left + static_cast<size_t>(first) * k;
      if (transposeA) {
        float* turned = scratch(SCRATCH_IMAGE, static_cast<size_t>(rows) * k);
        for (int tap = 0; tap < k; tap++)
          for (int row = 0; row < rows; row++)
            turned[static_cast<size_t>(row) * k + tap] = left[static_cast<size_t>(tap) * m + first + row];
        input = turned;
      }
      for (int panel = 0; panel < panels(n); panel++)
        outputLine(panel, rows, input, k, runs, packed, output + static_cast<size_t>(first) * n, n, n);
    });
  }
}

}  // namespace longtail::INSTRUCTION_SET
