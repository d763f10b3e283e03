import { describe, expect, it } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { createSchedule, type ScheduleConfig } from '../../lib/optimization/index.js';

const length = { totalIterations: 2000, iterationsPerEpoch: 10 };

/** The rate at the first iteration of each epoch. */
const atEpochs = (config: ScheduleConfig, epochs: number[]) =>
  epochs.map((e) => createSchedule(config)(e * 10, length));
const exact = { relative: 1e-12, absolute: 1e-15 };

describe('createSchedule', () => {
  it('keeps a constant rate', () => {
    expect(atEpochs({ name: 'constant', from: 0.3 }, [0, 7, 199])).toEqual([0.3, 0.3, 0.3]);
  });

  it('steps down every so many epochs', () => {
    const rates = atEpochs({ name: 'step', from: 1, every: 30, factor: 0.5 }, [0, 29, 30, 59, 60]);
    expect(rates).toBeAllclose([1, 1, 0.5, 0.5, 0.25], exact);
  });

  it("gives LDAM-DRW's schedule: warm-up lr·(e+1)/5, ×0.01 after 160 epochs, ×0.0001 after 180", () => {
    const config: ScheduleConfig = {
      name: 'multistep',
      from: 0.1,
      milestones: [
        { after: 160, factor: 0.01 },
        { after: 180, factor: 0.0001 },
      ],
      warmUp: { epochs: 5, per: 'epoch' },
    };
    const rates = atEpochs(config, [0, 1, 4, 5, 159, 160, 179, 180, 199]);
    expect(rates).toBeAllclose([0.02, 0.04, 0.1, 0.1, 0.1, 1e-3, 1e-3, 1e-5, 1e-5], exact);
    const schedule = createSchedule(config);
    expect([schedule(9, length), schedule(1599, length), schedule(1600, length)]).toBeAllclose(
      [0.02, 0.1, 1e-3],
      exact,
    );
  });

  it('counts milestones in iterations on request', () => {
    const schedule = createSchedule({
      name: 'multistep',
      from: 1,
      milestones: [{ after: 15, factor: 0.1 }],
      unit: 'iteration',
    });
    expect([14, 15].map((i) => schedule(i, length))).toBeAllclose([1, 0.1], exact);
  });

  it("falls along PyTorch's CosineAnnealingLR, by iteration or by epoch", () => {
    const config = { name: 'cosine', from: 0.1, to: 0.01 } as const;
    const formula = (t: number, total: number) => 0.01 + (0.09 * (1 + Math.cos((Math.PI * t) / total))) / 2;
    const byIteration = createSchedule(config);
    const byEpoch = createSchedule({ ...config, per: 'epoch' });
    for (const i of [0, 1, 999, 1000, 1999]) {
      expect(byIteration(i, length)).toBeAllclose(formula(i, 2000), exact);
      expect(byEpoch(i, length)).toBeAllclose(formula(Math.floor(i / 10), 200), exact);
    }
    // torch.optim.lr_scheduler.CosineAnnealingLR(lr=0.1, T_max=4, eta_min=0): the closed form at t = 0 … 3.
    const short = createSchedule({ name: 'cosine', from: 0.1 });
    const rates = [0, 1, 2, 3].map((t) => short(t, { totalIterations: 4, iterationsPerEpoch: 1 }));
    expect(rates).toBeAllclose([0.1, 0.08535533905932738, 0.05, 0.014644660940672627], exact);
  });

  it('spans what a warm-up leaves of the run with a cosine', () => {
    const schedule = createSchedule({ name: 'cosine', from: 0.2, warmUp: { iterations: 800, from: 0.1 } });
    const whole = createSchedule({ name: 'cosine', from: 0.2 });
    expect(schedule(0, length)).toBeAllclose(0.1 + 0.1 / 800, exact);
    expect(schedule(399, length)).toBeAllclose(0.15, exact);
    expect(schedule(799, length)).toBeAllclose(0.2, exact);
    for (const i of [0, 1, 1199]) {
      expect(schedule(800 + i, length)).toBe(whole(i, { totalIterations: 1200, iterationsPerEpoch: 10 }));
    }
    const byEpoch = createSchedule({ name: 'cosine', from: 0.2, per: 'epoch', warmUp: { epochs: 5, per: 'epoch' } });
    expect([0, 49].map((i) => byEpoch(i, length))).toBeAllclose([0.04, 0.2], exact);
    expect(byEpoch(1999, length)).toBeAllclose(0.1 * (1 + Math.cos((Math.PI * 194) / 195)), exact);
  });

  it.each([
    [{ name: 'cosin', from: 0.1 }],
    [{ name: 'cosine' }],
    [{ name: 'cosine', from: -1 }],
    [{ name: 'cosine', from: 0.1, until: 5 }],
    [{ name: 'step', from: 0.1, every: 0 }],
    [{ name: 'multistep', from: 0.1, milestones: [] }],
    [
      {
        name: 'multistep',
        from: 0.1,
        milestones: [
          { after: 9, factor: 1 },
          { after: 9, factor: 2 },
        ],
      },
    ],
    [{ name: 'constant', from: 0.1, warmUp: {} }],
    [{ name: 'constant', from: 0.1, warmUp: { epochs: 1, iterations: 9 } }],
    [{ name: 'constant', from: 0.1, warmUp: { epochs: 0.5, per: 'epoch' } }],
  ])('refuses %o', (config) => {
    expect(() => createSchedule(config as ScheduleConfig)).toThrow(InputError);
  });
});
