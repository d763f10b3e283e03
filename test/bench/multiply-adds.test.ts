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
};

for (const engine of hostEngines)
  test(`the networks have the known numbers of multiply-adds, counted on ${engine}`, async () => {
    await startEngine({ engine });
    for (const [name, count] of Object.entries(known) as [NetworkName, number][]) {
      const model = networks[name].create();
      expect(await multiplyAdds(model, networks[name].imageShape), name).toBe(count);
      model.dispose();
    }
  });

test('a training step counts three times the forward pass, two operations a multiply-add', () => {
  expect(operationsPerImage({ task: 'inference' }, 100)).toBe(200);
  expect(operationsPerImage({ task: 'training' }, 100)).toBe(600);
});
