import { beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import { evaluate } from './evaluate.js';

const batch = {
  logits: [
    [1, 2, 3],
    [0.5, -0.5, 0],
    [0, 0, 0],
    [-2, 4, 1],
  ],
  labels: [0, 1, 2, 2],
  counts: [100, 10, 1],
  shares: [1, 1, 1, 1],
  inputs: {},
};

/** Value and gradient of the regulariser alone, in float64, checked by finite differences. */
const golden = [
  {
    lambda: 0.1,
    value: -0.8354803065689846,
    gradient: [
      [-0.5159522321576044, 0.0189979569005576, 0.015226153867572485],
      [0.23348316454413154, -0.08853064192315005, 0.0007580655635844473],
      [0.14161469782274544, 0.0025710938780539234, -0.003746438918397535],
      [0.019165465240308575, 0.1403769693032868, -0.0024438686357098147],
    ],
  },
  {
    lambda: 0.01,
    value: -1.031030657371341,
    gradient: [
      [-0.4618468199640091, 0.01132073377129495, 0.008088366669381454],
      [0.26629975589593685, -0.08916082677315093, 0.0004026960643528464],
      [0.1615189666248758, 0.0015320947113844885, -0.004101808417629136],
      [0.021859215096262558, 0.08364953691715712, -0.0034098630878596657],
    ],
  },
];

beforeAll(async () => {
  await startEngine();
});

it.each(golden)('adds α times the golden regulariser to balanced softmax, λ = $lambda', async ({ lambda, ...reg }) => {
  const whole = await evaluate('lade', { alpha: 1, lambda }, batch);
  const balanced = await evaluate('balanced-softmax', {}, batch);
  expect(whole.value - balanced.value).toBeAllclose(reg.value, { relative: 1e-5 });
  const difference = Array.from(whole.gradients.logits!, (value, place) => value - balanced.gradients.logits![place]!);
  expect(difference).toBeAllclose(reg.gradient, { relative: 1e-4, absolute: 1e-6 });
});
