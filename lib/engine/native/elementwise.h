// Operations on elements: binary with a repeated second operand, unary, and the optimizer's step.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr size_t ELEMENTS_PER_TASK = 16384;

// body(i, lanes): the elements from i on, `lanes` or LANES of them, whichever is less.
template <class Body>
static void forElements(size_t size, const Body& body) {
  parallel(static_cast<int>((size + ELEMENTS_PER_TASK - 1) / ELEMENTS_PER_TASK), [&](int task) {
    const size_t first = task * ELEMENTS_PER_TASK;
    const size_t end = first + ELEMENTS_PER_TASK < size ? first + ELEMENTS_PER_TASK : size;
    for (size_t i = first; i < end; i += LANES) body(i, static_cast<int>(end - i));
  });
}

template <class Operation>
static void applyBinary(const float* a, const float* b, float* y, size_t size, size_t period, const Operation& op) {
  if (period == size) {
    forElements(size, [&](size_t i, int lanes) {
      storeUpTo(y + i, op(loadUpTo(a + i, lanes), loadUpTo(b + i, lanes)), lanes);
    });
  } else if (period == 1) {
    const Vector value = broadcast(*b);
    forElements(size, [&](size_t i, int lanes) { storeUpTo(y + i, op(loadUpTo(a + i, lanes), value), lanes); });
  } else {
    const size_t rows = size / period, rowsPerTask = period < ELEMENTS_PER_TASK ? ELEMENTS_PER_TASK / period : 1;
    parallel(static_cast<int>((rows + rowsPerTask - 1) / rowsPerTask), [&](int task) {
      const size_t end = (task + 1) * rowsPerTask < rows ? (task + 1) * rowsPerTask : rows;
      for (size_t row = task * rowsPerTask; row < end; row++)
        for (size_t i = 0; i < period; i += LANES) {
          const int lanes = static_cast<int>(period - i);
          storeUpTo(y + row * period + i, op(loadUpTo(a + row * period + i, lanes), loadUpTo(b + i, lanes)), lanes);
        }
    });
  }
}

static void binary(BinaryOperation operation, const float* a, const float* b, float* y, size_t size, size_t period) {
  switch (operation) {
    case ADD: return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p + q; });
    case SUBTRACT: return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p - q; });
    case MULTIPLY: return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p * q; });
    case DIVIDE: return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p / q; });
    // NaN of either operand comes through, as in Math.max and Math.min.
    case MAXIMUM:
      return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p != p ? p : q > p ? q : q != q ? q : p; });
    case MINIMUM:
      return applyBinary(a, b, y, size, period, [](Vector p, Vector q) { return p != p ? p : q < p ? q : q != q ? q : p; });
  }
}

template <class Operation>
static void applyUnary(const float* x, float* y, size_t size, const Operation& op) {
  forElements(size, [&](size_t i, int lanes) { storeUpTo(y + i, op(loadUpTo(x + i, lanes)), lanes); });
}

static void unary(UnaryOperation operation, const float* x, float* y, size_t size, float parameter) {
  const Vector zero = {}, one = broadcast(1), slope = broadcast(parameter);
  switch (operation) {
    case RELU: return applyUnary(x, y, size, [](Vector v) { return relu(v); });
    case NEGATE: return applyUnary(x, y, size, [](Vector v) { return -v; });
    case SQUARE: return applyUnary(x, y, size, [](Vector v) { return v * v; });
    case SQUARE_ROOT:
      return applyUnary(x, y, size, [](Vector v) {
        for (int lane = 0; lane < LANES; lane++) v[lane] = __builtin_sqrtf(v[lane]);
        return v;
      });
    // 1 above zero, `parameter` elsewhere, NaN where x is NaN.
    case STEP:
      return applyUnary(x, y, size, [&](Vector v) { return v != v ? v : v > zero ? one : slope; });
  }
}

static void sgdUpdate(const float* weight, const float* velocity, const float* gradient, float* nextWeight,
                      float* nextVelocity, size_t size, const SgdSettings& settings) {
  const Vector decay = broadcast(settings.weightDecay), momentum = broadcast(settings.momentum);
  const Vector descent = broadcast(-settings.learningRate);
  forElements(size, [&](size_t i, int lanes) {
    const Vector w = loadUpTo(weight + i, lanes);
    const Vector slope = fma(decay, w, loadUpTo(gradient + i, lanes));
    const Vector v = fma(momentum, loadUpTo(velocity + i, lanes), slope);
    storeUpTo(nextVelocity + i, v, lanes);
    storeUpTo(nextWeight + i, fma(descent, settings.nesterov ? fma(momentum, v, slope) : v, w), lanes);
  });
}

}  // namespace longtail::INSTRUCTION_SET
