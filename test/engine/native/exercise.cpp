// Runs every kernel of every instruction set that this machine has, on odd shapes and with several numbers of threads,
// without Node, so that sanitizers and other architectures' emulators can watch. Prints a hash of each kernel's results,
// the same on every machine; ends with 1 if any combination's bits differ.
#include <cstdio>
#include <string>
#include <thread>

#include "cases.h"
#include "instruction-sets.h"
#include "thread-pool.h"

using namespace longtail;

namespace {

const int threadCounts[] = {1, 2, 4, 7};

std::vector<uint64_t> hashesOf(const std::vector<Case>& cases, const Kernels& kernels) {
  std::vector<uint64_t> hashes;
  for (const Case& exercise : cases) hashes.push_back(exercise.run(kernels));
  return hashes;
}

int countDifferences(const std::vector<Case>& cases, const std::vector<uint64_t>& expected,
                     const std::vector<uint64_t>& hashes, const std::string& combination) {
  int differences = 0;
  for (size_t i = 0; i < cases.size(); i++)
    if (hashes[i] != expected[i]) {
      std::fprintf(stderr, "DIFFERENT with %s: %s\n", combination.c_str(), cases[i].name.c_str());
      differences++;
    }
  return differences;
}

}  // namespace

int main() {
  const std::vector<Case> cases = allCases();
  std::vector<uint64_t> expected;
  std::string combinations;
  int differences = 0;
  for (const InstructionSet& set : instructionSets) {
    if (!set.supported()) continue;
    for (const int threads : threadCounts) {
      setThreadCount(threads);
      const auto hashes = hashesOf(cases, *set.kernels());
      if (expected.empty()) expected = hashes;
      const std::string combination = std::string(set.name) + " and " + std::to_string(threads) + " threads";
      differences += countDifferences(cases, expected, hashes, combination);
      combinations += (combinations.empty() ? "" : ", ") + combination;
    }
    // The addon may be loaded by several JavaScript threads of one process.
    std::vector<uint64_t> hashes, otherHashes;
    std::thread other([&] { otherHashes = hashesOf(cases, *set.kernels()); });
    hashes = hashesOf(cases, *set.kernels());
    other.join();
    differences += countDifferences(cases, expected, hashes, std::string(set.name) + " from two callers");
    differences += countDifferences(cases, expected, otherHashes, std::string(set.name) + " from two callers");
  }
  for (size_t i = 0; i < cases.size(); i++)
    std::printf("%016llx  %s\n", static_cast<unsigned long long>(expected[i]), cases[i].name.c_str());
  std::fprintf(stderr, "%d differences over %s, each set from two callers at once.\n", differences, combinations.c_str());
  return differences > 0;
}
