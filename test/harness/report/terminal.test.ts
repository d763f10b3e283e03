import { describe, expect, it } from 'vitest';
import { renderTerminal, wantsColour } from '../../../lib/harness/report/index.js';
import { metric } from '../compare/invented-results.js';
import { failing, invented, inventedReport, passing } from './invented-report.js';

describe('renderTerminal', () => {
  it('is short when all is well', () => {
    expect(renderTerminal(passing(), { colour: false })).toMatchInlineSnapshot(`
      "Reproduction, tier quick
      native on Test CPU (AVX2, 2 threads) · commit 0123456 · 2026-03-04 05:06 UTC

      ✓ marc/table-2  Accuracy on CIFAR-LT  1 min 15 s · 312 MB · 5 compared · paper: 1 match, 1 deviates

      Left out in tier quick
        ImageNet-LT: too large for this tier
        marc/table-2: the row LADE: not implemented

      Notebooks  1 finished, 1 min 15 s
      Gate       5 compared, 5 passed
      Paper      1 match, 0 near, 1 deviate, 1 on other data or simulated
      Claims     1 supported, 0 not supported, 0 undecided
      PASSED
      "
    `);
  });

  it('shows what failed and why', () => {
    expect(renderTerminal(failing(), { colour: false })).toMatchInlineSnapshot(`
      "Reproduction, tier quick
      native on Test CPU (AVX2, 2 threads) · commit 0123456 · 2026-03-04 05:06 UTC

      ✗ marc/table-2  Accuracy on CIFAR-LT  1 min 15 s · 312 MB · 4 compared · 3 failed · paper: 1 deviates
          regression      marc/T2/MARC/c10_if100  80.10 ± 0.10 (baseline 85.23, printed 85.30)
            -5.133 pp against the baseline 85.23%, where this engine must reproduce every bit.
          missing         marc/T2/Softmax/c10_if100  – (baseline 72.13, printed 78.70)
            The run did not publish this metric.
      ✗ marc/figure-1  Margins  1 min 15 s · 312 MB · 0 compared
          error in cell 4: InputError: no bank
            | await loadBank();
          notebook failed: The notebook stopped with an error.
          nothing compared: Not one published value has an accepted one to compare with.

      Claims that are not supported, or changed
        not supported MARC exceeds Softmax. marc/T2/best · holds in 0%
          regression: The claim was supported and is now not supported.

      Left out in tier quick
        ImageNet-LT: too large for this tier
        marc/table-2: the row LADE: not implemented
        marc/figure-1: the row LADE: not implemented

      Notebooks  1 finished, 1 failed, 2 min 30 s
      Gate       4 compared, 2 passed, 3 failed, 2 problems
      Paper      0 match, 0 near, 1 deviate, 1 on other data or simulated
      Claims     0 supported, 1 not supported, 0 undecided
      FAILED
      "
    `);
  });

  it('lists everything when asked', () => {
    const text = renderTerminal(passing(), { colour: false, verbose: true });
    for (const part of ['other data', 'stale record (1234567)', 'MARC exceeds Softmax', 'paper: match'])
      expect(text).toContain(part);
  });

  it('does not bury a regression under metrics without a baseline', () => {
    const fresh = Array.from({ length: 30 }, (_, i) => metric([i], { key: `marc/T2/row/${i}` }));
    const text = renderTerminal(inventedReport(invented({ metrics: [...fresh, metric([1])] })), { colour: false });
    expect(text).toContain('… 22 more: no baseline');
    expect(text).toMatch(/regression +marc\/T2\/MARC/);
  });

  it('says that a number is simulated wherever it stands', () => {
    const simulated = metric([70], { reproduction: 'simulated' });
    expect(renderTerminal(inventedReport(invented({ metrics: [simulated] })), { colour: false })).toContain(
      '70.00 simulated',
    );
  });

  it('lets no control sequence of a notebook through', () => {
    const report = inventedReport(invented({ title: 'a\u001b[2Jb\u001b]0;c\u0007d', status: 'failed' }));
    const plain = renderTerminal(report, { colour: false });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(renderTerminal(report, { colour: true })).toContain('\u001b[31m✗\u001b[0m');
  });
});

describe('wantsColour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ CI: 'true' }, true, false],
  ])('%j, terminal %s: %s', (environment, isTerminal, expected) =>
    expect(wantsColour(environment, isTerminal)).toBe(expected),
  );
});
