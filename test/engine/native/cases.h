// The calls that exercise.cpp makes: a name and the hash of everything that the kernel wrote.
#pragma once
#include <functional>
#include <string>

#include "kernels.h"
#include "random-numbers.h"

namespace longtail {

struct Case {
  std::string name;
  std::function<uint64_t(const Kernels&)> run;
};

std::vector<Case> allCases();

}  // namespace longtail
