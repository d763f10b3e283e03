import { checkCount } from '../check-number.js';
import { powersOfShares } from '../data/index.js';
import type { RandomStream } from '../random/index.js';
import { distribution } from './mixed-class-density.js';
import { classOfMixed, type PairMixing, pairDraw } from './mixed-pairs.js';

/** To which classes mixed samples contribute, each a share of all pairs by class [C]. */
export interface MixedClasses {
  /** By Definition 1: sample by sample the class with the larger share ξ. */
  samples: number[];
  /** Pair by pair the rarer class, which the UniMix factor favours on average (for α < 1). */
  rarer: number[];
  /** The same of those pairs only whose first class is the rarer: what eq. 8 and 10 count. */
  rarerFirst: number[];
}

export interface SimulateMixedClassesOptions {
  draws: number;
  stream: RandomStream;
}

/** Counts mixed samples by class, by drawing them. @throws InputError for a class whose prior is not positive. */
export function simulateMixedClasses(
  prior: readonly number[],
  mixing: PairMixing,
  { draws, stream }: SimulateMixedClassesOptions,
): MixedClasses {
  checkCount('The number of draws', draws);
  const none = () => new Array<number>(prior.length).fill(0);
  const counts: MixedClasses = { samples: none(), rarer: none(), rarerFirst: none() };
  const next = pairDraw(prior, mixing, stream);
  for (let draw = 0; draw < draws; draw++) {
    const pair = next();
    const { first, second } = pair;
    counts.samples[classOfMixed(pair)]!++;
    counts.rarer[prior[first]! < prior[second]! ? first : second]!++;
    if (prior[first]! < prior[second]!) counts.rarerFirst[first]!++;
  }
  const shares = (list: number[]) => list.map((count) => count / draws);
  return { samples: shares(counts.samples), rarer: shares(counts.rarer), rarerFirst: shares(counts.rarerFirst) };
}

/**
 * The exact shares that `simulateMixedClasses` estimates pair by pair.
 *
 * @param tau τ of the sampler of the second class (eq. 9).
 */
export function rarerClassShares(
  prior: readonly number[],
  { tau }: { tau: number },
): Pick<MixedClasses, 'rarer' | 'rarerFirst'> {
  const second = distribution(powersOfShares(prior, tau));
  const sumWhere = (shares: readonly number[], counts: (other: number) => boolean) =>
    shares.reduce((sum, share, k) => (counts(prior[k]!) ? sum + share : sum), 0);
  const rarerFirst = prior.map((own) => own * sumWhere(second, (other) => other > own));
  // Of two classes of one size the second counts, whichever it is.
  const rarerSecond = prior.map((own, k) => second[k]! * sumWhere(prior, (other) => other >= own));
  return { rarer: rarerFirst.map((share, k) => share + rarerSecond[k]!), rarerFirst };
}
