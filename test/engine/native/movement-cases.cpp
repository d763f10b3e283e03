#include "cases.h"

namespace longtail {

void addMovements(std::vector<Case>& cases) {
  // A transposition, one of the outer axes, a repetition, a block of rows, a step.
  for (const Traversal& t : {Traversal{2, {70, 333}, {1, 70}, {333, 1}}, {3, {4, 33, 65}, {33, 1, 132}, {2145, 65, 1}},
                             {3, {3, 5, 17}, {17, 51, 1}, {85, 17, 1}}, {2, {40, 1000}, {1, 0}, {1000, 1}},
                             {2, {9, 13}, {20, 1}, {13, 1}}, {1, {500}, {3}, {1}}, {2, {6, 7}, {7, 1}, {20, 2}}}) {
    size_t read = 1, written = 1;
    std::string name = "copy of";
    for (int axis = 0; axis < t.rank; axis++) {
      read += size_t(t.size[axis] - 1) * t.stepFirst[axis];
      written += size_t(t.size[axis] - 1) * t.stepSecond[axis];
      name += " " + std::to_string(t.size[axis]) + " by " + std::to_string(t.stepFirst[axis]);
    }
    RandomNumbers random(read);
    std::vector<unsigned> words(read);
    std::vector<unsigned char> bytes(read);
    for (size_t i = 0; i < read; i++) words[i] = random.bits() % 1000, bytes[i] = random.bits() % 256;
    cases.push_back({name, [=](const Kernels& kernels) {
                       std::vector<unsigned> toWords(written);
                       std::vector<unsigned char> toBytes(written);
                       kernels.copyWords(words.data(), toWords.data(), t);
                       kernels.copyBytes(bytes.data(), toBytes.data(), t);
                       const Floats first(toWords.begin(), toWords.end()), second(toBytes.begin(), toBytes.end());
                       return hashOf({&first, &second});
                     }});
  }
  for (const Reduction& r : {Reduction{1, 50, 1}, {1, 50, 133}, {3, 7, 20}}) {
    constexpr int BATCH = 2, COUNT = 31;
    RandomNumbers random(r.inner);
    const Floats x = random.numbers(size_t(BATCH) * r.outer * r.size * r.inner);
    std::vector<int> indices(BATCH * COUNT);
    for (int& index : indices) index = static_cast<int>(random.bits() % r.size);
    const size_t size = size_t(BATCH) * r.outer * COUNT * r.inner;
    cases.push_back({"gather and segmentSum of " + std::to_string(r.outer) + "x" + std::to_string(r.inner),
                     [=](const Kernels& kernels) {
                       Output y(size), sums(size_t(r.size) * r.inner);
                       kernels.gather(x.data(), indices.data(), y.data(), BATCH, COUNT, r);
                       kernels.segmentSum(y.data(), indices.data(), sums.data(), BATCH * COUNT, r.inner, r.size);
                       return hashOf({&y, &sums});
                     }});
  }
}

}  // namespace longtail
