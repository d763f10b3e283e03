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
