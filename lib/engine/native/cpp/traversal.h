// Walks through two arrays at once, row by row along the last axis.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

constexpr size_t ELEMENTS_PER_TASK = 16384;

static inline size_t smallerSize(size_t a, size_t b) { return a < b ? a : b; }
static inline size_t partsOf(size_t size, size_t part) { return (size + part - 1) / part; }

// body(first, end): parts of [0, size) with `part` numbers each.
template <class Body>
static void forParts(size_t size, size_t part, const Body& body) {
  parallel(static_cast<int>(partsOf(size, part)), [&](int task) {
    body(task * part, smallerSize(size, (task + 1) * part));
  });
}

struct Position {
  ptrdiff_t first = 0, second = 0;
};

// The position in both arrays as the first `axes` axes are counted through, the last of them fastest.
class Cursor {
 public:
  Cursor(const Traversal& t, int axes, size_t index) : t_(t), axes_(axes) {
    for (int axis = axes - 1; axis >= 0; axis--) {
      step_[axis] = static_cast<int>(index % t.size[axis]);
      index /= t.size[axis];
      move(axis, step_[axis]);
    }
  }

  Position position() const { return position_; }

  void advance() {
    for (int axis = axes_ - 1; axis >= 0; axis--) {
      move(axis, 1);
      if (++step_[axis] < t_.size[axis]) return;
      move(axis, -t_.size[axis]);
      step_[axis] = 0;
    }
  }

 private:
  void move(int axis, ptrdiff_t steps) {
    position_.first += steps * t_.stepFirst[axis];
    position_.second += steps * t_.stepSecond[axis];
  }

  const Traversal& t_;
  const int axes_;
  int step_[MAX_AXES];
  Position position_;
};

static inline size_t countOf(const Traversal& t, int axes) {
  size_t count = 1;
  for (int axis = 0; axis < axes; axis++) count *= t.size[axis];
  return count;
}

// body(row, first, length, position): a piece of row `row` along the last axis from its element `first` on. A row of its
// own is cut into pieces, short rows share a task.
template <class Body>
static void forRows(const Traversal& t, const Body& body) {
  const int last = t.rank - 1;
  const size_t rows = countOf(t, last), length = t.size[last];
  if (length == 0) return;
  if (rows == 1) {
    forParts(length, ELEMENTS_PER_TASK, [&](size_t first, size_t end) {
      const ptrdiff_t start = static_cast<ptrdiff_t>(first);
      body(size_t{0}, first, end - first, Position{start * t.stepFirst[last], start * t.stepSecond[last]});
    });
    return;
  }
  forParts(rows, length < ELEMENTS_PER_TASK ? ELEMENTS_PER_TASK / length : 1, [&](size_t first, size_t end) {
    Cursor cursor(t, last, first);
    for (size_t row = first; row < end; row++, cursor.advance()) body(row, size_t{0}, length, cursor.position());
  });
}

}  // namespace longtail::INSTRUCTION_SET
