import { InputError } from '../../errors.js';
import type { Reproduction } from '../../experiment/index.js';
import { tInterval } from '../../statistics/index.js';
import { type PrintedCell, printedCell } from '../targets/index.js';
import { type MetricResult, seedValues } from './results.js';

/** How a reproduced value stands to the printed one; information, it never decides the exit code. */
export type PaperVerdict = 'match' | 'near' | 'deviates' | 'nothing printed' | 'not comparable';

export interface PaperComparison {
  verdict: PaperVerdict;
  printed: number | string | null;
  /** Mean minus printed, null when they could not be compared. */
  difference: number | null;
  /** Difference up to which it is a match; `near` reaches twice as far. */
  allowance: number | null;
  reproduction: Reproduction;
  /** What is known about the cell: contradictions of the paper, an uncertain transcription, why nothing compares. */
  note?: string;
  /** Where the paper itself took the row from. */
  borrowedFrom?: string;
}

/** Printed rates are compared to half a percentage point, other numbers to one per cent of themselves. */
export const paperTolerance = { percentagePoints: 0.5, relative: 0.01 } as const;

/**
 * The paper column: a match when |mean - printed| <= max(0.5 pp, t·s/√n), the second term being the 95 % interval of the
 * mean and taken from three seeds on (with two it would forgive anything); near within twice that; else it deviates.
 */
export function compareWithPaper(metric: MetricResult): PaperComparison {
  const { reproduction } = metric;
  let cell: PrintedCell | null;
  try {
    cell = printedCell(metric.key);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...nothing('not comparable', null, reproduction), note: error.message };
  }
  const printed = cell?.value ?? null;
  const known = { note: cell?.note, borrowedFrom: cell?.borrowedFrom };
  if (printed === null) return { ...nothing('nothing printed', null, reproduction), ...known };

  const unit = cell?.unit ?? metric.unit;
  const obstacle =
    typeof printed === 'string'
      ? 'The paper prints text.'
      : unit !== metric.unit
        ? `The paper prints ${unit}, the run "${metric.unit}".`
        : Number.isFinite(metric.value)
          ? undefined
          : 'The reproduced value is not finite.';
  if (obstacle !== undefined || typeof printed === 'string') {
    const note = [known.note, obstacle].filter(Boolean).join(' ');
    return { ...nothing('not comparable', printed, reproduction), ...known, note };
  }

  const difference = metric.value - printed;
  const floor = unit === '%' ? paperTolerance.percentagePoints : paperTolerance.relative * Math.abs(printed);
  const halfWidth = metric.seeds.length >= 3 ? tInterval(seedValues(metric)).halfWidth : 0;
  const allowance = Math.max(floor, halfWidth);
  // Printed decimals are not exact in binary: 51.3 - 50.8 must still be half a point.
  const distance = Math.abs(difference) - 1e-9;
  const verdict = distance <= allowance ? 'match' : distance <= 2 * allowance ? 'near' : 'deviates';
  return { verdict, printed, difference, allowance, reproduction, ...known };
}

function nothing(verdict: PaperVerdict, printed: number | string | null, reproduction: Reproduction): PaperComparison {
  return { verdict, printed, difference: null, allowance: null, reproduction };
}
