#include "cases.h"

namespace longtail {

void addReductions(std::vector<Case>& cases) {
  for (const Reduction& r : {Reduction{1, 1, 1}, {3, 33, 1}, {5, 1000, 1}, {2, 40000, 1}, {1, 300, 7}, {2, 129, 67},
                             {4, 5, 600}, {3, 17000, 2}}) {
    const size_t results = size_t(r.outer) * r.inner;
    RandomNumbers random(results + r.size);
    const Floats x = random.numbers(results * r.size);
    const std::string shape =
        " of " + std::to_string(r.outer) + "x" + std::to_string(r.size) + "x" + std::to_string(r.inner);
    for (int operation = SUM; operation <= LEAST; operation++)
      cases.push_back({"reduction " + std::to_string(operation) + shape, [=](const Kernels& kernels) {
                         Output y(results);
                         kernels.reduce(static_cast<ReductionOperation>(operation), x.data(), y.data(), r);
                         return hashOf({&y});
                       }});
    std::vector<int> integers(x.size());
    for (int& integer : integers) integer = static_cast<int>(random.bits() % 1000);
    cases.push_back({"positions of extremes and sums of integers" + shape, [=](const Kernels& kernels) {
                       std::vector<int> largest(results), least(results), sums(results);
                       kernels.sumIntegers(integers.data(), sums.data(), r);
                       kernels.extremePosition(x.data(), largest.data(), r, true);
                       kernels.extremePosition(x.data(), least.data(), r, false);
                       const Floats first(largest.begin(), largest.end()), second(least.begin(), least.end());
                       const Floats third(sums.begin(), sums.end());
                       return hashOf({&first, &second, &third});
                     }});
  }
  const int rowShapes[][2] = {{1, 1}, {3, 5}, {37, 100}, {20, 197}, {33, 768}};
  for (const auto& [rows, size] : rowShapes) {
    const int n = rows, m = size;
    const size_t total = size_t(n) * m;
    RandomNumbers random(total);
    const Floats x = random.numbers(total), dy = random.numbers(total), scale = random.numbers(m);
    const Floats offset = random.numbers(m);
    const std::string shape = " of " + std::to_string(n) + "x" + std::to_string(m);
    cases.push_back({"softmax" + shape, [=](const Kernels& kernels) {
                       Output y(total);
                       kernels.softmax(x.data(), y.data(), n, m);
                       return hashOf({&y});
                     }});
    cases.push_back({"layerNorm with gradient" + shape, [=](const Kernels& kernels) {
                       Output y(total), dx(total), dScale(m), dOffset(m);
                       kernels.layerNorm(x.data(), scale.data(), offset.data(), y.data(), n, m, 1e-5);
                       kernels.layerNormGradient(x.data(), scale.data(), dy.data(), dx.data(), dScale.data(),
                                                 dOffset.data(), n, m, 1e-5);
                       return hashOf({&y, &dx, &dScale, &dOffset});
                     }});
  }
}

}  // namespace longtail
