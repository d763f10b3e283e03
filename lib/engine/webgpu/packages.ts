import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The graphics interface of the `webgpu` package (Dawn), which a browser has as `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options?: { powerPreference?: 'low-power' | 'high-performance' }): Promise<GpuAdapter | null>;
}

/** One graphics card, integrated graphics unit, or software in their place. */
export interface GpuAdapter {
  info: { vendor: string; architecture: string; device: string; description: string; isFallbackAdapter: boolean };
  features: ReadonlySet<string>;
  limits: Readonly<Record<string, number>>;
  requestDevice(options: { requiredFeatures: string[]; requiredLimits: Record<string, number> }): Promise<GpuDevice>;
}

/** An opened adapter. */
export interface GpuDevice {
  limits: Readonly<Record<string, number>>;
  /** Resolves when the device can no longer be used. */
  lost: Promise<{ message: string }>;
  /** Where errors arrive that belong to no call. */
  addEventListener(type: 'uncapturederror', listener: (event: GpuErrorEvent) => void): void;
}

interface GpuErrorEvent {
  error: { message: string };
  preventDefault(): void;
}

/** The two optional packages; what is used of them is typed here, because the project compiles without them too. */
const names = { dawn: 'webgpu', backend: '@tensorflow/tfjs-backend-webgpu' };

const require = createRequire(import.meta.url);

/** Versions of both packages, or undefined when one is not installed. */
export function webgpuVersions(): { dawn: string; tfjs: string } | undefined {
  try {
    const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
    return { dawn: version(names.dawn), tfjs: version(names.backend) };
  } catch {
    return undefined;
  }
}

/** The `webgpu` package: how to reach the graphics drivers, and the constants that a browser has as global names. */
export function loadDawn(): Promise<{ create(flags: string[]): Gpu; globals: Record<string, unknown> }> {
  return import(pathToFileURL(require.resolve(names.dawn)).href);
}

/** TensorFlow.js's backend for WebGPU; loading it registers its kernels. */
export function loadBackendPackage<Package>(): Package {
  return require(names.backend) as Package;
}
