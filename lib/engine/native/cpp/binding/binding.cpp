// The addon: chooses the kernels of one instruction set, and exports the functions of all families.
#include "binding/binding.h"

#include <cstring>

#include "instruction-sets.h"
#include "thread-pool.h"

namespace longtail {
namespace {

const Kernels* active = nullptr;

napi_value stringOf(napi_env env, const char* text) {
  napi_value value;
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &value);
  return value;
}

// The instruction sets that both this build and this machine have, best first.
napi_value listInstructionSets(napi_env env, napi_callback_info) {
  napi_value list;
  napi_create_array(env, &list);
  uint32_t count = 0;
  for (const InstructionSet& set : instructionSets)
    if (set.supported()) napi_set_element(env, list, count++, stringOf(env, set.name));
  return list;
}

// start(instructionSet, threads)
napi_value start(napi_env env, napi_callback_info info) {
  try {
    napi_value values[2];
    size_t count = 2;
    char name[16];
    int threads;
    napi_get_cb_info(env, info, &count, values, nullptr, nullptr);
    if (count < 2 || napi_get_value_string_utf8(env, values[0], name, sizeof name, nullptr) != napi_ok ||
        napi_get_value_int32(env, values[1], &threads) != napi_ok || threads < 1)
      throw std::invalid_argument("start wants an instruction set and a number of threads");
    for (const InstructionSet& set : instructionSets)
      if (std::strcmp(set.name, name) == 0 && set.supported()) {
        active = set.kernels();
        setThreadCount(threads);
        return nullptr;
      }
    throw std::invalid_argument(std::string("this machine has no ") + name);
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

}  // namespace

const Kernels& kernels() {
  if (!active) throw std::logic_error("the addon was not started");
  return *active;
}

void exportFunction(napi_env env, napi_value exports, const char* name, napi_callback function) {
  napi_value value;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
  napi_set_named_property(env, exports, name, value);
}

}  // namespace longtail

NAPI_MODULE_INIT() {
  using namespace longtail;
  exportFunction(env, exports, "instructionSets", listInstructionSets);
  exportFunction(env, exports, "start", start);
  for (const auto exportFamily :
       {exportConvolution, exportBatchNormalization, exportMatrixProduct, exportPooling, exportElementwise,
        exportReduction, exportMovement, exportMemory})
    exportFamily(env, exports);
  return exports;
}
