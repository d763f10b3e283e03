#include "cases.h"

namespace longtail {
namespace {

// Of a convolution or a pooling; height and width share stride, padding and dilation.
struct Shape {
  int batch, height, width, channels, outputs;
  int filterHeight, filterWidth, stride, padding, dilation, groups;
};

ConvolutionGeometry geometryOf(const Shape& s) {
  const auto reach = [&](int size, int filter) {
    return (size + 2 * s.padding - s.dilation * (filter - 1) - 1) / s.stride + 1;
  };
  return {s.batch,   s.height,   s.width,    s.channels, s.filterHeight,
          s.filterWidth, reach(s.height, s.filterHeight), reach(s.width, s.filterWidth),
          s.outputs, s.stride,   s.stride,   s.padding,  s.padding,
          s.dilation, s.dilation, s.groups};
}

std::string nameOf(const char* kernel, const Shape& s) {
  const auto number = [](int value) { return std::to_string(value); };
  return std::string(kernel) + " of " + number(s.batch) + "x" + number(s.height) + "x" + number(s.width) + "x" +
         number(s.channels) + " to " + number(s.outputs) + ", window " + number(s.filterHeight) + "x" +
         number(s.filterWidth) + ", stride " + number(s.stride) + ", padding " + number(s.padding) + ", dilation " +
         number(s.dilation) + ", groups " + number(s.groups);
}

size_t inputSize(const Shape& s) { return size_t(s.batch) * s.height * s.width * s.channels; }
size_t outputSize(const Shape& s) {
  const auto g = geometryOf(s);
  return size_t(s.batch) * g.outputHeight * g.outputWidth * s.outputs;
}
size_t filterSize(const Shape& s) {
  return size_t(s.filterHeight) * s.filterWidth * (s.channels / s.groups) * s.outputs;
}

const Shape convolutions[] = {
    // The layers of a ResNet for small images, more images than the filter gradient has chunks.
    {19, 8, 8, 16, 16, 3, 3, 1, 1, 1, 1},
    {3, 16, 16, 32, 32, 3, 3, 1, 1, 1, 1},
    {2, 8, 8, 64, 64, 3, 3, 1, 1, 1, 1},
    {2, 32, 32, 3, 16, 3, 3, 1, 1, 1, 1},
    {3, 8, 8, 16, 32, 3, 3, 2, 1, 1, 1},
    // Odd images and channels.
    {2, 13, 9, 20, 36, 3, 3, 1, 1, 1, 1},
    {5, 7, 5, 7, 19, 3, 3, 1, 1, 1, 1},
    {1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1},
    {0, 4, 4, 3, 5, 3, 3, 1, 1, 1, 1},
    {1, 20, 23, 3, 18, 7, 7, 2, 3, 1, 1},
    {2, 5, 7, 17, 33, 1, 1, 1, 0, 1, 1},
    {2, 7, 6, 4, 9, 1, 1, 2, 0, 1, 1},
    {1, 10, 10, 2, 3, 2, 2, 3, 0, 1, 1},
    {1, 11, 7, 3, 5, 2, 5, 1, 2, 1, 1},
    {2, 9, 9, 6, 20, 3, 3, 1, 2, 2, 1},
    {1, 13, 11, 2, 4, 3, 3, 2, 1, 3, 1},
    // A filter large enough for few chunks.
    {3, 4, 4, 160, 96, 3, 3, 1, 1, 1, 1},
    // Groups, down to one channel each.
    {2, 6, 7, 8, 12, 3, 3, 1, 1, 1, 4},
    {2, 9, 9, 32, 64, 3, 3, 2, 1, 1, 32},
    {1, 5, 5, 6, 6, 3, 3, 1, 1, 1, 6},
};

void addConvolutions(std::vector<Case>& cases) {
  for (const Shape& s : convolutions) {
    RandomNumbers random(inputSize(s) + filterSize(s));
    const Floats x = random.numbers(inputSize(s)), filter = random.numbers(filterSize(s));
    const Floats dy = random.numbers(outputSize(s));
    const auto g = geometryOf(s);
    cases.push_back({nameOf("convolution", s), [=](const Kernels& kernels) {
                       Output y(dy.size());
                       kernels.convolution(x.data(), filter.data(), y.data(), g);
                       return hashOf({&y});
                     }});
    cases.push_back({nameOf("convolutionInputGradient", s), [=](const Kernels& kernels) {
                       Output dx(x.size());
                       kernels.convolutionInputGradient(dy.data(), filter.data(), dx.data(), g);
                       return hashOf({&dx});
                     }});
    cases.push_back({nameOf("convolutionFilterGradient", s), [=](const Kernels& kernels) {
                       Output dFilter(filter.size());
                       kernels.convolutionFilterGradient(x.data(), dy.data(), dFilter.data(), g);
                       return hashOf({&dFilter});
                     }});
  }
}

void addBatchNormalizations(std::vector<Case>& cases) {
  const int shapes[][2] = {{1, 1}, {3, 5}, {130, 16}, {1000, 35}, {257, 67}};
  for (const auto& [rows, channels] : shapes)
    for (const bool relu : {false, true})
      for (const bool withResidual : {false, true}) {
        const size_t size = size_t(rows) * channels;
        RandomNumbers random(size + relu);
        const Floats x = random.numbers(size), residual = random.numbers(size), dy = random.numbers(size);
        const Floats scale = random.numbers(channels), offset = random.numbers(channels);
        const std::string shape = " of " + std::to_string(rows) + "x" + std::to_string(channels) +
                                  (relu ? ", ReLU" : "") + (withResidual ? ", residual" : "");
        const int n = rows, c = channels;
        cases.push_back({"batchNorm, training, inference and gradient" + shape, [=](const Kernels& kernels) {
                           const float* added = withResidual ? residual.data() : nullptr;
                           Output y(size), mean(c), variance(c), inferred(size);
                           kernels.batchNormTraining(x.data(), scale.data(), offset.data(), added, y.data(),
                                                     mean.data(), variance.data(), n, c, 1e-5, relu);
                           kernels.batchNormInference(x.data(), scale.data(), offset.data(), mean.data(),
                                                      variance.data(), added, inferred.data(), n, c, 1e-5, relu);
                           Output dx(size), dScale(c), dOffset(c), dResidual(withResidual ? size : 0);
                           kernels.batchNormGradient(x.data(), scale.data(), offset.data(), mean.data(),
                                                     variance.data(), withResidual ? y.data() : nullptr, dy.data(),
                                                     dx.data(), dScale.data(), dOffset.data(),
                                                     withResidual ? dResidual.data() : nullptr, n, c, 1e-5, relu);
                           return hashOf({&y, &mean, &variance, &inferred, &dx, &dScale, &dOffset, &dResidual});
                         }});
      }
}

void addMatrixProducts(std::vector<Case>& cases) {
  struct Product {
    int batch, m, k, n;
    bool repeatB;
  };
  for (const Product& p : {Product{1, 1, 1, 1, false}, {1, 37, 64, 10, false}, {1, 5, 3, 100, false},
                           {3, 33, 17, 35, false}, {2, 8, 40, 21, true}})
    for (const bool transposeA : {false, true})
      for (const bool transposeB : {false, true}) {
        const size_t sizeA = size_t(p.m) * p.k, sizeB = size_t(p.k) * p.n;
        RandomNumbers random(sizeA + sizeB);
        const Floats a = random.numbers(p.batch * sizeA), b = random.numbers(p.repeatB ? sizeB : p.batch * sizeB);
        const std::string name = "matrixProduct of " + std::to_string(p.batch) + " times " + std::to_string(p.m) +
                                 "x" + std::to_string(p.k) + (transposeA ? " transposed" : "") + " by " +
                                 std::to_string(p.n) + (transposeB ? " transposed" : "");
        cases.push_back({name, [=](const Kernels& kernels) {
                           Output y(size_t(p.batch) * p.m * p.n);
                           kernels.matrixProduct(a.data(), b.data(), y.data(), p.batch, sizeA, p.repeatB ? 0 : sizeB,
                                                 p.m, p.k, p.n, transposeA, transposeB);
                           return hashOf({&y});
                         }});
      }
}

// A matrix product over two taps is one fused multiply-add of any three floats: x · b + (1 · c + 0). A third of the
// addends are free, a third all but cancel the product, a third lie far from it.
void addRounding(std::vector<Case>& cases) {
  constexpr int COUNT = 1 << 14, FACTORS = 64;
  cases.push_back({"rounding of a million fused multiply-adds", [](const Kernels& kernels) {
                     RandomNumbers random(1);
                     Output y(size_t(COUNT) * FACTORS);
                     for (int factor = 0; factor < FACTORS; factor++) {
                       const Floats left = {1, random.anyFloat()};
                       Floats right(2 * COUNT);
                       for (int i = 0; i < COUNT; i++) {
                         const float b = random.anyFloat(), free = random.anyFloat();
                         const double product = static_cast<double>(left[1]) * b;
                         const double size = static_cast<double>(1ull << random.bits() % 60) / (1 << 30);
                         right[COUNT + i] = b;
                         right[i] = i % 3 == 0   ? free
                                    : i % 3 == 1 ? static_cast<float>(-product * (1 + (i % 5 - 2) * 0x1p-24))
                                                 : static_cast<float>(product * size);
                       }
                       kernels.matrixProduct(left.data(), right.data(), y.data() + size_t(factor) * COUNT, 1, 0, 0, 1,
                                             2, COUNT, false, false);
                     }
                     return hashOf({&y});
                   }});
}

const Shape poolings[] = {
    {3, 8, 8, 16, 16, 2, 2, 2, 0, 1, 1},    {2, 11, 9, 5, 5, 3, 3, 2, 1, 1, 1},  {1, 7, 7, 35, 35, 7, 7, 1, 0, 1, 1},
    {19, 5, 4, 67, 67, 5, 4, 1, 0, 1, 1},   {2, 10, 10, 3, 3, 3, 3, 1, 2, 2, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1},
    {0, 4, 4, 3, 3, 2, 2, 2, 0, 1, 1},
};

void addPoolings(std::vector<Case>& cases) {
  for (const Shape& s : poolings) {
    RandomNumbers random(inputSize(s));
    const Floats x = random.numbers(inputSize(s)), dy = random.numbers(outputSize(s));
    const auto g = geometryOf(s);
    cases.push_back({nameOf("maxPool and averagePool with gradients", s), [=](const Kernels& kernels) {
                       Output largest(dy.size()), mean(dy.size()), dLargest(x.size()), dMean(x.size());
                       kernels.maxPool(x.data(), largest.data(), g);
                       kernels.maxPoolGradient(x.data(), dy.data(), dLargest.data(), g);
                       kernels.averagePool(x.data(), mean.data(), g);
                       kernels.averagePoolGradient(dy.data(), dMean.data(), g);
                       return hashOf({&largest, &dLargest, &mean, &dMean});
                     }});
  }
  for (const Shape& s : {Shape{3, 8, 8, 16, 32, 1, 1, 2, 0, 1, 1}, {2, 9, 7, 5, 12, 1, 1, 2, 0, 1, 1}}) {
    RandomNumbers random(inputSize(s));
    const Floats x = random.numbers(inputSize(s)), dy = random.numbers(outputSize(s));
    const auto g = geometryOf(s);
    cases.push_back({nameOf("subsample with gradient", s), [=](const Kernels& kernels) {
                       Output y(dy.size()), dx(x.size());
                       kernels.subsample(x.data(), y.data(), g);
                       kernels.subsampleGradient(dy.data(), dx.data(), g);
                       return hashOf({&y, &dx});
                     }});
  }
}

// The name of the instruction set, and a pointer for each kernel.
static_assert(sizeof(Kernels) == (1 + 30) * sizeof(void*), "A kernel was added or removed: exercise it here.");

}  // namespace

std::vector<Case> allCases() {
  std::vector<Case> cases;
  addConvolutions(cases);
  addBatchNormalizations(cases);
  addMatrixProducts(cases);
  addRounding(cases);
  addPoolings(cases);
  addElementwise(cases);
  addReductions(cases);
  addMovements(cases);
  return cases;
}

}  // namespace longtail
