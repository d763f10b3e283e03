import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';

/** The part of Emscripten's module that hands out memory. */
interface Module {
  /** The address of so many bytes, or 0 when there are none left. */
  _malloc(bytes: number): number;
  _free(address: number): void;
  HEAPU8: Uint8Array;
  onAbort?: (reason: unknown) => void;
}

const addressableBytes = 2 ** 32;

function outOfMemory(): InputError {
  return new InputError(
    "The wasm engine's memory ends at 4 GiB and this step needs more: take a smaller batch, or the native engine, which needs a C++ compiler.",
  );
}

const watched = new WeakSet<Module>();

/**
 * Makes the wasm backend say when its memory has run out. By itself it would take the failed allocation's address, 0,
 * for one like any other and go on computing with tensors that overwrite each other.
 */
export function watchMemory(): void {
  const { wasm } = tf.backend() as unknown as { wasm: Module };
  if (watched.has(wasm)) return;
  watched.add(wasm);
  // The first call puts the compiled function in its own place.
  wasm._free(wasm._malloc(1));
  const allocate = wasm._malloc;
  wasm._malloc = (bytes) => {
    // A larger number would lose its upper bits and succeed.
    const address = bytes < addressableBytes ? allocate(bytes) : 0;
    if (address === 0 && bytes > 0) throw outOfMemory();
    return address;
  };
  // The compiled kernels' own scratch memory fails otherwise: they stop the whole module.
  wasm.onAbort = () => {
    if (wasm.HEAPU8.length > addressableBytes / 2) throw outOfMemory();
  };
}
