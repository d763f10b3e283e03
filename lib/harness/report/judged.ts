import { type AcceptedMetric, compareWithPaper, type PaperVerdict } from '../compare/index.js';
import type { ReportedMetric } from './model.js';

/**
 * Whether a value may be expected to equal the printed one and was compared with it. Values on other data and simulated
 * ones are shown beside the print, but to count a match among them would count an accident.
 */
export function isJudged({
  reproduction,
  paper,
}: Pick<ReportedMetric, 'reproduction'> & { paper: { verdict: string } }): boolean {
  const compared = paper.verdict === 'match' || paper.verdict === 'near' || paper.verdict === 'deviates';
  return compared && (reproduction === 'full-protocol' || reproduction === 'shortened');
}

/** How an accepted value compares with the printed one; null where it need not equal it, or nothing is printed. */
export function verdictOfAccepted(key: string, accepted: AcceptedMetric): PaperVerdict | null {
  const paper = compareWithPaper({ key, ...accepted });
  return isJudged({ ...accepted, paper }) ? paper.verdict : null;
}
