// The calls that exercise.cpp makes: a name and the hash of everything that the kernel wrote.
#pragma once
#include <functional>
#include <initializer_list>
#include <string>

#include "kernels.h"
#include "random-numbers.h"

namespace longtail {

struct Case {
  std::string name;
  std::function<uint64_t(const Kernels&)> run;
};

// A result of exactly its size, so that a write behind it is seen; what a kernel leaves unwritten differs by run.
struct Output : Floats {
  explicit Output(size_t size) : Floats(size) {
    static thread_local uint32_t written = 0;
    for (float& value : *this) value = static_cast<float>(++written % 1000003);
  }
};

// FNV-1a over the bits; every NaN counts as the same, because processors differ in its sign.
inline uint64_t hashOf(std::initializer_list<const Floats*> results) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const Floats* result : results)
    for (const float value : *result) {
      uint32_t bits = 0x7fc00000u;
      if (value == value) memcpy(&bits, &value, sizeof bits);
      hash = (hash ^ bits) * 0x100000001b3u;
    }
  return hash;
}

std::vector<Case> allCases();
void addElementwise(std::vector<Case>& cases);
void addReductions(std::vector<Case>& cases);
void addMovements(std::vector<Case>& cases);

}  // namespace longtail
