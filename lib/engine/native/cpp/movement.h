// Copies that change the order of elements, and the sums that undo a gathering.
#pragma once
#include "traversal.h"

namespace longtail::INSTRUCTION_SET {

constexpr int TILE = 16;  // words of a cache line

// `from` is dense along axis `across` and `to` along the last one: by square tiles that rest in a buffer of their own,
// each line of both is used whole at once, whichever lines of the cache the strides fall on.
template <class Element>
static void copyTurned(const Element* from, Element* to, const Traversal& given, int across) {
  Traversal t = given;
  const int last = t.rank - 1;
  for (int axis = across; axis < last - 1; axis++) {
    t.size[axis] = given.size[axis + 1];
    t.stepFirst[axis] = given.stepFirst[axis + 1];
    t.stepSecond[axis] = given.stepSecond[axis + 1];
  }
  const int height = given.size[across], width = t.size[last];
  const ptrdiff_t step = t.stepFirst[last], row = given.stepSecond[across];
  const size_t planes = countOf(t, last - 1), bands = partsOf(height, TILE);
  forParts(planes * bands, partsOf(ELEMENTS_PER_TASK, static_cast<size_t>(TILE) * width), [&](size_t first, size_t end) {
    for (size_t part = first; part < end; part++) {
      const Position at = Cursor(t, last - 1, part / bands).position();
      const int top = static_cast<int>(part % bands) * TILE, bottom = smaller(height, top + TILE);
      for (int left = 0; left < width; left += TILE) {
        const int right = smaller(width, left + TILE);
        Element tile[TILE][TILE];
        for (int j = left; j < right; j++) {
          const Element* source = from + at.first + top + j * step;
          if (bottom - top == TILE) memcpy(tile[j - left], source, sizeof tile[0]);
          else for (int i = 0; i < bottom - top; i++) tile[j - left][i] = source[i];
        }
        for (int i = top; i < bottom; i++) {
          Element* target = to + at.second + i * row;
          for (int j = left; j < right; j++) target[j] = tile[j - left][i - top];
        }
      }
    }
  });
}

template <class Element>
static void copyElements(const Element* from, Element* to, const Traversal& t) {
  const int last = t.rank - 1;
  const ptrdiff_t step = t.stepFirst[last], targetStep = t.stepSecond[last];
  if (step > 1 && targetStep == 1)
    for (int axis = 0; axis < last; axis++)
      if (t.stepFirst[axis] == 1) return copyTurned(from, to, t, axis);
  forRows(t, [&](size_t, size_t, size_t length, Position at) {
    const Element* source = from + at.first;
    Element* target = to + at.second;
    if (step == 1 && targetStep == 1) memcpy(target, source, length * sizeof(Element));
    else if (step == 0 && targetStep == 1) for (size_t i = 0; i < length; i++) target[i] = *source;
    else for (size_t i = 0; i < length; i++) target[i * targetStep] = source[i * step];
  });
}

static void copyWords(const unsigned* from, unsigned* to, const Traversal& t) { copyElements(from, to, t); }
static void copyBytes(const unsigned char* from, unsigned char* to, const Traversal& t) { copyElements(from, to, t); }

static void gather(const float* x, const int* indices, float* y, int batch, int count, const Reduction& r) {
  const size_t rows = static_cast<size_t>(batch) * r.outer * count, width = r.inner;
  forParts(rows, partsOf(ELEMENTS_PER_TASK, width), [&](size_t first, size_t end) {
    for (size_t row = first; row < end; row++) {
      const size_t slice = row / count, item = slice / r.outer;
      const int index = indices[item * count + row % count];
      const float* from = x + (slice * r.size + index) * width;
      if (width == 1) y[row] = *from;
      else memcpy(y + row * width, from, width * sizeof(float));
    }
  });
}

static void segmentSum(const float* x, const int* ids, float* y, int rows, int width, int segments) {
  constexpr int COLUMNS = 64;
  parallel(static_cast<int>(partsOf(width, COLUMNS)), [&](int task) {
    const int first = task * COLUMNS, end = smaller(width, first + COLUMNS);
    for (int segment = 0; segment < segments; segment++)
      memset(y + static_cast<size_t>(segment) * width + first, 0, (end - first) * sizeof(float));
    for (int row = 0; row < rows; row++) {
      if (ids[row] < 0 || ids[row] >= segments) continue;
      const float* from = x + static_cast<size_t>(row) * width;
      float* to = y + static_cast<size_t>(ids[row]) * width;
      for (int i = first; i < end; i += LANES)
        storeUpTo(to + i, loadUpTo(to + i, end - i) + loadUpTo(from + i, end - i), end - i);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
