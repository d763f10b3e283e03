/** The sentences of the UniMix and Bayias paper that its tables support, as predicates over published metrics. */

import { type Claim, exceeds } from '../../lib/harness/compare/index.js';

/** @param rows the rows of Table 4 that have a value in this column; what a claim says of others is left out. */
export function claimsOfTable4(column: string, rows: string[]): Claim[] {
  const accuracy = (row: string) => `unimix/T4/${row}/${column}`;
  const measured = (names: string[]) => names.filter((row) => rows.includes(row));
  const calibrationError = (row: string) => `unimix/T4/${row}/${column}_ece`;

  /** Each of `better` is more accurate than each of `worse`. */
  const over = (better: string[], worse: string[], { sentence, source }: { sentence: string; source: string }) =>
    measured(better).flatMap((winner) =>
      measured(worse).map((loser) => ({
        key: `unimix/T4/${winner}-over-${loser}/${column}`,
        sentence: `${sentence} (here: ${winner} and ${loser}, ${column}).`,
        source,
        predicate: exceeds(accuracy(winner), accuracy(loser)),
      })),
    );
  /** Each of `better` has a smaller ECE than each of `worse`. */
  const calibratedBetter = (better: string[], worse: string[], sentence: string) =>
    measured(better).flatMap((winner) =>
      measured(worse).map((loser) => ({
        key: `unimix/T4/${winner}-calibrated-better-than-${loser}/${column}`,
        sentence: `${sentence} (here: ${winner} and ${loser}, ${column}).`,
        source: 'section 4.2 and Table 2',
        predicate: exceeds(calibrationError(loser), calibrationError(winner)),
      })),
    );

  return [
    ...over(['UniMix+CE', 'None+Bayias'], ['None+CE'], {
      sentence: 'Both UniMix and Bayias turn out to be effective in long-tailed scenarios',
      source: 'section 4.4',
    }),
    ...over(
      ['UniMix+Bayias'],
      rows.filter((row) => row !== 'UniMix+Bayias' && !row.startsWith('UniMix-released')),
      {
        sentence: 'With calibration ensured, the proposed method achieves state-of-the-art results',
        source: 'section 4.4',
      },
    ),
    ...over(['None+LDAM'], ['mixup+LDAM', 'Remix+LDAM'], {
      sentence: 'LDAM is counterproductive to mixup and its extensions',
      source: 'caption of Table 4',
    }),
    ...calibratedBetter(
      ['UniMix+CE', 'None+Bayias'],
      ['None+CE', 'mixup+CE', 'Remix+CE'],
      'Either of the proposed methods generally outperforms previous methods in calibration',
    ),
    ...calibratedBetter(
      ['UniMix+Bayias'],
      ['UniMix+CE', 'None+Bayias'],
      'Their combination enables better classification calibration with smaller ECE',
    ),
  ];
}
