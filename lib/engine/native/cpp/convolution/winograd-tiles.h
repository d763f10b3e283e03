// Blocks of tiles on their way into the transformed domain and back. A block is any run of tiles in the order of images,
// rows and columns; it lies as position, tile, channel.
#pragma once
#include "convolution/winograd-transforms.h"

namespace longtail::INSTRUCTION_SET {

// The result of a convolution in tiles of 2×2 pixels.
struct TileGrid {
  int rows, columns;
  int perImage() const { return rows * columns; }
};

static inline TileGrid tileGrid(int height, int width) { return {(height + 1) / 2, (width + 1) / 2}; }

// The images of one side.
struct Images {
  int height, width, channels;
  size_t size() const { return static_cast<size_t>(height) * width * channels; }
};

// One position of a block of transformed tiles. What lies a large power of two apart shares its places in the cache, so
// that planes, and tiles of many channels, are moved on by a cache line.
struct Plane {
  Plane(int tiles, int channels)
      : tile(channels % 256 == 0 ? channels + 16 : channels), size(static_cast<size_t>(tiles) * tile + 16) {}
  ptrdiff_t tile;
  size_t size;
};

// body(image, tile row, first column, columns, tiles before it) for the parts of tile rows that make up a block.
template <class Body>
static inline void forTileRows(const TileGrid& grid, long long first, int tiles, const Body& body) {
  for (int done = 0; done < tiles;) {
    const long long tile = first + done;
    const int place = static_cast<int>(tile % grid.perImage()), column = place % grid.columns;
    const int count = smaller(tiles - done, grid.columns - column);
    body(static_cast<int>(tile / grid.perImage()), place / grid.columns, column, count, done);
    done += count;
  }
}

// The first of `lanes` channels of a pixel and as many as a vector holds; `Whole` vectors spare the inner loops a mask.
template <bool Whole>
static inline ALWAYS_INLINE Vector loadChannels(const float* from, int lanes) {
  return Whole ? load(from) : loadUpTo(from, lanes);
}
template <bool Whole>
static inline ALWAYS_INLINE void storeChannels(float* to, Vector value, int lanes) {
  if (Whole) store(to, value);
  else storeUpTo(to, value, lanes);
}

// Calls body(channel, lanes, whether they fill a vector) for all channels, the last as a compile-time constant.
template <class Body>
static inline void forChannels(int channels, const Body& body) {
  int c = 0;
  for (; c + LANES <= channels; c += LANES) body(c, LANES, Constant<bool, true>{});
  if (c < channels) body(c, channels - c, Constant<bool, false>{});
}

// Bᵀ d B of `count` neighbouring tiles of a row: to[position][tile][channel]. Two neighbours share two columns, which are
// transformed along the vertical once. `rows` are the four rows of the first vector's channels, null outside the image.
template <bool Whole>
static void transformInputRow(const float* const (&rows)[4], int width, int channels, int lanes, int left, int count,
                              float* to, const Plane& plane) {
  const bool inside = rows[0] && rows[1] && rows[2] && rows[3];
  const auto transformColumn = [&](int at, Vector* result) ALWAYS_INLINE {
    Vector d[4];
    const size_t pixel = static_cast<size_t>(at) * channels;
    const bool exists = at >= 0 && at < width;
    if (exists && inside)
      unrolled<4>([&](int i) ALWAYS_INLINE { d[i] = loadChannels<Whole>(rows[i] + pixel, lanes); });
    else
      unrolled<4>([&](int i) ALWAYS_INLINE {
        d[i] = exists && rows[i] ? loadChannels<Whole>(rows[i] + pixel, lanes) : Vector{};
      });
    transformInputs(d[0], d[1], d[2], d[3], result);
  };
  Vector columns[4][4];
  transformColumn(left, columns[0]);
  transformColumn(left + 1, columns[1]);
  for (int t = 0; t < count; t++, to += plane.tile) {
    transformColumn(left + 2 * t + 2, columns[2]);
    transformColumn(left + 2 * t + 3, columns[3]);
    unrolled<4>([&](int i) ALWAYS_INLINE {
      Vector transformed[4];
      transformInputs(columns[0][i], columns[1][i], columns[2][i], columns[3][i], transformed);
      unrolled<4>([&](int j) ALWAYS_INLINE { storeChannels<Whole>(to + (4 * i + j) * plane.size, transformed[j], lanes); });
      columns[0][i] = columns[2][i];
      columns[1][i] = columns[3][i];
    });
  }
}

static void transformInputBlock(const float* x, const Images& images, const TileGrid& grid, int padTop, int padLeft,
                                long long firstTile, int tiles, float* to, const Plane& plane) {
  const int channels = images.channels;
  forTileRows(grid, firstTile, tiles, [&](int image, int row, int column, int count, int before) {
    forChannels(channels, [&](int c, int lanes, auto whole) {
      const float* rows[4];
      for (int i = 0; i < 4; i++) {
        const int y = 2 * row - padTop + i;
        const size_t line = static_cast<size_t>(y) * images.width * channels;
        rows[i] = y >= 0 && y < images.height ? x + image * images.size() + line + c : nullptr;
      }
      transformInputRow<whole.value>(rows, images.width, channels, lanes, 2 * column - padLeft, count,
                                     to + before * plane.tile + c, plane);
    });
  });
}

// Calls body(first pixel, its place in the block, lanes, whether they fill a vector, whether there are pixels below and
// beside) for the 2×2 pixels of each tile of a block and each vector of `width` channels from `first` on: `pixel` counts
// from the images' start, `place` from the transformed block's.
template <class Body>
static inline void forTilePixels(const Images& images, const TileGrid& grid, long long firstTile, int tiles, int first,
                                 int width, const Plane& plane, const Body& body) {
  const int channels = images.channels;
  const ptrdiff_t line = static_cast<ptrdiff_t>(images.width) * channels;
  forTileRows(grid, firstTile, tiles, [&](int image, int row, int column, int count, int before) {
    const bool below = 2 * row + 1 < images.height;
    forChannels(width, [&](int c, int lanes, auto whole) {
      ptrdiff_t pixel = image * images.size() + 2 * row * line + 2 * column * channels + first + c;
      ptrdiff_t place = before * plane.tile + c;
      for (int t = 0; t < count; t++, pixel += 2 * channels, place += plane.tile)
        body(pixel, place, lanes, whole, below, 2 * (column + t) + 1 < images.width);
    });
  });
}

// A dY Aᵀ of a block of tiles, likewise, of `width` channels from `first` on.
static void transformGradientBlock(const float* dy, const Images& images, const TileGrid& grid, long long firstTile,
                                   int tiles, int first, int width, float* to, const Plane& plane) {
  const int channels = images.channels;
  const ptrdiff_t line = static_cast<ptrdiff_t>(images.width) * channels;
  const auto transformTile = [&](ptrdiff_t pixel, ptrdiff_t place, int lanes, auto whole, bool below,
                                 bool beside) ALWAYS_INLINE {
    constexpr bool Whole = whole.value;
    const float* from = dy + pixel;
    const auto at = [&](ptrdiff_t step, bool exists) ALWAYS_INLINE {
      return exists ? loadChannels<Whole>(from + step, lanes) : Vector{};
    };
    Vector left[4], right[4];
    transformGradients(at(0, true), at(line, below), left);
    transformGradients(at(channels, beside), at(channels + line, beside && below), right);
    unrolled<4>([&](int i) ALWAYS_INLINE {
      Vector transformed[4];
      transformGradients(left[i], right[i], transformed);
      unrolled<4>([&](int j) ALWAYS_INLINE {
        storeChannels<Whole>(to + place + (4 * i + j) * plane.size, transformed[j], lanes);
      });
    });
  };
  forTilePixels(images, grid, firstTile, tiles, first, width, plane, transformTile);
}

// Aᵀ m A of a block of tiles, `width` output channels from `first` on.
static void transformOutputBlock(const float* products, const Plane& plane, const Images& images, const TileGrid& grid,
                                 long long firstTile, int tiles, int first, int width, float* y) {
  const int channels = images.channels;
  const ptrdiff_t line = static_cast<ptrdiff_t>(images.width) * channels;
  const auto transformTile = [&](ptrdiff_t pixel, ptrdiff_t place, int lanes, auto whole, bool below,
                                 bool beside) ALWAYS_INLINE {
    constexpr bool Whole = whole.value;
    Vector columns[4][2], upper[2], lower[2];
    unrolled<4>([&](int j) ALWAYS_INLINE {
      Vector m[4];
      unrolled<4>([&](int i) ALWAYS_INLINE {
        m[i] = loadChannels<Whole>(products + place + (4 * i + j) * plane.size, lanes);
      });
      transformOutputs(m[0], m[1], m[2], m[3], columns[j]);
    });
    transformOutputs(columns[0][0], columns[1][0], columns[2][0], columns[3][0], upper);
    transformOutputs(columns[0][1], columns[1][1], columns[2][1], columns[3][1], lower);
    float* to = y + pixel;
    storeChannels<Whole>(to, upper[0], lanes);
    if (beside) storeChannels<Whole>(to + channels, upper[1], lanes);
    if (below) storeChannels<Whole>(to + line, lower[0], lanes);
    if (below && beside) storeChannels<Whole>(to + line + channels, lower[1], lanes);
  };
  forTilePixels(images, grid, firstTile, tiles, first, width, plane, transformTile);
}

}  // namespace longtail::INSTRUCTION_SET
