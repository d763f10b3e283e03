/** The sentences of the logit adjustment paper that its tables and figures support, as predicates over published metrics. */

import { type Claim, decreasesAlong, equals, exceeds, increasesAlong } from '../../lib/harness/compare/index.js';

const exact = { within: 1e-9 };

/** Of the losses' links at the inverse temperatures γ of the figure, and of their zeros at more of them. */
export function claimsOfFigure5({ gammas, prior }: { gammas: readonly number[]; prior: number }): Claim[] {
  const atZero = (loss: string, gamma: number) => `logit-adjustment/F6/${loss}/prior-at-zero/gamma-${gamma}`;
  const consistent = ['Balanced', 'Unequal-margin'].flatMap((loss) =>
    gammas.map((gamma) => ({
      key: `logit-adjustment/F6/${loss}-is-consistent/gamma-${gamma}`,
      sentence: `The property Ψ⁻¹(0) = π holds for the balanced loss and for unequal margins with any γ > 0 (here: ${loss}, γ = ${gamma}).`,
      source: 'appendix B.2',
      predicate: equals(atZero(loss, gamma), prior, exact),
    })),
  );
  const inTheLimit = ['Balanced+odds-margin', 'Balanced+inverse-odds-margin'].flatMap((loss) => {
    const bias = `logit-adjustment/F6/${loss}/bias-at-zero`;
    return [
      {
        key: `logit-adjustment/F6/${loss}-is-not-consistent`,
        sentence: `Weights with unequal margins that do not depend on γ are not consistent for finite γ (here: ${loss}, γ = ${gammas[0]}).`,
        source: 'appendix B.1, last remark',
        predicate: exceeds(`${bias}/gamma-${gammas[0]}`, 1e-3),
      },
      {
        key: `logit-adjustment/F6/${loss}-becomes-consistent`,
        sentence: `They become so in the limit γ → ∞ (here: ${loss}, |Ψ⁻¹(0) − π| along growing γ).`,
        source: 'appendix B.1, last remark',
        predicate: decreasesAlong(gammas.map((gamma) => `${bias}/gamma-${gamma}`)),
      },
    ];
  });
  const inadmissible = ['Weight-and-margin', 'Linear-margin'].map((loss) => ({
    key: `logit-adjustment/F6/${loss}-is-inadmissible`,
    sentence: `Naive applications of the margin modification or weighting are inadmissible (here: ${loss}).`,
    source: 'appendix B.1',
    predicate: exceeds(`logit-adjustment/F6/${loss}/bias-at-zero/gamma-${gammas[0]}`, 1e-3),
  }));
  return [...consistent, ...inTheLimit, ...inadmissible];
}

/** Ψ has an inverse: what Lemma 4 says of every member of the family. */
export function claimsOfLinks(losses: readonly string[], gamma: number, probabilities: readonly number[]): Claim[] {
  return losses.map((loss) => ({
    key: `logit-adjustment/F5/${loss}-is-proper-composite/gamma-${gamma}`,
    sentence: `The losses are proper composite: their link is invertible (here: ${loss}, γ = ${gamma}).`,
    source: 'Lemma 4',
    predicate: increasesAlong(
      probabilities.map((p) => `logit-adjustment/F5/${loss}/gamma-${gamma}/p-${p}`),
      { atLeast: 0.999 },
    ),
  }));
}

export function claimsOfTheorem2(losses: readonly string[], gamma: number): Claim[] {
  const ratio = (loss: string, reading: string) => `logit-adjustment/F6/${loss}/ratio-${reading}/gamma-${gamma}`;
  return losses.flatMap((loss) =>
    (['logistic', 'printed'] as const).map((reading) => ({
      key: `logit-adjustment/F6/${loss}-fulfils-theorem-2-${reading}/gamma-${gamma}`,
      sentence:
        `The loss is Fisher consistent if and only if ω₊ σ(γ δ₊) / (ω₋ σ(γ δ₋)) = (1 − π) / π ` +
        `(here: ${loss}, γ = ${gamma}, σ ${reading === 'printed' ? 'as printed, 1 / (1 + e^z)' : 'the logistic function'}).`,
      source: 'Theorem 2 and Lemma 3',
      predicate: equals(ratio(loss, reading), `logit-adjustment/F6/wanted-ratio`, exact),
    })),
  );
}

export function claimsOfFigure7(gammas: readonly number[]): Claim[] {
  const distance = (loss: string, gamma: number) => `logit-adjustment/F7/${loss}/distance/gamma-${gamma}`;
  return gammas.flatMap((gamma) => [
    {
      key: `logit-adjustment/F7/margins-leave-the-risk/gamma-${gamma}`,
      sentence: `Simply applying unequal margins does not affect the underlying conditional Bayes risk compared to the standard log-loss (γ = ${gamma}).`,
      source: 'appendix B.2',
      predicate: equals(`logit-adjustment/F7/Unequal-margin/distance-from-log-loss/gamma-${gamma}`, 0, exact),
    },
    ...['Balanced', 'Balanced+odds-margin', 'Balanced+inverse-odds-margin'].map((loss) => ({
      key: `logit-adjustment/F7/${loss}-is-closer/gamma-${gamma}`,
      sentence: `Either balancing the loss or applying a combination of weighting and margin modification results in a closer approximation to the conditional Bayes risk curve for the cost-sensitive loss with cost π (here: ${loss}, γ = ${gamma}).`,
      source: 'appendix B.2',
      predicate: exceeds(distance('Unequal-margin', gamma), distance(loss, gamma)),
    })),
  ]);
}

/** Methods of the simulated studies, from the standard loss to the one that is consistent. */
const simulatedLosses = ['ERM', 'Adaptive', 'Equalised', 'Logit-adjusted'];
const othersThanLogitAdjusted = simulatedLosses.slice(0, -1);

/** How near to the Bayes error a method counts as close to it, in percentage points. */
const close = 0.5;

export function claimsOfFigure2(taus: readonly number[]): Claim[] {
  const error = (method: string) => `logit-adjustment/F2/${method}/balanced-error`;
  const offset = (method: string) => `logit-adjustment/F2/${method}/offset`;
  const least = (method: string) => `logit-adjustment/F2/${method}/least-balanced-error`;
  const at = (method: string, tau: number) => `logit-adjustment/F2/${method}/tau-${tau}`;
  const treatments = ['divided', 'kept', 'dropped'].map((bias) => `Weight-normalisation-bias-${bias}`);
  return [
    {
      key: 'logit-adjustment/F2/loss-is-close-to-Bayes',
      sentence: `The logit adjusted margin loss attains a balanced error close to that of the Bayes-optimal (within ${close} percentage points).`,
      source: 'section 6.1',
      predicate: equals(error('Logit-adjusted'), error('Bayes'), { within: close }),
    },
    ...othersThanLogitAdjusted.flatMap((method) => [
      {
        key: `logit-adjustment/F2/loss-is-better-than-${method}`,
        sentence: `Our claim of the logit adjusted margin loss being consistent for the balanced error, unlike other approaches (here: its error is below that of ${method}).`,
        source: 'section 6.1',
        predicate: exceeds(error(method), error('Logit-adjusted')),
      },
      {
        key: `logit-adjustment/F2/separator-is-nearer-to-Bayes-than-${method}`,
        sentence: `Its learned separator closely matches the Bayes-optimal one, which passes through the origin (here: it passes nearer than that of ${method}).`,
        source: 'section 6.1',
        predicate: exceeds(offset(method), offset('Logit-adjusted')),
      },
    ]),
    {
      key: 'logit-adjustment/F2/post-hoc-matches-Bayes',
      sentence: `Post-hoc logit adjustment matches the Bayes performance with suitable scaling (within ${close} percentage points).`,
      source: 'caption of Figure 2',
      predicate: equals(least('Logit-adjustment-post-hoc'), error('Bayes'), { within: close }),
    },
    {
      key: 'logit-adjustment/F2/loss-equals-post-hoc',
      sentence:
        'One can equivalently view learning with this loss as learning a standard scorer, and post-hoc adjusting its logits (the same predictions, since the objective is convex here).',
      source: 'section 5.1',
      predicate: equals(at('Logit-adjustment-post-hoc', 1), error('Logit-adjusted'), exact),
    },
    ...treatments.flatMap((method) => [
      {
        key: `logit-adjustment/F2/${method}-fails`,
        sentence: `Any weight normalisation fails to match the Bayes performance (here: ${method} at its best τ, by more than ${close} percentage points).`,
        source: 'caption of Figure 2',
        predicate: exceeds(least(method), error('Bayes'), { by: close }),
      },
      {
        key: `logit-adjustment/F2/${method}-hampers`,
        sentence: `Any weight normalisation is seen to hamper performance (here: ${method} at τ = ${taus.at(-1)} against none).`,
        source: 'section 6.1',
        predicate: exceeds(at(method, taus.at(-1)!), at(method, taus[0]!)),
      },
    ]),
  ];
}

export function claimsOfFigure10(priors: readonly number[]): Claim[] {
  const error = (method: string, prior: number) => `logit-adjustment/F10/${method}/prior-${prior}`;
  return [
    ...priors.flatMap((prior) => [
      {
        key: `logit-adjustment/F10/loss-is-close-to-Bayes/prior-${prior}`,
        sentence: `The logit adjusted margin loss attains a balanced error close to that of the Bayes-optimal (here: P(y = +1) = ${prior}, within ${close} percentage points).`,
        source: 'appendix D.4, which matches section 6.1',
        predicate: equals(error('Logit-adjusted', prior), error('Bayes', prior), { within: close }),
      },
      ...othersThanLogitAdjusted.map((worse, i) => ({
        key: `logit-adjustment/F10/${worse}-above-${simulatedLosses[i + 1]}/prior-${prior}`,
        sentence: `We generally find a consistent trend in the relative performance of the various methods (here: ${worse} errs more than ${simulatedLosses[i + 1]}, P(y = +1) = ${prior}).`,
        source: 'appendix D.4',
        predicate: exceeds(error(worse, prior), error(simulatedLosses[i + 1]!, prior)),
      })),
    ]),
    ...othersThanLogitAdjusted.map((method) => ({
      key: `logit-adjustment/F10/${method}-becomes-equitable`,
      sentence: `As P(y = +1) increases, all methods become equitable in terms of performance (here: the distance of ${method} from the logit-adjusted loss falls).`,
      source: 'appendix D.4',
      predicate: decreasesAlong(priors.map((prior) => `logit-adjustment/F10/${method}-distance/prior-${prior}`)),
    })),
  ];
}

/** Table 1: which procedures ask, of an ideal model, whether the positive class is more likely than its share. */
export function claimsOfTable1(consistent: Record<string, boolean>, prior: number): Claim[] {
  return Object.entries(consistent).map(([row, isConsistent]) => {
    const threshold = `logit-adjustment/T1/${row}/threshold-prior-${prior}`;
    return {
      key: `logit-adjustment/T1/${row}-${isConsistent ? 'is' : 'is-not'}-consistent/prior-${prior}`,
      sentence: `${row} is ${isConsistent ? '' : 'not '}consistent for the balanced error (here: two classes, π = ${prior}).`,
      source: 'Table 1 and Theorem 2',
      predicate: isConsistent
        ? equals(threshold, prior, exact)
        : exceeds(`logit-adjustment/T1/${row}/bias-prior-${prior}`, 1e-3),
    };
  });
}
