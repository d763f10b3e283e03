import { type ClaimOptions, publishClaim } from '../../notebook/index.js';
import { type Claim, evaluateClaims, type ValuesBySeed } from './claims.js';

/** Judges the claims whose metrics are all there, and publishes each verdict with its evidence. */
export function publishClaims(
  claims: readonly Claim[],
  values: ValuesBySeed,
  { reproduction }: Pick<ClaimOptions, 'reproduction'> = {},
): void {
  for (const { key, verdict, ...evidence } of evaluateClaims(claims, values))
    publishClaim(key, verdict, { ...evidence, reproduction });
}
