import { InputError } from '../../errors.js';
import type { Engine } from '../engine-description.js';
import { type AdapterDescription, findAdapter } from '../webgpu/adapter.js';
import { registerWebgpuBackend } from '../webgpu/backend.js';
import { webgpuVersions } from '../webgpu/packages.js';
import { selectBackend } from './select-backend.js';

/** The driver's interface that Dawn uses on this operating system. */
const driverInterface = ({ darwin: 'metal', win32: 'd3d12' } as Record<string, string>)[process.platform] ?? 'vulkan';

const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MiB`;
const kibibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 10)} KiB`;

function describe({ name, software, tensorBytes, workgroupThreads, workgroupBytes }: AdapterDescription): string {
  const kind = software ? ', software in the place of a graphics card,' : '';
  const limits = `tensors up to ${mebibytes(tensorBytes)}, workgroups of ${workgroupThreads} threads and ${kibibytes(workgroupBytes)}`;
  const byName = software ? ' `auto` passes it over.' : '';
  return `${name}${kind} through ${driverInterface}: ${limits}.${byName}`;
}

/** The adapter and the packages that reach it, or the reason why there is none, a sentence. */
async function inspect() {
  const versions = webgpuVersions();
  if (!versions)
    return 'The optional packages webgpu and @tensorflow/tfjs-backend-webgpu are not installed: run `npm ci` without --omit=optional.';
  const adapter = await findAdapter();
  if (adapter) return { adapter, versions };
  return 'No graphics card answers: the webgpu engine needs a driver for Vulkan, Metal or Direct3D 12.';
}

/** TensorFlow.js's WebGPU backend on Dawn: any graphics card whose driver speaks Vulkan, Metal or Direct3D 12. */
export const webgpuEngine: Engine = {
  async survey() {
    const found = await inspect();
    if (typeof found === 'string') return { available: false, automatic: false, detail: found };
    return { available: true, automatic: !found.adapter.software, detail: `Adapter ${describe(found.adapter)}` };
  },

  async start() {
    const found = await inspect();
    if (typeof found === 'string') throw new InputError(found);
    const { adapter, versions } = found;
    await registerWebgpuBackend();
    await selectBackend('webgpu');
    return {
      device: adapter.name,
      instructionSet: driverInterface,
      threads: 1,
      versions,
      class: 'webgpu',
      detail: `WebGPU on ${describe(adapter)}`,
    };
  },
};
