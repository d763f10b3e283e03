import * as tf from '@tensorflow/tfjs-core';
import { InputError } from '../../errors.js';
import { type AdapterDescription, describeAdapter, requestAdapter } from './adapter.js';
import { registerBatchNormalization } from './kernels/batch-normalization.js';
import { registerConvolution } from './kernels/convolution.js';
import { registerSgdUpdate } from './kernels/sgd-update.js';
import { type Gpu, type GpuAdapter, type GpuDevice, loadBackendPackage, loadDawn } from './packages.js';

/** Where the backend keeps a tensor: its numbers on the host, a buffer of the graphics card, or both. */
interface TensorData {
  dtype: tf.DataType;
  shape: number[];
  values: tf.backend_util.BackendValues | null;
  resource?: object | null;
}

/** The part of TensorFlow.js's WebGPU backend that this project builds upon. */
interface StockBackend extends tf.KernelBackend {
  tensorMap: { get(dataId: tf.DataId): TensorData };
  uploadToGPU(dataId: tf.DataId): void;
}

type StockBackendClass = new (device: GpuDevice, info: GpuAdapter['info']) => StockBackend;

const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);

/** TensorFlow.js's WebGPU backend with errors where they belong: beside the tensor that is too large, at the next read. */
function backendClass(Stock: StockBackendClass) {
  return class WebGpuBackend extends Stock {
    readonly #adapter: AdapterDescription;
    /** Held for as long as the backend lives: collected as garbage, they would take the device with them. */
    readonly owners: readonly object[];
    /** What the driver reported since the last read; nothing computed after it is to be believed. */
    #failure: Error | undefined;

    constructor(gpu: Gpu, adapter: GpuAdapter, device: GpuDevice) {
      super(device, adapter.info);
      this.owners = [gpu, adapter];
      this.#adapter = describeAdapter(adapter);
      device.addEventListener('uncapturederror', (event) => {
        // Otherwise Dawn prints it, and everything that follows from it.
        event.preventDefault();
        this.#failure ??= this.#explain(event.error.message);
      });
      device.lost.then(({ message }) => {
        this.#failure ??= this.#explain(message);
      });
    }

    #explain(message: string): InputError {
      const reason = message.split('\n')[0]!.replace(/\.$/, '');
      return new InputError(
        `The graphics card ${this.#adapter.name} failed (${reason}): choose another engine, or a smaller batch if its memory ran out.`,
      );
    }

    override uploadToGPU(dataId: tf.DataId): void {
      const { shape, resource } = this.tensorMap.get(dataId);
      const bytes = 4 * tf.util.sizeFromShape(shape);
      if (bytes === 0)
        throw new InputError(
          `A tensor of shape [${shape}] is empty, which the webgpu engine cannot compute with: leave it out, or choose another engine.`,
        );
      if (!resource && bytes > this.#adapter.tensorBytes)
        throw new InputError(
          `A tensor of shape [${shape}] takes ${mebibytes(bytes)} MiB, but ${this.#adapter.name} holds at most ${mebibytes(this.#adapter.tensorBytes)} MiB in one: choose a smaller batch, or another engine.`,
        );
      super.uploadToGPU(dataId);
    }

    override async read(dataId: tf.DataId): Promise<tf.backend_util.BackendValues> {
      const values = await super.read(dataId).catch((error: Error) => {
        throw this.#failure ?? error;
      });
      if (this.#failure) throw this.#failure;
      return values;
    }

    override readSync(dataId: tf.DataId): tf.backend_util.BackendValues {
      const { values } = this.tensorMap.get(dataId);
      if (values) return values;
      throw new Error('a tensor on the graphics card was read synchronously: await its data() instead of dataSync()');
    }
  };
}

/** Gives `action` a global `navigator.gpu`, where TensorFlow.js looks for WebGPU, and takes it away again. */
function withNavigator<Result>(gpu: object, action: () => Result): Result {
  const original = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
  try {
    return action();
  } finally {
    if (original) Object.defineProperty(globalThis, 'navigator', original);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}

async function createBackend(): Promise<tf.KernelBackend> {
  const { create, globals } = await loadDawn();
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const adapter = await requestAdapter(gpu);
  if (!adapter) throw new InputError('The graphics card that answered a moment ago answers no longer: start again.');
  const { limits, features } = adapter;
  const device = await adapter.requestDevice({
    requiredFeatures: ['timestamp-query'].filter((feature) => features.has(feature)),
    requiredLimits: Object.fromEntries(
      [
        'maxBufferSize',
        'maxStorageBufferBindingSize',
        'maxComputeWorkgroupStorageSize',
        'maxComputeWorkgroupsPerDimension',
        'maxComputeWorkgroupSizeX',
        'maxComputeInvocationsPerWorkgroup',
      ].map((name) => [name, limits[name]!]),
    ),
  });
  const { WebGPUBackend } = loadBackendPackage<{ WebGPUBackend: StockBackendClass }>();
  const WebGpuBackend = backendClass(WebGPUBackend);
  return withNavigator(gpu, () => new WebGpuBackend(gpu, adapter, device));
}

/** Makes the backend `webgpu` known to TensorFlow.js; it computes on the adapter that `requestAdapter` gives. */
export async function registerWebgpuBackend(): Promise<void> {
  if (tf.engine().registryFactory.webgpu) return;
  const backend = await createBackend();
  registerConvolution();
  registerBatchNormalization();
  registerSgdUpdate();
  // Below cpu: nobody gets this backend without asking for it.
  tf.registerBackend('webgpu', () => backend, 0);
}
