#include "thread-pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace longtail {
namespace {

// Between two kernels of a training step lie 10 to 30 microseconds of JavaScript: waking a sleeping thread costs as
// much again, so a thread looks for work this long before it sleeps.
constexpr auto SPIN = std::chrono::microseconds(60);

inline void pauseBriefly() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

template <class Condition>
bool spinUntil(const Condition& condition) {
  const auto end = std::chrono::steady_clock::now() + SPIN;
  do {
    for (int i = 0; i < 32; i++) {
      if (condition()) return true;
      pauseBriefly();
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

class ThreadPool {
 public:
  explicit ThreadPool(int count) {
    for (int i = 1; i < count; i++) threads_.emplace_back([this] { work(); });
  }

  ~ThreadPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      generation_.fetch_add(1);
    }
    wake_.notify_all();
    for (auto& thread : threads_) thread.join();
  }

  int count() const { return static_cast<int>(threads_.size()) + 1; }

  void run(int tasks, void (*body)(void*, int), void* context) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      body_ = body;
      context_ = context;
      tasks_ = tasks;
      next_.store(0, std::memory_order_relaxed);
      busy_.store(static_cast<int>(threads_.size()), std::memory_order_relaxed);
      generation_.fetch_add(1, std::memory_order_release);
    }
    wake_.notify_all();
    takeTasks();
    const auto finished = [this] { return busy_.load(std::memory_order_acquire) == 0; };
    if (!spinUntil(finished)) {
      std::unique_lock<std::mutex> lock(mutex_);
      done_.wait(lock, finished);
    }
    if (outOfMemory_.exchange(false)) throw std::bad_alloc();
  }

 private:
  // An exception must leave neither the thread nor a job that others still work on.
  void takeTasks() try {
    for (int task; (task = next_.fetch_add(1, std::memory_order_relaxed)) < tasks_;) body_(context_, task);
  } catch (const std::bad_alloc&) {
    outOfMemory_.store(true);
  }

  void work() {
    unsigned seen = 0;
    for (;;) {
      const auto called = [&] { return generation_.load(std::memory_order_acquire) != seen; };
      if (!spinUntil(called)) {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, called);
      }
      seen++;
      if (stopping_) return;
      takeTasks();
      if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        std::lock_guard<std::mutex> lock(mutex_);
        done_.notify_one();
      }
    }
  }

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  std::atomic<unsigned> generation_{0};
  std::atomic<int> next_{0}, busy_{0};
  std::atomic<bool> stopping_{false}, outOfMemory_{false};
  void (*body_)(void*, int) = nullptr;
  void* context_ = nullptr;
  int tasks_ = 0;
};

// One job at a time: the addon may be loaded by several JavaScript threads of one process.
std::mutex jobs;
// Never destroyed: at exit the process ends under the sleeping threads.
ThreadPool* pool = nullptr;

struct Scratch {
  float* data = nullptr;
  size_t floats = 0;
  ~Scratch() { std::free(data); }
};

}  // namespace

void setThreadCount(int count) {
  std::lock_guard<std::mutex> lock(jobs);
  if (pool && pool->count() == count) return;
  delete pool;
  pool = new ThreadPool(count);
}

int threadCount() { return pool ? pool->count() : 1; }

void runTasks(int tasks, void (*run)(void* context, int task), void* context) {
  std::lock_guard<std::mutex> lock(jobs);
  if (tasks > 1 && pool && pool->count() > 1) return pool->run(tasks, run, context);
  for (int task = 0; task < tasks; task++) run(context, task);
}

float* scratch(ScratchSlot slot, size_t floats) {
  thread_local Scratch slots[SCRATCH_SLOTS];
  Scratch& own = slots[slot];
  if (own.floats < floats) {
    std::free(own.data);
    const size_t bytes = (floats * sizeof(float) + 63) / 64 * 64;
    own.data = static_cast<float*>(std::aligned_alloc(64, bytes));
    own.floats = own.data ? floats : 0;
    if (!own.data) throw std::bad_alloc();
  }
  return own.data;
}

}  // namespace longtail
