// A sum over images in parallel and in a fixed order: chunks of images are summed apart and then added one by one. How
// many there are depends on the shapes alone.
#pragma once
#include "kernels.h"
#include "thread-pool.h"
#include "vectors/vector.h"

namespace longtail::INSTRUCTION_SET {

// How many chunks: enough for many threads, as long as each has pixels enough to repay its sum, and all sums together
// stay within 8 MiB.
static inline int imageChunks(const ConvolutionGeometry& g, size_t size) {
  constexpr long long PIXELS_PER_CHUNK = 512;
  const long long pixels = static_cast<long long>(g.batch) * g.outputHeight * g.outputWidth;
  const int byWork = pixels >= 16 * PIXELS_PER_CHUNK ? 16 : static_cast<int>(pixels / PIXELS_PER_CHUNK);
  const int byMemory = static_cast<int>((size_t{1} << 21) / size);
  return larger(1, smaller(smaller(g.batch, byWork), byMemory));
}

// Sums `size` floats over the images into `total`: add(first image, last image, part, sum) writes the part of the sum of
// one chunk.
template <class Add>
static void sumOverImages(const ConvolutionGeometry& g, size_t size, int parts, float* total, const Add& add) {
  const int batch = g.batch, chunks = imageChunks(g, size);
  float* sums = chunks == 1 ? total : scratch(SCRATCH_PARTIAL_SUMS, chunks * size);
  const auto border = [&](int chunk) { return static_cast<int>(static_cast<long long>(batch) * chunk / chunks); };
  parallel(chunks * parts, [&](int task) {
    const int chunk = task / parts;
    add(border(chunk), border(chunk + 1), task % parts, sums + chunk * size);
  });
  if (chunks == 1) return;
  constexpr size_t BLOCK = 4096;
  parallel(static_cast<int>((size + BLOCK - 1) / BLOCK), [&](int block) {
    const size_t end = size < (block + 1) * BLOCK ? size : (block + 1) * BLOCK;
    for (size_t i = block * BLOCK; i < end; i += LANES) {
      const int lanes = static_cast<int>(end - i);
      Vector sum = loadUpTo(sums + i, lanes);
      for (int chunk = 1; chunk < chunks; chunk++) sum += loadUpTo(sums + chunk * size + i, lanes);
      storeUpTo(total + i, sum, lanes);
    }
  });
}

}  // namespace longtail::INSTRUCTION_SET
