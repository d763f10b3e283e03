import { describe, expect, it } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { gateNotebook, type MetricResult } from '../../../lib/harness/compare/index.js';
import { baseline, metric, results } from './invented-results.js';

/** Gates one metric against another under a hand-written tolerance, or by default. */
function verdictOf(
  run: number[],
  accepted: number[],
  tolerance?: { absolute?: number; relative?: number },
  change = {},
) {
  const tolerances = tolerance ? [{ pattern: '*', note: 'test', ...tolerance }] : [];
  const report = gateNotebook(results([metric(run, change)]), baseline([metric(accepted, change)], { tolerances }));
  return { ...report.metrics[0]!, reportPassed: report.passed };
}

describe('values on the native engine without a tolerance', () => {
  it('match when every bit agrees', () => {
    expect(verdictOf([80.1, 80.2], [80.1, 80.2])).toMatchObject({ verdict: 'match', passed: true, reportPassed: true });
  });

  it('fail on the last bit', () => {
    expect(verdictOf([80.1 + 2e-14], [80.1])).toMatchObject({ verdict: 'improvement', passed: false });
    expect(verdictOf([80.1 - 2e-14], [80.1])).toMatchObject({ verdict: 'regression', reportPassed: false });
  });

  it('fail when the mean agrees and the seeds do not', () => {
    expect(verdictOf([80, 82], [79, 83])).toMatchObject({ verdict: 'deviation', passed: false });
  });

  it('fail inside the noise of the seeds, which the bits do not have', () => {
    expect(verdictOf([80, 82, 84.1], [80, 82, 84])).toMatchObject({ passed: false, allowance: 0 });
  });
});

describe('values of engines whose bits do not compare', () => {
  const run = (value: number, unit = '%') => {
    const one = (v: number) => metric([v], { unit });
    const report = gateNotebook(results([one(value)], { engineClass: 'wasm' }), baseline([one(unit === '%' ? 80 : 8)]));
    return report.metrics[0]!;
  };

  it('may differ by two percentage points', () => {
    expect(run(81.9).verdict).toBe('match');
    expect(run(77.9).verdict).toBe('regression');
  });

  it('may differ by five per cent of the baseline in other units', () => {
    expect(run(8.3, '').verdict).toBe('match');
    expect(run(8.5, '').passed).toBe(false);
  });
});

describe('many metrics of another engine', () => {
  const shifted = (count: number, engineClass: string) => {
    const keys = Array.from({ length: count }, (_, i) => `marc/F1/logit/class-${i}`);
    const seeded = (values: number[]) => keys.map((key) => metric(values, { key, unit: '' }));
    const run = seeded([13.9, 14, 14.1]);
    return gateNotebook(
      results(run, { engineClass }),
      baseline(seeded([10, 10.9, 11.8]), { tolerances: [{ pattern: '*', absolute: 0.1, note: 'test' }] }),
    );
  };

  it('are each held to a level divided by their number', () => {
    expect(shifted(1, 'wasm').metrics[0]!.passed).toBe(false);
    expect(shifted(100, 'wasm').metrics[0]!.verdict).toBe('not significant');
    expect(shifted(100, 'native').metrics[0]!.passed).toBe(false);
  });
});

describe('a claim on another engine', () => {
  const gated = (before: 'supported' | 'not supported' | 'undecided', now: typeof before, engineClass: string) => {
    const [key, sentence] = ['marc/F1/claim', 'It holds.'];
    const run = results([metric([80])], { engineClass, claims: [{ key, verdict: now, sentence }] });
    return gateNotebook(run, baseline([metric([80])], { claims: { [key]: { verdict: before, sentence } } })).claims[0]!;
  };

  it('may become undecided, or stop being so, but not flip', () => {
    expect(gated('supported', 'undecided', 'wasm')).toMatchObject({ verdict: 'not significant', passed: true });
    expect(gated('undecided', 'not supported', 'wasm').passed).toBe(true);
    expect(gated('supported', 'not supported', 'wasm')).toMatchObject({ verdict: 'regression', passed: false });
    expect(gated('supported', 'undecided', 'native').passed).toBe(false);
  });
});

describe('a hand-written tolerance', () => {
  it('allows the largest of absolute, relative, and three standard deviations of the baseline', () => {
    expect(verdictOf([80.5], [80], { absolute: 0.5 })).toMatchObject({ verdict: 'match', allowance: 0.5 });
    expect(verdictOf([80.5], [80], { absolute: 0.1, relative: 0.01 })).toMatchObject({
      verdict: 'match',
      allowance: 0.8,
    });
    const noisy = verdictOf([82.9, 82.9, 82.9], [79, 80, 81], { absolute: 0.1 });
    expect(noisy).toMatchObject({ verdict: 'match', allowance: 3 });
  });

  it('takes the magnitude of a negative baseline', () => {
    expect(verdictOf([-10.4], [-10], { relative: 0.05 }).verdict).toBe('match');
  });

  it('fails by the sign with fewer than three seeds', () => {
    expect(verdictOf([81], [80], { absolute: 0.5 })).toMatchObject({ verdict: 'improvement', passed: false });
    expect(verdictOf([79], [80], { absolute: 0.5 })).toMatchObject({ verdict: 'regression', passed: false });
    expect(verdictOf([79], [80], { absolute: 0.5 }).reason).toMatch(/too few seeds/);
  });

  it('fails when the difference is large and significant', () => {
    const seeds = { absolute: 0.5 };
    expect(verdictOf([78, 78.1, 78.2], [80, 80.1, 80.2], seeds)).toMatchObject({
      verdict: 'regression',
      passed: false,
    });
    expect(verdictOf([82, 82.1, 82.2], [80, 80.1, 80.2], seeds)).toMatchObject({
      verdict: 'improvement',
      passed: false,
    });
  });

  it('passes under its own name when the difference is large but the seeds scatter', () => {
    const scattered = verdictOf([70, 80, 87], [80, 80.1, 80.2], { absolute: 0.5 });
    expect(scattered).toMatchObject({ verdict: 'not significant', passed: true });
    expect(scattered.reason).toMatch(/not significant \(one-sided t test, p = 0\.\d+\)/);
  });

  it('counts a lower error as an improvement, and an unknown direction as neither', () => {
    const error = { key: 'logit-adjustment/T2/ERM/c10' };
    expect(verdictOf([26], [27], { absolute: 0.1 }, error).verdict).toBe('improvement');
    expect(verdictOf([28], [27], { absolute: 0.1 }, error).verdict).toBe('regression');
    const count = { key: 'marc/T6/MARC/n_params', unit: '' };
    expect(verdictOf([21], [20], { absolute: 0.1 }, count).verdict).toBe('deviation');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('of %s is refused', (absolute) => {
    expect(() => verdictOf([10], [80], { absolute })).toThrow(InputError);
  });
});

describe('what a comparison could overlook', () => {
  const sound = metric([80]);
  const other = metric([70], { key: 'marc/T2/Softmax/c10_if100' });
  const gate = (metrics: MetricResult[], accepted: MetricResult[]) =>
    gateNotebook(results(metrics), baseline(accepted));
  const find = (report: ReturnType<typeof gate>, key = other.key) => report.metrics.find((entry) => entry.key === key);

  it('a metric of the baseline that the run lacks', () => {
    const report = gate([sound], [sound, other]);
    expect(find(report)).toMatchObject({ verdict: 'missing', passed: false, run: null, baseline: 70 });
    expect(report.passed).toBe(false);
  });

  it('a metric without a baseline', () => {
    expect(find(gate([sound, other], [sound]))).toMatchObject({ verdict: 'no baseline', passed: false });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('a value of %s', (value) => {
    expect(find(gate([{ ...other, value }], [other]))).toMatchObject({ verdict: 'not finite', passed: false });
    const seeds = [{ seed: 0, value }];
    expect(find(gate([{ ...other, seeds }], [other]))).toMatchObject({ verdict: 'not finite', passed: false });
  });

  it('a fresh mean over stale seeds', () => {
    expect(find(gate([{ ...other, value: 75 }], [other]))).toMatchObject({ verdict: 'inconsistent', passed: false });
  });

  it('one seed counted twice', () => {
    const seeds = [0, 0, 0].map((seed) => ({ seed, value: 70 }));
    expect(find(gate([{ ...other, seeds }], [other]))).toMatchObject({ verdict: 'inconsistent', passed: false });
  });

  it('a metric published twice', () => {
    expect(find(gate([other, other], [other]))).toMatchObject({ verdict: 'published twice', passed: false });
  });

  it.each(['decade', null])('values of another configuration (%s)', (configuration) => {
    const report = gate([{ ...other, configuration }], [other]);
    expect(find(report)).toMatchObject({ verdict: 'other configuration', passed: false });
    expect(report.compared).toBe(0);
  });

  it('a fraction against a percentage', () => {
    expect(find(gate([{ ...other, unit: '' }], [other]))).toMatchObject({ verdict: 'other unit', passed: false });
  });

  it('that there is nothing to compare', () => {
    expect(gate([], [])).toMatchObject({ passed: false, compared: 0, problems: [{ verdict: 'nothing compared' }] });
    expect(gateNotebook(results([sound]), null)).toMatchObject({ passed: false, compared: 0 });
  });

  it('that the notebook failed after publishing everything', () => {
    const report = gateNotebook(results([sound], { status: 'failed' }), baseline([sound]));
    expect(report).toMatchObject({ passed: false, compared: 1, problems: [{ verdict: 'notebook failed' }] });
  });

  it('that a notebook with accepted values was skipped', () => {
    const skipped = results([], { status: 'skipped' });
    expect(gateNotebook(skipped, baseline([sound]))).toMatchObject({
      passed: false,
      problems: [{ verdict: 'not run' }],
    });
    expect(gateNotebook(skipped, null)).toMatchObject({ passed: true, compared: 0 });
  });

  it('the baseline of another tier or notebook', () => {
    const report = gateNotebook(results([sound]), baseline([sound], { tier: 'paper' }));
    expect(report.passed).toBe(false);
    expect(report.problems.map(({ verdict }) => verdict)).toContain('other baseline');
  });

  it('a tolerance whose pattern is misspelt', () => {
    const tolerances = [{ pattern: 'mark/*', absolute: 1, note: '' }];
    expect(gateNotebook(results([sound]), baseline([sound], { tolerances })).unusedTolerances).toEqual(['mark/*']);
  });
});

describe('claims', () => {
  const sentence = 'It holds.';
  const gate = (
    now?: 'supported' | 'not supported' | 'undecided',
    before?: 'supported' | 'not supported' | 'undecided',
  ) =>
    gateNotebook(
      results([], { claims: now ? [{ key: 'c', verdict: now, sentence }] : [] }),
      baseline([], { claims: before ? { c: { verdict: before, sentence } } : {} }),
    );

  it.each([
    ['supported', 'supported', 'match', true],
    ['not supported', 'not supported', 'match', true],
    ['not supported', 'supported', 'regression', false],
    ['undecided', 'supported', 'regression', false],
    ['supported', 'not supported', 'improvement', false],
    ['not supported', 'undecided', 'deviation', false],
    ['supported', undefined, 'no baseline', false],
    [undefined, 'supported', 'missing', false],
  ] as const)('%s, accepted as %s: %s', (now, before, verdict, passed) => {
    const report = gate(now, before);
    expect(report.claims[0]).toMatchObject({ verdict, passed });
    expect(report.passed).toBe(passed);
  });
});
