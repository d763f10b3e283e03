/** How MiSLAS's claims compare rows at a column. */
import { type Claim, exceeds, type Predicate } from '../../lib/harness/compare/index.js';
import { accuracyKey, errorKey, overconfidenceKey } from './keys.js';

export interface Source {
  /** Without its full stop. */
  sentence: string;
  source: string;
}

/** A sentence of the paper at one column; `here` says which part of it the predicate is about. */
export function claim(
  key: string,
  column: string,
  { sentence, source }: Source,
  here: string[],
  predicate: Predicate,
): Claim {
  const place = column.replace(/_acc$/, '');
  return {
    key: `mislas/${key}/${place}`,
    sentence: `${sentence} (here: ${[...here, place].join(', ')}).`,
    source,
    predicate,
  };
}

/** The first row has the higher accuracy, and the lower calibration error. */
export function better(item: string, column: string, [first, second]: [string, string], about: Source): Claim[] {
  return [
    claim(
      `${item}/${first}-more-accurate-than-${second}`,
      column,
      about,
      [`accuracy of ${first} and ${second}`],
      exceeds(accuracyKey(item, first, column), accuracyKey(item, second, column)),
    ),
    calibratedBetter(item, column, [first, second], about),
  ];
}

export function calibratedBetter(
  item: string,
  column: string,
  [first, second]: [string, string],
  about: Source,
): Claim {
  return claim(
    `${item}/${first}-calibrated-better-than-${second}`,
    column,
    about,
    [`calibration error of ${first} and ${second}`],
    exceeds(errorKey(item, second, column), errorKey(item, first, column)),
  );
}

/** The row is over-confident: it has more confidence than accuracy. */
export function claimsTooMuch(item: string, column: string, row: string, about: Source): Claim {
  return claim(
    `${item}/${row}-over-confident`,
    column,
    about,
    [`confidence and accuracy of ${row}`],
    exceeds(overconfidenceKey(item, row, column), 0),
  );
}
