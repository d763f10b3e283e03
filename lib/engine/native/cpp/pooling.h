// Pooling over windows, which may be whole images, and the parameter-free shortcut. A task of the forward pass is a line
// of outputs; a task of the gradients, where windows overlap, is a slice of one image's channels.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

struct Window {
  int firstRow, lastRow, rowStep, firstColumn, lastColumn, columnStep;
  int count;
};

// The part of the window of output (h, w) that lies inside the image.
static inline Window windowOf(const PoolingGeometry& g, int h, int w) {
  int top = h * g.strideHeight - g.padTop, left = w * g.strideWidth - g.padLeft;
  const int bottom = smaller(g.height, top + (g.filterHeight - 1) * g.dilationHeight + 1);
  const int right = smaller(g.width, left + (g.filterWidth - 1) * g.dilationWidth + 1);
  while (top < 0) top += g.dilationHeight;
  while (left < 0) left += g.dilationWidth;
  const int rows = larger(0, (bottom - top + g.dilationHeight - 1) / g.dilationHeight);
  const int columns = larger(0, (right - left + g.dilationWidth - 1) / g.dilationWidth);
  return {top, bottom, g.dilationHeight, left, right, g.dilationWidth, rows * columns};
}

// body(image, window, output pixel's number, channel, lanes)
template <class Body>
static void forWindows(const PoolingGeometry& g, const Body& body) {
  parallel(g.batch * g.outputHeight, [&](int line) {
    const int image = line / g.outputHeight, h = line % g.outputHeight;
    for (int w = 0; w < g.outputWidth; w++) {
      const Window window = windowOf(g, h, w);
      const size_t pixel = static_cast<size_t>(line) * g.outputWidth + w;
      for (int c = 0; c < g.channels; c += LANES) body(image, window, pixel, c, g.channels - c);
    }
  });
}

constexpr int CHANNELS_PER_TASK = 64;

// The same by slices of channels of dx, which begin with zeros.
template <class Body>
static void forWindowsBackwards(const PoolingGeometry& g, float* dx, const Body& body) {
  const int slices = (g.channels + CHANNELS_PER_TASK - 1) / CHANNELS_PER_TASK;
  parallel(g.batch * slices, [&](int task) {
    const int image = task / slices, first = task % slices * CHANNELS_PER_TASK;
    const int end = smaller(g.channels, first + CHANNELS_PER_TASK);
    const size_t pixels = static_cast<size_t>(g.height) * g.width;
    for (size_t pixel = 0; pixel < pixels; pixel++)
      memset(dx + (image * pixels + pixel) * g.channels + first, 0, (end - first) * sizeof(float));
    for (int h = 0; h < g.outputHeight; h++)
      for (int w = 0; w < g.outputWidth; w++) {
        const Window window = windowOf(g, h, w);
        const size_t pixel = (static_cast<size_t>(image) * g.outputHeight + h) * g.outputWidth + w;
        for (int c = first; c < end; c += LANES) body(image, window, pixel, c, end - c);
      }
  });
}

// visit(address of the window's pixel in `image`'s plane), by rows.
template <class Visit>
static inline void forPixels(const PoolingGeometry& g, int image, const Window& window, int channel, const Visit& visit) {
  for (int h = window.firstRow; h < window.lastRow; h += window.rowStep)
    for (int w = window.firstColumn; w < window.lastColumn; w += window.columnStep)
      visit(((static_cast<size_t>(image) * g.height + h) * g.width + w) * g.channels + channel);
}

static inline size_t inputSize(const PoolingGeometry& g) {
  return static_cast<size_t>(g.batch) * g.height * g.width * g.channels;
}

static void maxPool(const float* x, float* y, const PoolingGeometry& g) {
  forWindows(g, [&](int image, const Window& window, size_t pixel, int c, int lanes) {
    Vector best = broadcast(-__builtin_inff());
    forPixels(g, image, window, c, [&](size_t i) { best = greater(best, loadUpTo(x + i, lanes)); });
    storeUpTo(y + pixel * g.channels + c, best, lanes);
  });
}

// The gradient goes to the first of the window's largest values, or to its first NaN.
static void maxPoolGradient(const float* x, const float* dy, float* dx, const PoolingGeometry& g) {
  forWindowsBackwards(g, dx, [&](int image, const Window& window, size_t pixel, int c, int lanes) {
    Vector best = {}, position = {}, number = {};
    forPixels(g, image, window, c, [&](size_t i) {
      const Vector value = loadUpTo(x + i, lanes);
      const auto first = number == Vector{};
      const auto better = first | (value > best) | ((value != value) & (best == best));
      best = better ? value : best;
      position = better ? number : position;
      number += broadcast(1);
    });
    const Vector gradient = loadUpTo(dy + pixel * g.channels + c, lanes);
    number = Vector{};
    forPixels(g, image, window, c, [&](size_t i) {
      storeUpTo(dx + i, loadUpTo(dx + i, lanes) + (position == number ? gradient : Vector{}), lanes);
      number += broadcast(1);
    });
  });
}

// The mean over the pixels inside the image: padding does not count.
static void averagePool(const float* x, float* y, const PoolingGeometry& g) {
  forWindows(g, [&](int image, const Window& window, size_t pixel, int c, int lanes) {
    Vector sum = {};
    forPixels(g, image, window, c, [&](size_t i) { sum += loadUpTo(x + i, lanes); });
    storeUpTo(y + pixel * g.channels + c, sum / broadcast(static_cast<float>(window.count)), lanes);
  });
}

static void averagePoolGradient(const float* dy, float* dx, const PoolingGeometry& g) {
  forWindowsBackwards(g, dx, [&](int image, const Window& window, size_t pixel, int c, int lanes) {
    const Vector share = loadUpTo(dy + pixel * g.channels + c, lanes) / broadcast(static_cast<float>(window.count));
    forPixels(g, image, window, c, [&](size_t i) { storeUpTo(dx + i, loadUpTo(dx + i, lanes) + share, lanes); });
  });
}

// copy(full resolution, half resolution): addresses of the channels of one pixel of each.
template <class Copy>
static void forSecondPixels(const PoolingGeometry& g, const Copy& copy) {
  parallel(g.batch, [&](int image) {
    for (int h = 0; h < g.outputHeight; h++)
      for (int w = 0; w < g.outputWidth; w++)
        copy(((static_cast<size_t>(image) * g.height + 2 * h) * g.width + 2 * w) * g.channels,
             ((static_cast<size_t>(image) * g.outputHeight + h) * g.outputWidth + w) * g.outputChannels);
  });
}

static void subsample(const float* x, float* y, const PoolingGeometry& g) {
  const int before = (g.outputChannels - g.channels) / 2;
  forSecondPixels(g, [&](size_t full, size_t half) {
    memset(y + half, 0, g.outputChannels * sizeof(float));
    memcpy(y + half + before, x + full, g.channels * sizeof(float));
  });
}

static void subsampleGradient(const float* dy, float* dx, const PoolingGeometry& g) {
  const int before = (g.outputChannels - g.channels) / 2;
  setZero(dx, inputSize(g));
  forSecondPixels(g, [&](size_t full, size_t half) {
    memcpy(dx + full, dy + half + before, g.channels * sizeof(float));
  });
}

}  // namespace longtail::INSTRUCTION_SET
