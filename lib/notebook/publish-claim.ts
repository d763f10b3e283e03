import type { Reproduction } from '../experiment/index.js';
import { display } from './display.js';
import { escapeHtml } from './html.js';
import { requireKey } from './metric-key.js';
import { mimeTypes } from './mime-types.js';

export type ClaimVerdict = 'supported' | 'not supported' | 'undecided';

/** What stands behind a verdict, for the report. */
export interface ClaimEvidence {
  /** Page or section of the sentence. */
  source?: string;
  /** The predicate in words. */
  predicate?: string;
  /** By how much the predicate holds (positive) or fails (negative), in the unit of its metrics. */
  margin?: number;
  /** Seeds behind the verdict. */
  seeds?: number;
  /** A remark such as "one seed". */
  remark?: string;
}

/** A sentence of a paper and whether this run supports it. */
export interface PublishedClaim extends ClaimEvidence {
  /** `<paper>/<claim>`. */
  key: string;
  verdict: ClaimVerdict;
  /** The claim in words. */
  sentence: string;
  /** Share of bootstrap samples in which the claim holds, 0 to 1; null when it was not resampled. */
  support: number | null;
  reproduction: Reproduction;
  /** Hash of everything that decides the verdict. */
  configuration: string | null;
}

export interface ClaimOptions extends ClaimEvidence {
  /** The claim in words; required, for a verdict without its sentence tells nobody anything. */
  sentence: string;
  /** Share of bootstrap samples in which the claim holds, 0 to 1; default null. */
  support?: number | null;
  /** How close this run is to the paper's protocol; default 'full-protocol'. */
  reproduction?: Reproduction;
  /** Hash of the configuration, kept for the reader and not compared; default null. */
  configuration?: string | null;
}

const marks: Record<ClaimVerdict, string> = { supported: '✓', 'not supported': '✗', undecided: '?' };

/**
 * Publishes the verdict on a claim under its key and shows it as a line.
 *
 * @throws InputError when the key is malformed.
 */
export function publishClaim(key: string, verdict: ClaimVerdict, options: ClaimOptions): void {
  const { sentence, support = null, reproduction = 'full-protocol', configuration = null, ...evidence } = options;
  requireKey(key);
  const claim: PublishedClaim = { key, verdict, sentence, support, reproduction, configuration, ...evidence };
  const share = support === null ? '' : `; holds in ${(100 * support).toFixed(0)} % of the bootstrap samples`;
  const text = `${marks[verdict]} ${sentence} (${verdict}${share}; ${reproduction.replace('-', ' ')})`;
  display({
    [mimeTypes.claim]: claim,
    [mimeTypes.html]: `<div style="font-size:90%"><code>${escapeHtml(key)}</code> ${escapeHtml(text)}</div>`,
    [mimeTypes.text]: `${key} ${text}`,
  });
}
