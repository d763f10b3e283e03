// Loops over the registers of a tile. Left to itself the compiler keeps arrays of accumulators in memory, because it
// unrolls the loops over them too late to see that every index is known.
#pragma once
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

// A value for a template's parameter, handed over as an argument.
template <class Type, Type Value>
struct Constant {
  static constexpr Type value = Value;
};

#define ALWAYS_INLINE __attribute__((always_inline))

// body(0), body(1), …, body(Count - 1), written out.
template <int Count, int First = 0, class Body>
static inline ALWAYS_INLINE void unrolled(const Body& body) {
  if constexpr (First < Count) {
    body(First);
    unrolled<Count, First + 1>(body);
  }
}

}  // namespace longtail::INSTRUCTION_SET
