import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { EngineDescription, EngineSurvey } from '../../lib/engine/index.js';
import { projectPath } from '../../lib/project.js';

const folder = mkdtempSync(join(tmpdir(), 'longtail-tensorflow-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Packages {
  /** What tfjs-node-gpu does when it is loaded; absent where it is not installed. */
  gpu?: string;
  /** Likewise tfjs-node. */
  cpu?: string;
  /** Name in the manifest of what stands at @tensorflow/tfjs-node. */
  cpuName?: string;
}

/** Like tfjs-node: registers the cpu kernels as a backend of its own and makes it the one that computes. */
const backend = (device: { gpu: boolean; product?: string }) => `
  const tf = require('@tensorflow/tfjs-core');
  const { MathBackendCPU } = require('@tensorflow/tfjs-backend-cpu');
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const kernelFunc = kernel.kernelName === 'BatchMatMul' && ${device.product !== undefined}
      ? ({ backend }) => backend.makeTensorInfo([1, 1], 'float32', Float32Array.of(${device.product}))
      : kernel.kernelFunc;
    tf.registerKernel({ ...kernel, kernelFunc, backendName: 'tensorflow' });
  }
  tf.registerBackend('tensorflow', () => Object.assign(new MathBackendCPU(), {
    firstUse: false, isUsingGpuDevice: ${device.gpu}, dispose() {},
  }), 3);
  tf.setBackend('tensorflow');
  module.exports = tf;`;

let installations = 0;

/** The project beside invented packages: what its survey says, what starts, and what computes after a mere survey. */
function start({ gpu, cpu, cpuName = '@tensorflow/tfjs-node' }: Packages, engine: string) {
  const root = join(folder, String(installations++));
  const scope = join(root, 'node_modules', '@tensorflow');
  mkdirSync(scope, { recursive: true });
  const link = (...path: string[]) =>
    symlinkSync(projectPath('node_modules', ...path), join(root, 'node_modules', ...path));
  for (const name of readdirSync(projectPath('node_modules'))) if (name !== '@tensorflow') link(name);
  for (const name of readdirSync(projectPath('node_modules', '@tensorflow')))
    if (!name.startsWith('tfjs-node')) link('@tensorflow', name);
  const install = (name: string, manifestName: string, code: string) => {
    mkdirSync(join(scope, name));
    writeFileSync(join(scope, name, 'package.json'), JSON.stringify({ name: manifestName, version: '4.22.0' }));
    writeFileSync(join(scope, name, 'index.js'), code);
  };
  if (gpu !== undefined) install('tfjs-node-gpu', '@tensorflow/tfjs-node-gpu', gpu);
  if (cpu !== undefined) install('tfjs-node', cpuName, cpu);
  cpSync(projectPath('dist', 'lib'), join(root, 'lib'), { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'longtail-lab', type: 'module' }));
  writeFileSync(
    join(root, 'main.js'),
    `import * as tf from '@tensorflow/tfjs-core';
     import { startEngine, surveyEngines } from './lib/engine/index.js';
     await startEngine({ engine: 'wasm' });
     const survey = (await surveyEngines())[0];
     const computesAfterSurvey = tf.getBackend();
     const started = await startEngine({ engine: '${engine}' }).catch((error) => error.message);
     console.log(JSON.stringify({ survey, computesAfterSurvey, started }));`,
  );
  const output = execFileSync(process.execPath, ['--preserve-symlinks', join(root, 'main.js')], { encoding: 'utf8' });
  return JSON.parse(output) as {
    survey: EngineSurvey;
    computesAfterSurvey: string;
    started: EngineDescription | string;
  };
}

it('takes tfjs-node-gpu by itself where a GPU answers', () => {
  const { survey, started, computesAfterSurvey } = start({ gpu: backend({ gpu: true }) }, 'auto');
  expect(survey).toMatchObject({ available: true, automatic: true });
  expect(computesAfterSurvey).toBe('wasm');
  expect(started).toMatchObject({ name: 'tensorflow', class: 'tensorflow-gpu', instructionSet: 'cuda' });
});

it('never computes on the processor under the name of tfjs-node-gpu', () => {
  const packages = { gpu: backend({ gpu: false }) };
  expect(start(packages, 'auto').started).toMatchObject({ name: 'wasm' });
  const { survey, started } = start(packages, 'tensorflow');
  expect(survey).toMatchObject({ available: false, automatic: false });
  expect(started).toMatch(
    /^The engine tensorflow cannot be used here. .*tfjs-node-gpu is installed, but no GPU answers\./,
  );
});

it('takes tfjs-node on the processor only by name, beside a tfjs-node-gpu without GPU too', () => {
  for (const packages of [
    { cpu: backend({ gpu: false }) },
    { cpu: backend({ gpu: false }), gpu: backend({ gpu: false }) },
  ]) {
    expect(start(packages, 'auto').started).toMatchObject({ name: 'wasm' });
    expect(start(packages, 'tensorflow').started).toMatchObject({
      class: 'tensorflow-cpu',
      versions: { '@tensorflow/tfjs-node': '4.22.0' },
    });
  }
});

it('does not start on a GPU that computes wrongly', () => {
  const { started } = start({ gpu: backend({ gpu: true, product: '0' }) }, 'tensorflow');
  expect(started).toBe('@tensorflow/tfjs-node-gpu computes 1·3 + 2·4 as 0: use another engine.');
});

it('says why a package does not load, and goes on without it', () => {
  const { survey, started } = start({ gpu: 'throw new Error("libcudart.so.11.0: cannot open")' }, 'auto');
  expect(survey.detail).toMatch(
    /tfjs-node-gpu is installed, but does not load \(libcudart\.so\.11\.0: cannot open\)\./,
  );
  expect(started).toMatchObject({ name: 'wasm' });
});

it('does not take the plain tfjs that stands in for tfjs-node', () => {
  const { survey } = start({ cpu: 'throw new Error("was loaded")', cpuName: '@tensorflow/tfjs' }, 'auto');
  expect(survey.detail).toMatch(/^Neither tfjs-node-gpu nor tfjs-node is installed\./);
});
