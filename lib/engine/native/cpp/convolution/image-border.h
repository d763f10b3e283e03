// Images with a border of zeros, so that no filter position has to be looked at twice.
#pragma once
#include "thread-pool.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

// One image with a border of zeros, in scratch memory of the calling thread.
struct Border {
  int top, left, height, width;  // height and width with the border
};

static const float* withBorder(const float* image, int height, int width, int channels, const Border& border) {
  if (border.top == 0 && border.left == 0 && border.height <= height && border.width == width) return image;
  const size_t row = static_cast<size_t>(border.width) * channels;
  const int copied = smaller(width, border.width - border.left);
  float* padded = scratch(SCRATCH_IMAGE, border.height * row);
  for (int h = 0; h < border.height; h++) {
    float* to = padded + h * row;
    const int source = h - border.top;
    if (source < 0 || source >= height) {
      memset(to, 0, row * sizeof(float));
      continue;
    }
    const size_t left = static_cast<size_t>(border.left) * channels, middle = static_cast<size_t>(copied) * channels;
    memset(to, 0, left * sizeof(float));
    memcpy(to + left, image + static_cast<size_t>(source) * width * channels, middle * sizeof(float));
    memset(to + left + middle, 0, (row - left - middle) * sizeof(float));
  }
  return padded;
}

}  // namespace longtail::INSTRUCTION_SET
