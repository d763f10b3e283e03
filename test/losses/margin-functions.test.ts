import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../lib/engine/index.js';
import {
  arcFaceFunction,
  boundaryAngle,
  classMargin,
  cosFaceFunction,
  dbmFunction,
  instanceDifficulty,
  instanceMargin,
  ldamFunction,
  type MarginFunction,
  sphereFaceFunction,
} from '../../lib/losses/index.js';
import { evaluate } from './evaluate.js';

const angles = [0.2, 0.7, 1.3, 1.9, 2.6];
const counts = [80, 20, 5];

/** ψ(θ) as a registered loss has it: a sample of one class, orthogonal or closer to the others, tells ψ by its loss. */
async function registered(name: string, options: object, label: number, other: number): Promise<number[]> {
  const scale = 2;
  const others = Math.cos(other);
  return Promise.all(
    angles.map(async (theta) => {
      const logits = [counts.map((_, k) => (k === label ? Math.cos(theta) : others))];
      const batch = { logits, labels: [label], counts, shares: [1], inputs: {} };
      const { value } = await evaluate(name, { scale, ...options }, batch);
      return others - Math.log(Math.expm1(value) / (counts.length - 1)) / scale;
    }),
  );
}

describe('the functions of the margin losses', () => {
  beforeAll(async () => void (await startEngine()));

  it.each<[string, object, MarginFunction]>([
    ['sphere-face', { margin: 3 }, sphereFaceFunction({ margin: 3 })],
    ['cos-face', { margin: 0.35 }, cosFaceFunction({ margin: 0.35 })],
    ['arc-face', { margin: 0.5 }, arcFaceFunction({ margin: 0.5 })],
    ['ldam', { margin: 0.5 }, ldamFunction({ margin: 0.5, ratio: 4 })],
    [
      'dbm',
      { margin: 0.3, tau: 0.5, instanceMargin: 'none' },
      dbmFunction({ margin: 0.3, tau: 0.5, ratio: 4, hard: false }),
    ],
    ['dbm', { margin: 0.3, instanceMargin: 'positive' }, dbmFunction({ margin: 0.3, ratio: 4, hard: true })],
  ])('%s with %o is what the registered loss computes', async (name, options, psi) => {
    expect(await registered(name, options, 1, Math.PI / 2)).toBeAllclose(angles.map(psi), { absolute: 1e-5 });
  });

  it('give DBM’s instance margin to misclassified samples alone', async () => {
    const other = 1;
    const psi = (theta: number) => dbmFunction({ margin: 0.3, ratio: 4, hard: theta > other })(theta);
    expect(await registered('dbm', { margin: 0.3 }, 1, other)).toBeAllclose(angles.map(psi), { absolute: 1e-5 });
  });
});

it('SphereFace is cos(mθ) up to π/m and falls on to 1 − 2m at π', () => {
  const psi = sphereFaceFunction({ margin: 4 });
  expect(psi(0.6)).toBeCloseTo(Math.cos(2.4), 12);
  expect(psi(Math.PI)).toBeCloseTo(-7, 12);
  const falling = Array.from({ length: 50 }, (_, i) => psi((i * Math.PI) / 49));
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
});

it('the smallest class has the largest class margin, K, and τ = 0 gives it to all', () => {
  const margins = [1, 2, 10, 100].map((ratio) => classMargin({ ratio, margin: 0.1 }));
  expect(margins).toBeAllclose([0.1, 0.05, 0.01, 0.001]);
  expect(classMargin({ ratio: 100, margin: 0.2, tau: 0 })).toBe(0.2);
});

it('a sample has no difficulty on its centre, half of it at a right angle and all opposite', () => {
  expect([0, Math.PI / 2, Math.PI].map(instanceDifficulty)).toBeAllclose([0, 0.5, 1], { absolute: 1e-15 });
  expect(instanceMargin(Math.PI, { ratio: 2 })).toBeCloseTo(classMargin({ ratio: 2 }), 15);
});

it('a margin moves the boundary of two classes by half of itself towards the centre', () => {
  expect(boundaryAngle(1.2, 0)).toBeCloseTo(0.6, 15);
  const [angle, margin] = [1.2, 0.3];
  const boundary = boundaryAngle(angle, margin);
  expect(boundary).toBeCloseTo(0.45, 15);
  expect(arcFaceFunction({ margin })(boundary)).toBeCloseTo(Math.cos(angle - boundary), 15);
});
