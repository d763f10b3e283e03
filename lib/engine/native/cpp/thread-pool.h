// Threads that share the numbered tasks of one job, and scratch memory that each of them keeps between jobs.
#pragma once
#include <cstddef>

namespace longtail {

void setThreadCount(int count);
int threadCount();

// Runs run(context, task) for every task in [0, tasks) and returns when all are done. Which thread takes which task is
// left to chance, so no sum may cross tasks: a task writes a result of its own, and the caller adds those up in order.
void runTasks(int tasks, void (*run)(void* context, int task), void* context);

template <class Body>
inline void parallel(int tasks, const Body& body) {
  runTasks(
      tasks, [](void* context, int task) { (*static_cast<const Body*>(context))(task); }, const_cast<Body*>(&body));
}

enum ScratchSlot {
  SCRATCH_IMAGE,
  SCRATCH_PRODUCTS,
  SCRATCH_GRADIENTS,
  SCRATCH_WEIGHTS,
  SCRATCH_PARTIAL_SUMS,
  SCRATCH_CHANNELS,
  SCRATCH_SLOTS
};

// At least `floats` floats of the calling thread, aligned to 64 bytes, with what the last user of the slot left there.
float* scratch(ScratchSlot slot, size_t floats);

}  // namespace longtail
