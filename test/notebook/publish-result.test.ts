import { afterEach, describe, expect, test, vi } from 'vitest';
import type { FoundRun, PlannedResult } from '../../lib/experiment/index.js';
import { summarise } from '../../lib/notebook/publish-result.js';
import { smallTraining } from '../experiment/small-runs.js';

/** A record of the commit `own`, on features of the commit `base`. */
function run(change: Partial<FoundRun> = {}, { own = 'own', startedAt = '2026-01-01' } = {}): FoundRun {
  const record = { test: { accuracy: 0.5 }, startedAt, commit: { hash: own }, base: { commit: 'base' } };
  return { record, provenance: 'committed', file: 'record.json', ...change } as unknown as FoundRun;
}

function provenanceOf(...runs: FoundRun[]) {
  const configuration = (seed: number) => smallTraining({ seed });
  const result = { reproduction: 'shortened', configuration, runs } as unknown as PlannedResult;
  return summarise(result, ({ test }) => test.accuracy).provenance;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the provenance of a result', () => {
  test.each([
    ['committed', 'committed record'],
    ['confirmed', 'confirmed record'],
    ['stored', 'cached'],
  ] as const)('that is %s names the commit of its own code, not that of its features', (provenance, origin) => {
    expect(provenanceOf(run({ provenance }))).toEqual({ origin, commit: 'own' });
  });

  test('names the commit of the features where only these are of older code', () => {
    const onlyFeatures = run({ provenance: 'stored', staleness: 'Its stage-one features were made by other code.' });
    expect(provenanceOf(onlyFeatures)).toEqual({ origin: 'stale record', commit: 'base' });
    const all = run({ provenance: 'stale', staleness: 'Made by other code.' });
    expect(provenanceOf(all)).toEqual({ origin: 'stale record', commit: 'own' });
  });

  test('is told by the run that was not made by this reproduction', () => {
    vi.stubEnv('LONGTAIL_SINCE', '2026-02-01');
    const fresh = run({ provenance: 'stored' }, { own: 'new', startedAt: '2026-02-02' });
    const older = run({ provenance: 'stored' }, { own: 'old' });
    expect(provenanceOf(fresh, older)).toEqual({ origin: 'cached', commit: 'old' });
    expect(provenanceOf(fresh, run({ provenance: 'run' }))).toEqual({ origin: 'fresh run' });
  });
});
