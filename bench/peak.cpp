// The float32 arithmetic that the cores could do if nothing ever waited for memory: fused multiply-adds on registers.
// `peak THREADS` prints the instruction set that it was compiled for and the best GFLOP/s of several runs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include "vectors/vector.h"

using namespace longtail::INSTRUCTION_SET;

namespace {

// Independent chains: more than the 8 that hide a latency of 4 cycles on 2 multipliers, fewer than the 16 registers of
// AVX2.
constexpr int CHAINS = 12;
constexpr long STEPS = 16'000'000;
constexpr int RUNS = 10;

volatile float sink;

void multiplyAndAdd() {
  Vector chain[CHAINS];
  for (int c = 0; c < CHAINS; c++) chain[c] = broadcast(1.0f + c);
  const Vector factor = broadcast(0.999f), addend = broadcast(0.001f);
  for (long step = 0; step < STEPS; step++)
    for (int c = 0; c < CHAINS; c++) chain[c] = fma(chain[c], factor, addend);
  Vector sum = chain[0];
  for (int c = 1; c < CHAINS; c++) sum += chain[c];
  sink = sum[0];
}

double secondsOfRun(int threads) {
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> others;
  for (int i = 1; i < threads; i++) others.emplace_back(multiplyAndAdd);
  multiplyAndAdd();
  for (auto& thread : others) thread.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

#define NAME_OF(set) #set
#define STRING_OF(set) NAME_OF(set)

int main(int count, char** values) {
  const int threads = count > 1 ? std::atoi(values[1]) : 1;
  double best = secondsOfRun(threads);
  for (int run = 1; run < RUNS; run++) best = std::min(best, secondsOfRun(threads));
  const double operations = 2.0 * LANES * CHAINS * STEPS * threads;
  std::printf("%s %.1f\n", STRING_OF(INSTRUCTION_SET), operations / best / 1e9);
}
