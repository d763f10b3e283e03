// Reductions of the middle axis of outer · size · inner. Long sums are cut into blocks of a fixed length, which are
// added in double and in order.
#pragma once
#include "row-folds.h"
#include "traversal.h"

namespace longtail::INSTRUCTION_SET {

constexpr int ROW_BLOCK = 2048;   // elements of a row that lie side by side, 64 for each chain
constexpr int COLUMN_BLOCK = 128; // elements of a column, four chains of them
constexpr int COLUMN_CHAINS = 4;
constexpr int COLUMNS_PER_TASK = 256;

// Rows of which each is one number: y[row * blocks + block].
template <class Join>
static void foldRows(const float* x, float* y, size_t rows, int size, int blocks, float neutral, const Join& join) {
  forParts(rows * blocks, partsOf(ELEMENTS_PER_TASK, smaller(size, ROW_BLOCK)), [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
      const int start = static_cast<int>(i % blocks) * ROW_BLOCK;
      const float* from = x + i / blocks * size + start;
      y[i] = foldRow(smaller(ROW_BLOCK, size - start), broadcast(neutral),
                     [&](int j, int lanes) { return loadUpTo(from + j, lanes); }, join);
    }
  });
}

// Columns of `inner` neighbours: y[(row * blocks + block) * inner + column].
template <class Join>
static void foldColumns(const float* x, float* y, size_t rows, int size, int inner, int blocks, float neutral,
                        const Join& join) {
  const size_t parts = partsOf(inner, COLUMNS_PER_TASK);
  parallel(static_cast<int>(rows * blocks * parts), [&](int task) {
    const size_t i = task / parts, block = i % blocks;
    const int firstColumn = static_cast<int>(task % parts) * COLUMNS_PER_TASK;
    const int start = static_cast<int>(block) * COLUMN_BLOCK, count = smaller(COLUMN_BLOCK, size - start);
    for (int c = firstColumn; c < smaller(inner, firstColumn + COLUMNS_PER_TASK); c += LANES) {
      const int lanes = inner - c;
      const float* from = x + (i / blocks * size + start) * inner + c;
      Vector chain[COLUMN_CHAINS];
      for (Vector& link : chain) link = broadcast(neutral);
      int row = 0;
      for (; row + COLUMN_CHAINS <= count; row += COLUMN_CHAINS)
        for (int k = 0; k < COLUMN_CHAINS; k++)
          chain[k] = join(chain[k], loadUpTo(from + static_cast<size_t>(row + k) * inner, lanes));
      for (int k = 0; row < count; row++, k++)
        chain[k] = join(chain[k], loadUpTo(from + static_cast<size_t>(row) * inner, lanes));
      storeUpTo(y + i * inner + c, join(join(chain[0], chain[1]), join(chain[2], chain[3])), lanes);
    }
  });
}

// finish(from, step, blocks): the result from the folded blocks, which lie `step` apart.
template <class Join, class Finish>
static void reduceMiddle(const float* x, float* y, const Reduction& r, float neutral, const Join& join,
                         const Finish& finish) {
  const int blocks = static_cast<int>(partsOf(r.size, r.inner == 1 ? ROW_BLOCK : COLUMN_BLOCK));
  const size_t results = static_cast<size_t>(r.outer) * r.inner;
  float* partial = scratch(SCRATCH_PARTIAL_SUMS, results * blocks);
  if (r.inner == 1) foldRows(x, partial, r.outer, r.size, blocks, neutral, join);
  else foldColumns(x, partial, r.outer, r.size, r.inner, blocks, neutral, join);
  forParts(results, ELEMENTS_PER_TASK, [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
      y[i] = finish(partial + i / r.inner * blocks * r.inner + i % r.inner, r.inner, blocks);
  });
}

static void sumMiddle(const float* x, float* y, const Reduction& r, double divisor) {
  reduceMiddle(
      x, y, r, 0, [](Vector a, Vector b) { return a + b; },
      [&](const float* from, size_t step, int blocks) {
        double total = 0;
        for (int block = 0; block < blocks; block++) total += from[block * step];
        return static_cast<float>(total / divisor);
      });
}

template <class Join>
static void extremeOfMiddle(const float* x, float* y, const Reduction& r, float neutral, const Join& join) {
  reduceMiddle(x, y, r, neutral, join, [&](const float* from, size_t step, int blocks) {
    Vector extreme = broadcast(neutral);
    for (int block = 0; block < blocks; block++) extreme = join(extreme, broadcast(from[block * step]));
    return extreme[0];
  });
}

static void reduce(ReductionOperation operation, const float* x, float* y, const Reduction& r) {
  switch (operation) {
    case SUM: return sumMiddle(x, y, r, 1);
    case MEAN: return sumMiddle(x, y, r, r.size);
    case GREATEST: return extremeOfMiddle(x, y, r, -__builtin_inff(), greater);
    case LEAST: return extremeOfMiddle(x, y, r, __builtin_inff(), lesser);
  }
}

static void sumIntegers(const int* x, int* y, const Reduction& r) {
  forParts(static_cast<size_t>(r.outer) * r.inner, partsOf(ELEMENTS_PER_TASK, r.size), [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
      const int* from = x + i / r.inner * r.size * r.inner + i % r.inner;
      long long total = 0;
      for (int position = 0; position < r.size; position++) total += from[static_cast<size_t>(position) * r.inner];
      y[i] = static_cast<int>(total);
    }
  });
}

static void extremePosition(const float* x, int* y, const Reduction& r, bool largest) {
  forParts(static_cast<size_t>(r.outer) * r.inner, partsOf(ELEMENTS_PER_TASK, r.size), [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
      const float* from = x + i / r.inner * r.size * r.inner + i % r.inner;
      float best = *from;
      y[i] = 0;
      for (int position = 1; position < r.size; position++) {
        const float value = from[static_cast<size_t>(position) * r.inner];
        if (!(largest ? value > best : value < best)) continue;
        best = value;
        y[i] = position;
      }
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
