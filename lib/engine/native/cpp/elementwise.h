// Operations on elements: of one array, of two that broadcast, comparisons, choices, and the optimizer's step.
#pragma once
#include "traversal.h"
#include "vectors/power.h"
#include "vectors/transcendental.h"

namespace longtail::INSTRUCTION_SET {

// body(i, lanes): the elements from i on, `lanes` or LANES of them, whichever is less.
template <class Body>
static void forElements(size_t size, const Body& body) {
  forParts(size, ELEMENTS_PER_TASK, [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i += LANES) body(i, static_cast<int>(end - i));
  });
}

// One row whose operands advance by 0 or 1.
template <int StepA, int StepB, class Operation>
static inline void vectorRow(const float* a, const float* b, float* y, size_t length, const Operation& op) {
  const Vector constantA = broadcast(*a), constantB = broadcast(*b);
  for (size_t i = 0; i < length; i += LANES) {
    const int lanes = length - i < LANES ? static_cast<int>(length - i) : LANES;
    storeUpTo(y + i, op(StepA ? loadUpTo(a + i, lanes) : constantA, StepB ? loadUpTo(b + i, lanes) : constantB), lanes);
  }
}

template <class Operation>
static void applyBinary(const float* a, const float* b, float* y, const Traversal& t, const Operation& op) {
  const int last = t.rank - 1;
  forRows(t, [&](size_t row, size_t first, size_t length, Position at) {
    float* to = y + row * t.size[last] + first;
    if (!t.stepFirst[last]) vectorRow<0, 1>(a + at.first, b + at.second, to, length, op);
    else if (!t.stepSecond[last]) vectorRow<1, 0>(a + at.first, b + at.second, to, length, op);
    else vectorRow<1, 1>(a + at.first, b + at.second, to, length, op);
  });
}

// The same for operations on single elements, exact ones, which the compiler may join to vectors as it likes.
template <class Element, class Result, class Operation>
static void applyScalar(const Element* a, const Element* b, Result* y, const Traversal& t, const Operation& op) {
  const int last = t.rank - 1;
  const ptrdiff_t stepA = t.stepFirst[last], stepB = t.stepSecond[last];
  forRows(t, [&](size_t row, size_t first, size_t length, Position at) {
    Result* to = y + row * t.size[last] + first;
    const Element *p = a + at.first, *q = b + at.second;
    if (!stepA) for (size_t i = 0; i < length; i++) to[i] = op(*p, q[i]);
    else if (!stepB) for (size_t i = 0; i < length; i++) to[i] = op(p[i], *q);
    else for (size_t i = 0; i < length; i++) to[i] = op(p[i], q[i]);
  });
}

static void binary(BinaryOperation operation, const float* a, const float* b, float* y, const Traversal& t) {
  switch (operation) {
    case ADD: return applyBinary(a, b, y, t, [](Vector p, Vector q) { return p + q; });
    case SUBTRACT: return applyBinary(a, b, y, t, [](Vector p, Vector q) { return p - q; });
    case MULTIPLY: return applyBinary(a, b, y, t, [](Vector p, Vector q) { return p * q; });
    case DIVIDE: return applyBinary(a, b, y, t, [](Vector p, Vector q) { return p / q; });
    case MAXIMUM: return applyBinary(a, b, y, t, greater);
    case MINIMUM: return applyBinary(a, b, y, t, lesser);
    case SQUARED_DIFFERENCE:
      return applyBinary(a, b, y, t, [](Vector p, Vector q) { return (p - q) * (p - q); });
    case POWER:
      if (t.stepSecond[t.rank - 1] == 0 && *b == 2 && t.rank == 1)
        return applyBinary(a, b, y, t, [](Vector p, Vector) { return p * p; });
      return applyScalar(a, b, y, t, [](float p, float q) { return power(p, q); });
    case GELU_GRADIENT: return applyBinary(a, b, y, t, [](Vector p, Vector q) { return geluSlope(p) * q; });
  }
}

template <class Element>
static void compareElements(Comparison comparison, const Element* a, const Element* b, unsigned char* y,
                            const Traversal& t) {
  switch (comparison) {
    case EQUAL: return applyScalar(a, b, y, t, [](Element p, Element q) { return p == q; });
    case NOT_EQUAL: return applyScalar(a, b, y, t, [](Element p, Element q) { return p != q; });
    case GREATER: return applyScalar(a, b, y, t, [](Element p, Element q) { return p > q; });
    case GREATER_OR_EQUAL: return applyScalar(a, b, y, t, [](Element p, Element q) { return p >= q; });
    case LESS: return applyScalar(a, b, y, t, [](Element p, Element q) { return p < q; });
    case LESS_OR_EQUAL: return applyScalar(a, b, y, t, [](Element p, Element q) { return p <= q; });
  }
}

static void compare(Comparison comparison, const float* a, const float* b, unsigned char* y, const Traversal& t) {
  compareElements(comparison, a, b, y, t);
}

static void compareIntegers(Comparison comparison, const int* a, const int* b, unsigned char* y, const Traversal& t) {
  compareElements(comparison, a, b, y, t);
}

typedef unsigned char Truth;

static void combine(Connective connective, const Truth* a, const Truth* b, Truth* y, const Traversal& t) {
  switch (connective) {
    case AND: return applyScalar(a, b, y, t, [](Truth p, Truth q) { return p && q; });
    case OR: return applyScalar(a, b, y, t, [](Truth p, Truth q) { return p || q; });
    case EXCLUSIVE_OR: return applyScalar(a, b, y, t, [](Truth p, Truth q) { return !p != !q; });
  }
}

static void choose(const Truth* condition, const float* a, const float* b, float* y, size_t size) {
  forParts(size, ELEMENTS_PER_TASK, [&](size_t first, size_t end) {
    for (size_t i = first; i < end; i++) {
      // Both are read first, so that the compiler may choose without a branch.
      const float chosen = a[i], other = b[i];
      y[i] = condition[i] ? chosen : other;
    }
  });
}

template <class Operation>
static void applyUnary(const float* x, float* y, size_t size, const Operation& op) {
  forElements(size, [&](size_t i, int lanes) { storeUpTo(y + i, op(loadUpTo(x + i, lanes)), lanes); });
}

static inline Vector squareRoot(Vector x) {
  for (int lane = 0; lane < LANES; lane++) x[lane] = __builtin_sqrtf(x[lane]);
  return x;
}

static void unary(UnaryOperation operation, const float* x, float* y, size_t size, float parameter, float limit) {
  const Vector zero = {}, one = broadcast(1), slope = broadcast(parameter);
  switch (operation) {
    case RELU: return applyUnary(x, y, size, [](Vector v) { return relu(v); });
    case NEGATE: return applyUnary(x, y, size, [](Vector v) { return -v; });
    case SQUARE: return applyUnary(x, y, size, [](Vector v) { return v * v; });
    case SQUARE_ROOT: return applyUnary(x, y, size, squareRoot);
    // 1 above zero, `parameter` elsewhere, NaN where x is NaN.
    case STEP: return applyUnary(x, y, size, [&](Vector v) { return v != v ? v : v > zero ? one : slope; });
    case RECIPROCAL_SQUARE_ROOT: return applyUnary(x, y, size, [&](Vector v) { return one / squareRoot(v); });
    case RECIPROCAL: return applyUnary(x, y, size, [&](Vector v) { return one / v; });
    case ABSOLUTE: return applyUnary(x, y, size, absolute);
    case EXPONENTIAL: return applyUnary(x, y, size, exponential);
    case EXPONENTIAL_MINUS_ONE: return applyUnary(x, y, size, exponentialMinusOne);
    case LOGARITHM: return applyUnary(x, y, size, logarithm);
    case LOGARITHM_OF_ONE_PLUS: return applyUnary(x, y, size, logarithmOfOnePlus);
    case SIGMOID: return applyUnary(x, y, size, sigmoid);
    case SOFTPLUS: return applyUnary(x, y, size, softplus);
    case HYPERBOLIC_TANGENT: return applyUnary(x, y, size, hyperbolicTangent);
    case ERROR_FUNCTION: return applyUnary(x, y, size, errorFunction);
    case GELU: return applyUnary(x, y, size, gelu);
    case LEAKY_RELU: return applyUnary(x, y, size, [&](Vector v) { return v < zero ? v * slope : v; });
    case CLIP: return applyUnary(x, y, size, [&](Vector v) { return clamp(v, parameter, limit); });
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
