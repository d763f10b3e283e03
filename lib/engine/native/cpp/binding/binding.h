// What the bind-*.cpp files share: each reads the arguments of one family of kernels and exports its functions.
#pragma once
#include "binding/arguments.h"

namespace longtail {

// The kernels of the chosen instruction set.
const Kernels& kernels();

void exportFunction(napi_env env, napi_value exports, const char* name, napi_callback function);

// A function for JavaScript whose exceptions become JavaScript's.
template <void (*Body)(const Arguments&)>
napi_value call(napi_env env, napi_callback_info info) {
  try {
    Body(Arguments(env, info));
  } catch (const std::bad_alloc&) {
    napi_throw_range_error(env, nullptr, "allocation of scratch memory failed");
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
  }
  return nullptr;
}

void exportConvolution(napi_env env, napi_value exports);
void exportBatchNormalization(napi_env env, napi_value exports);
void exportMatrixProduct(napi_env env, napi_value exports);
void exportPooling(napi_env env, napi_value exports);
void exportElementwise(napi_env env, napi_value exports);
void exportReduction(napi_env env, napi_value exports);
void exportMovement(napi_env env, napi_value exports);
void exportMemory(napi_env env, napi_value exports);

}  // namespace longtail
