#include "cases.h"

namespace longtail {
namespace {

typedef std::vector<unsigned char> Bytes;

Floats asFloats(const Bytes& bytes) { return Floats(bytes.begin(), bytes.end()); }

// Two operands of the shape rows × columns, each with steps that may be 0.
struct Pair {
  int rows, columns, stepsA[2], stepsB[2];

  Traversal traversal() const {
    if (rows == 1) return {1, {columns}, {stepsA[1]}, {stepsB[1]}};
    return {2, {rows, columns}, {stepsA[0], stepsA[1]}, {stepsB[0], stepsB[1]}};
  }
  size_t size() const { return size_t(rows) * columns; }
  std::string name() const {
    const auto steps = [](const int (&step)[2]) { return std::to_string(step[0]) + "," + std::to_string(step[1]); };
    return " of " + std::to_string(rows) + "x" + std::to_string(columns) + ", steps " + steps(stepsA) + " and " +
           steps(stepsB);
  }
};

const Pair pairs[] = {
    {1, 1, {0, 1}, {0, 1}},           {1, 37, {0, 1}, {0, 0}},        {1, 50000, {0, 1}, {0, 1}},
    {40, 1003, {1003, 1}, {0, 1}},    {5, 3, {3, 1}, {1, 0}},         {300, 70, {0, 1}, {1, 0}},
    {2, 17000, {17000, 1}, {1, 0}},   {3, 5, {1, 0}, {5, 1}},
};

Floats manyFloats(RandomNumbers& random, size_t size) {
  Floats numbers = random.numbers(size);
  for (size_t i = 0; i < size; i += 3) numbers[i] = random.anyFloat();
  return numbers;
}

void addBinary(std::vector<Case>& cases, const Pair& pair) {
  RandomNumbers random(pair.size());
  const Floats a = manyFloats(random, pair.size()), b = manyFloats(random, pair.size());
  Bytes p(pair.size()), q(pair.size());
  for (size_t i = 0; i < pair.size(); i++) p[i] = random.bits() % 2, q[i] = random.bits() % 2;
  std::vector<int> m(pair.size()), n(pair.size());
  for (size_t i = 0; i < pair.size(); i++) m[i] = random.bits() % 3, n[i] = random.bits() % 3;
  const Traversal t = pair.traversal();
  for (int operation = ADD; operation <= GELU_GRADIENT; operation++)
    cases.push_back({"binary " + std::to_string(operation) + pair.name(), [=](const Kernels& kernels) {
                       Output y(a.size());
                       kernels.binary(static_cast<BinaryOperation>(operation), a.data(), b.data(), y.data(), t);
                       return hashOf({&y});
                     }});
  cases.push_back({"comparisons, connectives and choice" + pair.name(), [=](const Kernels& kernels) {
                     uint64_t hash = 0;
                     Bytes truth(a.size());
                     for (int comparison = EQUAL; comparison <= LESS_OR_EQUAL; comparison++) {
                       kernels.compare(static_cast<Comparison>(comparison), a.data(), b.data(), truth.data(), t);
                       const Floats numbers = asFloats(truth);
                       kernels.compareIntegers(static_cast<Comparison>(comparison), m.data(), n.data(), truth.data(), t);
                       const Floats integers = asFloats(truth);
                       hash = hash * 31 + hashOf({&numbers, &integers});
                     }
                     for (int connective = AND; connective <= EXCLUSIVE_OR; connective++) {
                       kernels.combine(static_cast<Connective>(connective), p.data(), q.data(), truth.data(), t);
                       const Floats numbers = asFloats(truth);
                       hash = hash * 31 + hashOf({&numbers});
                     }
                     Output y(a.size());
                     kernels.choose(p.data(), a.data(), b.data(), y.data(), a.size());
                     return hash * 31 + hashOf({&y});
                   }});
}

}  // namespace

void addElementwise(std::vector<Case>& cases) {
  for (const Pair& pair : pairs) addBinary(cases, pair);
  for (const size_t size : {size_t{1}, size_t{37}, size_t{50000}}) {
    RandomNumbers random(size);
    const Floats x = manyFloats(random, size);
    for (int operation = RELU; operation <= CLIP; operation++)
      cases.push_back({"unary " + std::to_string(operation) + " of " + std::to_string(size),
                       [=](const Kernels& kernels) {
                         Output y(size);
                         kernels.unary(static_cast<UnaryOperation>(operation), x.data(), y.data(), size, 0.25f, 0.5f);
                         return hashOf({&y});
                       }});
  }
  for (const size_t size : {size_t{1}, size_t{45}, size_t{33000}})
    for (const bool nesterov : {false, true}) {
      RandomNumbers random(size);
      const Floats weight = random.numbers(size), velocity = random.numbers(size), gradient = random.numbers(size);
      const std::string name = "sgdUpdate of " + std::to_string(size) + (nesterov ? ", Nesterov" : "");
      cases.push_back({name, [=](const Kernels& kernels) {
                         Floats nextWeight = weight, nextVelocity = velocity;
                         kernels.sgdUpdate(nextWeight.data(), nextVelocity.data(), gradient.data(), nextWeight.data(),
                                           nextVelocity.data(), size, {0.1f, 0.9f, 5e-4f, nesterov});
                         return hashOf({&nextWeight, &nextVelocity});
                       }});
    }
}

}  // namespace longtail
