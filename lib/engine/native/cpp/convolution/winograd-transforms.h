// The linear maps of Winograd's minimal filtering F(2×2, 3×3): a tile of 2×2 outputs is read from 4×4 inputs, and in the
// transformed domain costs 16 multiplications a channel pair instead of 36:
//   Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A,   dg = Gᵀ [(Bᵀ d B) ⊙ (A dY Aᵀ)] G.
// Lavin & Gray 2016, section 4.1. All entries of A and B are 0 or ±1, so that the rounding stays near that of the plain
// sum; F(4×4, 3×3) would multiply less, but its entries reach 8, and its rounding errors grow with them.
#pragma once
#include "vectors/unrolled.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr int POSITIONS = 16;  // of a transformed tile, by rows

// Bᵀ d of four inputs.
static inline void transformInputs(Vector d0, Vector d1, Vector d2, Vector d3, Vector* to) {
  to[0] = d0 - d2;
  to[1] = d1 + d2;
  to[2] = d2 - d1;
  to[3] = d1 - d3;
}

// A dY of two gradients.
static inline void transformGradients(Vector d0, Vector d1, Vector* to) {
  to[0] = d0;
  to[1] = d0 + d1;
  to[2] = d0 - d1;
  to[3] = -d1;
}

// Aᵀ m of four products.
static inline void transformOutputs(Vector m0, Vector m1, Vector m2, Vector m3, Vector* to) {
  to[0] = m0 + m1 + m2;
  to[1] = m1 - m2 - m3;
}

// G g of three weights.
static inline void transformWeights(Vector g0, Vector g1, Vector g2, Vector* to) {
  const Vector half = broadcast(0.5f), outer = g0 + g2;
  to[0] = g0;
  to[1] = (outer + g1) * half;
  to[2] = (outer - g1) * half;
  to[3] = g2;
}

// Gᵀ u of four transformed weights' gradients.
static inline void transformWeightGradients(Vector u0, Vector u1, Vector u2, Vector u3, Vector* to) {
  const Vector half = broadcast(0.5f), both = (u1 + u2) * half;
  to[0] = u0 + both;
  to[1] = (u1 - u2) * half;
  to[2] = both + u3;
}

// Both axes of a filter: nine weights to sixteen.
static inline void transformFilter(const Vector (&g)[9], Vector (&to)[POSITIONS]) {
  Vector columns[3][4];
  for (int x = 0; x < 3; x++) transformWeights(g[x], g[3 + x], g[6 + x], columns[x]);
  for (int y = 0; y < 4; y++) transformWeights(columns[0][y], columns[1][y], columns[2][y], to + 4 * y);
}

// Both axes of a filter's gradient: sixteen to nine.
static inline void transformFilterGradient(const Vector (&u)[POSITIONS], Vector (&to)[9]) {
  Vector columns[4][3];
  for (int x = 0; x < 4; x++) transformWeightGradients(u[x], u[4 + x], u[8 + x], u[12 + x], columns[x]);
  for (int y = 0; y < 3; y++)
    transformWeightGradients(columns[0][y], columns[1][y], columns[2][y], columns[3][y], to + 3 * y);
}

}  // namespace longtail::INSTRUCTION_SET
