import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeJson } from '../../../lib/files.js';
import {
  acceptBaseline,
  baselinePath,
  type ClaimResult,
  inContinuousIntegration,
  readBaseline,
  readBaselines,
  writeBaseline,
} from '../../../lib/harness/compare/index.js';
import { baseline, metric, results } from './invented-results.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baselines-'));
  vi.stubEnv('CI', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const accepted = { commit: 'def', date: '2026-02-02' };
const claim = (verdict: ClaimResult['verdict']) => ({ verdict, sentence: 'It holds.', source: 'section 4' });
const one = metric([80, 81.1, 79.7]);
const two = metric([70], { key: 'marc/T2/Another/c10_if100' });

describe('baseline files', () => {
  it('come back as they were written, keys sorted', () => {
    const written = baseline([one, two], { claims: { z: claim('supported'), a: claim('undecided') } });
    const path = writeBaseline(written, { folder });
    expect(path).toBe(join(folder, 'quick/marc/table-2.json'));
    expect(readBaseline('quick', 'marc/table-2', { folder })).toEqual(written);
    const text = readFileSync(path, 'utf8');
    expect(text.indexOf(two.key)).toBeLessThan(text.indexOf(one.key));
    expect(text.indexOf('"a"')).toBeLessThan(text.indexOf('"z"'));
  });

  it('are read together for a paper', () => {
    for (const notebook of ['marc/table-6', 'marc/figure-1', 'unimix/table-4'])
      writeBaseline(baseline([one], { notebook }), { folder });
    expect(readBaselines('quick', 'marc', { folder }).map(({ notebook }) => notebook)).toEqual([
      'marc/figure-1',
      'marc/table-6',
    ]);
    expect(readBaselines('paper', 'marc', { folder })).toEqual([]);
  });

  it('are null when nothing was accepted', () => {
    expect(readBaseline('quick', 'marc/table-3', { folder })).toBeNull();
  });

  it.each(['true', '1'])('are never written when CI=%s', (value) => {
    vi.stubEnv('CI', value);
    expect(() => writeBaseline(baseline([one]), { folder })).toThrow(/CI/);
    expect(readBaseline('quick', 'marc/table-2', { folder })).toBeNull();
  });

  it('know continuous integration by its variable', () => {
    expect(inContinuousIntegration({ CI: 'true' })).toBe(true);
    expect([{}, { CI: '' }, { CI: 'false' }, { CI: '0' }].map(inContinuousIntegration)).not.toContain(true);
  });

  it.each(['../marc/table', 'marc', 'marc/../x', 'marc/a/b'])('refuse the name %s', (name) => {
    expect(() => baselinePath('quick', name, { folder })).toThrow(/name it/);
  });

  it('refuse what is not a baseline, and tolerances that would disarm the gate', () => {
    const path = baselinePath('quick', 'marc/table-2', { folder });
    writeJson(path, { notebook: 'marc/table-2' });
    expect(() => readBaseline('quick', 'marc/table-2', { folder })).toThrow(/is not a baseline/);
    writeJson(path, baseline([one], { tolerances: [{ pattern: '*', absolute: -1, note: '' }] }));
    expect(() => readBaseline('quick', 'marc/table-2', { folder })).toThrow(/not negative/);
    writeJson(path, baseline([one], { tier: 'cpu' }));
    expect(() => readBaseline('quick', 'marc/table-2', { folder })).toThrow(/cpu\/marc\/table-2/);
  });
});

describe('acceptBaseline', () => {
  it('takes new values, drops what was not published, keeps hand-written tolerances', () => {
    const tolerances = [{ pattern: '*', absolute: 0.3, note: 'by hand' }];
    const previous = baseline([two], { tolerances, claims: { old: claim('supported') } });
    const judged = { key: 'new', ...claim('undecided'), support: null };
    const next = acceptBaseline(results([one], { claims: [judged] }), previous, accepted);
    expect(next).toMatchObject({ accepted, tolerances, engineClass: 'native' });
    expect(next.claims).toEqual({ new: claim('undecided') });
    expect(next.metrics).toEqual({
      [one.key]: {
        value: one.value,
        seeds: one.seeds,
        unit: '%',
        configuration: 'c0ffee',
        reproduction: 'shortened',
      },
    });
  });

  it('leaves a baseline as it is, with its date, where nothing has changed', () => {
    const first = acceptBaseline(results([one, two]), null, accepted);
    const later = { commit: 'abc', date: '2026-03-03' };
    expect(acceptBaseline(results([one, two]), first, later)).toEqual(first);
    expect(acceptBaseline(results([one]), first, later).accepted).toEqual(later);
  });

  it.each([
    [results([one], { status: 'failed' }), /the notebook failed/],
    [results([], { status: 'skipped' }), /skipped/],
    [results([]), /neither/],
    [results([one, one]), /twice/],
    [results([{ ...one, value: Number.NaN }]), /not finite/],
    [results([{ ...one, value: 90 }]), /not the mean/],
  ])('refuses results that cannot be a truth', (broken, message) => {
    expect(() => acceptBaseline(broken, null, accepted)).toThrow(message);
  });
});
