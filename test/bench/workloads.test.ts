import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type NetworkName, networks } from '../../bench/networks.js';
import { chooseParts, workloads } from '../../bench/workloads.js';
import { projectPath } from '../../lib/project.js';

test('every workload has a name of its own and some rounds', () => {
  expect(new Set(workloads.map(({ name }) => name)).size).toBe(workloads.length);
  for (const { rounds } of workloads) expect(rounds).toBeGreaterThan(2);
});

test('every network is measured, and has its counterpart in PyTorch', () => {
  const measured = new Set(workloads.map(({ network }) => network));
  const counterparts = readFileSync(projectPath('bench', 'torch_contestant.py'), 'utf8');
  for (const name of Object.keys(networks) as NetworkName[]) {
    expect(measured).toContain(name);
    expect(counterparts).toContain(`"${name}": (`);
  }
});

test('parts are chosen by how their names begin; an unknown beginning names what there is', () => {
  expect(chooseParts([])).toEqual({ chosen: workloads, pipeline: true });
  const { chosen, pipeline } = chooseParts(['resnet-32-inf', 'data']);
  expect(chosen.map(({ name }) => name)).toEqual(['resnet-32-inference']);
  expect(pipeline).toBe(true);
  expect(chooseParts(['resnet-50']).pipeline).toBe(false);
  expect(() => chooseParts(['vgg'])).toThrow("Nothing begins with 'vgg': choose of resnet-32-training-batch-32,");
});
