#include <cstdint>

#include "binding/binding.h"

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace longtail {
namespace {

constexpr uintptr_t CACHE_LINE = 64;

// Pages of 2 MiB instead of 4 KiB where the system leaves the choice to us: what streams through large arrays then
// seldom waits for an address to be translated.
void adviseLargePages(uintptr_t begin, uintptr_t end) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  constexpr uintptr_t LARGE = uintptr_t{1} << 21;
  if (end - begin < LARGE) return;
  const uintptr_t page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  const uintptr_t first = (begin + page - 1) / page * page;
  // Only advice: a system that does not take it is slower, not wrong.
  (void)madvise(reinterpret_cast<void*>(first), end / page * page - first, MADV_HUGEPAGE);
#else
  (void)begin, (void)end;
#endif
}

// alignedOffset(buffer): how many bytes into an ArrayBuffer its first cache line begins.
napi_value alignedOffset(napi_env env, napi_callback_info info) {
  napi_value argument, result;
  size_t count = 1, length;
  void* data;
  napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr);
  if (count < 1 || napi_get_arraybuffer_info(env, argument, &data, &length) != napi_ok) {
    napi_throw_error(env, nullptr, "argument 0 must be an ArrayBuffer");
    return nullptr;
  }
  const uintptr_t begin = reinterpret_cast<uintptr_t>(data);
  adviseLargePages(begin, begin + length);
  napi_create_uint32(env, static_cast<uint32_t>((CACHE_LINE - begin % CACHE_LINE) % CACHE_LINE), &result);
  return result;
}

}  // namespace

void exportMemory(napi_env env, napi_value exports) { exportFunction(env, exports, "alignedOffset", alignedOffset); }

}  // namespace longtail
