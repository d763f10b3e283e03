import { expect, test } from 'vitest';
import { operationsPerImage } from '../../bench/measure-workload.js';
import { multiplyAdds } from '../../bench/multiply-adds.js';
import { type NetworkName, networks } from '../../bench/networks.js';
import { startEngine } from '../../lib/engine/index.js';
import { hostEngines } from '../host-engines.js';

// ResNet-32 by hand: 9 · 3 · 16 · 32² + 10 · 9 · 16² · 32² + 2 · (9 · 16 · 32 · 16² + 9 · 9 · 32² · 16²) + 64 · 10. The
// other two are the sums over the modules of torch_contestant.py; torchvision prints 4.09 and 4.23 billion.
const known: Record<NetworkName, number> = {
  'resnet-32': 68_862_592,
  'resnet-50': 4_089_184_256,
  'resnext-50': 4_230_479_872,
};

async function countsOf(names: NetworkName[]): Promise<number[]> {
  const counts: number[] = [];
  for (const name of names) {
    const model = networks[name].create();
    counts.push(await multiplyAdds(model, networks[name].imageShape));
    model.dispose();
  }
  return counts;
}

test('the networks have the known numbers of multiply-adds', async () => {
  await startEngine({ engine: hostEngines[0] });
  const names = Object.keys(known) as NetworkName[];
  expect(await countsOf(names)).toEqual(names.map((name) => known[name]));
});

test('every engine counts the same, whatever it composes a convolution of', async () => {
  for (const engine of hostEngines) {
    await startEngine({ engine });
    expect(await countsOf(['resnet-32']), engine).toEqual([known['resnet-32']]);
  }
});

test('a training step counts three times the forward pass, two operations a multiply-add', () => {
  expect(operationsPerImage({ task: 'inference' }, 100)).toBe(200);
  expect(operationsPerImage({ task: 'training' }, 100)).toBe(600);
});
