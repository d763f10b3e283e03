/** The sentences of the logit adjustment paper that its tables and figures support, as predicates over published metrics. */

import {
  type Claim,
  decreasesAlong,
  doesNotDecreaseAlong,
  equals,
  exceeds,
  exceedsSome,
  increasesAlong,
} from '../../lib/harness/compare/index.js';

const exact = { within: 1e-9 };

/** A smaller difference counts as none. What is exact differs by rounding alone. */
const noticeable = 1e-3;

/** Ψ⁻¹(0) at inverse temperatures γ: which losses have it at π. */
export function claimsOfFigure6({ gammas, prior }: { gammas: readonly number[]; prior: number }): Claim[] {
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
        predicate: exceeds(`${bias}/gamma-${gammas[0]}`, noticeable),
      },
      {
        key: `logit-adjustment/F6/${loss}-becomes-consistent`,
        sentence: `They become so in the limit γ → ∞ (here: ${loss}, |Ψ⁻¹(0) − π| at γ = ${gammas.at(-1)}).`,
        source: 'appendix B.1, last remark',
        predicate: equals(`${bias}/gamma-${gammas.at(-1)}`, 0, { within: noticeable }),
      },
    ];
  });
  const inadmissible = ['Weight-and-margin', 'Linear-margin'].map((loss) => ({
    key: `logit-adjustment/F6/${loss}-is-inadmissible`,
    sentence: `Naive applications of the margin modification or weighting are inadmissible (here: ${loss}).`,
    source: 'appendix B.1',
    predicate: exceeds(`logit-adjustment/F6/${loss}/bias-at-zero/gamma-${gammas[0]}`, noticeable),
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

/** Both directions of the theorem: of losses that are consistent, and of those that are not. */
export function claimsOfTheorem2(
  { admissible, inadmissible }: Record<'admissible' | 'inadmissible', readonly string[]>,
  gamma: number,
): Claim[] {
  const ratio = (loss: string, reading: string) => `logit-adjustment/F6/${loss}/ratio-${reading}/gamma-${gamma}`;
  const fulfilled = admissible.flatMap((loss) =>
    (['logistic', 'printed'] as const).map((reading) => ({
      key: `logit-adjustment/F6/${loss}-fulfils-theorem-2-${reading}/gamma-${gamma}`,
      sentence:
        `The loss is Fisher consistent if and only if ω₊ σ(γ δ₊) / (ω₋ σ(γ δ₋)) = (1 − π) / π ` +
        `(here: ${loss}, γ = ${gamma}, σ ${reading === 'printed' ? 'as printed, 1 / (1 + e^z)' : 'the logistic function'}).`,
      source: 'Theorem 2 and Lemma 3',
      predicate: equals(ratio(loss, reading), `logit-adjustment/F6/wanted-ratio`, exact),
    })),
  );
  const violated = inadmissible.map((loss) => ({
    key: `logit-adjustment/F6/${loss}-violates-theorem-2/gamma-${gamma}`,
    sentence:
      `The loss is Fisher consistent if and only if ω₊ σ(γ δ₊) / (ω₋ σ(γ δ₋)) = (1 − π) / π ` +
      `(here: ${loss}, which is not, γ = ${gamma}, σ the logistic function).`,
    source: 'Theorem 2 and Lemma 3',
    predicate: exceeds(`logit-adjustment/F6/${loss}/ratio-distance/gamma-${gamma}`, noticeable),
  }));
  return [...fulfilled, ...violated];
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

/** The figure does not say how near comparable is. */
const comparable = 5;

/** @param column a column of the tables or figures that are trained. */
export function claimsOfFigure1(column: string, classCount: number): Claim[] {
  return [
    {
      key: `logit-adjustment/F1/norms-follow-frequency/${column}`,
      sentence: `Under momentum, the norms are strongly correlated with class frequency (${column}).`,
      source: 'caption of Figure 1',
      predicate: decreasesAlong(classKeys(`logit-adjustment/F1/SGD/${column}`, classCount)),
    },
    {
      key: `logit-adjustment/F1/norms-under-Adam-do-not/${column}`,
      sentence: `With Adam, the norms are anti-correlated or independent of the class frequency (${column}).`,
      source: 'caption of Figure 1',
      predicate: doesNotDecreaseAlong(classKeys(`logit-adjustment/F1/Adam/${column}`, classCount)),
    },
    {
      key: `logit-adjustment/F1/errors-are-comparable/${column}`,
      sentence: `Both optimisers yield comparable balanced error (${column}, within ${comparable} percentage points).`,
      source: 'caption of Figure 1',
      predicate: equals(`logit-adjustment/F1/SGD/${column}_error`, `logit-adjustment/F1/Adam/${column}_error`, {
        within: comparable,
      }),
    },
  ];
}

const classKeys = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}/class-${k}`);

/** Rows of Table 2 that train with another loss than the logit-adjusted one, but for deferred re-weighting. */
const lossModifications = ['Class-balanced', 'Adaptive', 'LDAM', 'Equalised', 'Equalised-by-prior'];

/** Rows of Table 2 that are the paper's own, with τ = 1. */
const adjustments = ['Logit-adjustment-post-hoc', 'Logit-adjustment-loss', 'Logit-adjustment-plus-adaptive-loss'];

const outperforms = 'Our proposed logit adjustment techniques consistently outperform existing methods';

export function claimsOfTable2(column: string): Claim[] {
  const error = (row: string) => `logit-adjustment/T2/${row}/${column}`;
  const below = (better: string, worse: string, sentence: string): Claim => ({
    key: `logit-adjustment/T2/${better}-below-${worse}/${column}`,
    sentence: `${sentence} (here: ${better} and ${worse}, ${column}).`,
    source: 'section 6.2',
    predicate: exceeds(error(worse), error(better)),
  });
  return [
    below('Logit-adjustment-post-hoc', 'ERM', outperforms),
    below(
      'Logit-adjustment-post-hoc',
      'Weight-normalisation-tau=1',
      'Weight normalisation with τ = 1 is generally improved significantly by post-hoc logit adjustment',
    ),
    below('Logit-adjustment-loss', 'ERM', outperforms),
    below('Logit-adjustment-loss', 'Weight-normalisation-tau=best', outperforms),
    ...lossModifications.map((row) =>
      below(
        'Logit-adjustment-loss',
        row,
        'Loss correction techniques are generally outperformed by our logit adjusted softmax cross-entropy',
      ),
    ),
    {
      key: `logit-adjustment/T2/some-adjustment-below-Adaptive+DRW/${column}`,
      sentence: `Deferred re-weighting is consistently outperformed by suitable variants of logit adjustment (here: by at least one of the three with τ = 1, ${column}).`,
      source: 'section 6.2',
      predicate: exceedsSome(error('Adaptive+DRW'), adjustments.map(error)),
    },
    below(
      'Logit-adjustment-loss',
      'Logit-adjustment-post-hoc',
      'There is a slight advantage to the loss function version',
    ),
  ];
}

/** Of Figure 3, or with the step profile of Figure 9. */
export function claimsOfSweep(figure: 'F3' | 'F9', column: string): Claim[] {
  const error = (method: string, tau: string) => `logit-adjustment/${figure}/${method}/${column}_tau=${tau}`;
  const adjusted = (tau: string) => error('Logit-adjustment-post-hoc', tau);
  const normalised = (tau: string) => error('Weight-normalisation', tau);
  const chosen = `logit-adjustment/T2/Logit-adjustment-post-hoc-tau=chosen/${column}`;
  const tuned = {
    key: `logit-adjustment/${figure}/adjustment-below-normalisation/${column}`,
    sentence:
      figure === 'F3'
        ? `Post-hoc logit adjustment consistently outperforms weight normalisation (here: each at its best τ, ${column}).`
        : `Logit adjustment outperforms weight normalisation with suitable tuning (${column}).`,
    source: `caption of Figure ${figure.slice(1)}`,
    predicate: exceeds(normalised('best'), adjusted('best')),
  };
  if (figure === 'F9') return [tuned];
  return [
    tuned,
    {
      key: `logit-adjustment/F3/without-scaling-below-best-normalisation/${column}`,
      sentence: `Even without any scaling, post-hoc logit adjustment generally offers superior performance to the best result from weight normalisation (${column}).`,
      source: 'section 6.2',
      predicate: exceeds(normalised('best'), adjusted('1')),
    },
    {
      key: `logit-adjustment/F3/chosen-scaling-below-best-normalisation/${column}`,
      sentence: `With τ chosen on the training set, the resulting balanced test error is superior to that of weight normalisation for any τ (${column}).`,
      source: 'section 6.2, on CIFAR-10-LT',
      predicate: exceeds(normalised('best'), chosen),
    },
    {
      // The best τ of the sweep cannot do worse than τ = 1, which is one of them.
      key: `logit-adjustment/F3/scaling-improves-further/${column}`,
      sentence: `With scaling, this is further improved (here: with τ chosen on the training set, ${column}).`,
      source: 'section 6.2',
      predicate: exceeds(adjusted('1'), chosen),
    },
  ];
}

/** Rows of Figures 4 and 8 beside that of the logit-adjusted loss. */
const comparedLosses = ['ERM', 'Adaptive', 'Equalised', 'Equalised-by-prior'];

export function claimsOfFigure4(column: string): Claim[] {
  const error = (row: string, group: string) => `logit-adjustment/F4/${row}/${column}_${group}`;
  const gains = ['medium', 'few'].flatMap((group) =>
    comparedLosses.map((row) => ({
      key: `logit-adjustment/F4/below-${row}-on-${group}/${column}`,
      sentence: `Logit adjustment shows consistent gains over the “Medium” and “Few” groups (here: against ${row}, ${group}, ${column}).`,
      source: 'section 6.2',
      predicate: exceeds(error(row, group), error('Logit-adjustment-loss', group)),
    })),
  );
  return [
    ...gains,
    {
      key: `logit-adjustment/F4/expense-on-many/${column}`,
      sentence: `This comes at some expense in “Many” group performance (here: against ERM, ${column}).`,
      source: 'section 6.2',
      predicate: exceeds(error('Logit-adjustment-loss', 'many'), error('ERM', 'many')),
    },
  ];
}

export function claimsOfFigure8(column: string, groupCount: number): Claim[] {
  const errors = (row: string) => classKeys(`logit-adjustment/F8/${row}/${column}`, groupCount);
  return [
    {
      key: `logit-adjustment/F8/ERM-is-biased/${column}`,
      sentence: `ERM displays a strong bias towards dominant classes (${column}).`,
      source: 'caption of Figure 8',
      predicate: increasesAlong(errors('ERM')),
    },
    ...[...comparedLosses, 'Logit-adjustment-loss'].map((row) => ({
      key: `logit-adjustment/F8/${row}-errs-less-on-dominant-classes/${column}`,
      sentence: `As expected, dominant classes generally see a lower error rate with all methods (here: ${row}, more pairs in this order than against it, ${column}).`,
      source: 'appendix D.2',
      predicate: increasesAlong(errors(row), { atLeast: 0 }),
    })),
    {
      key: `logit-adjustment/F8/gain-on-rarest/${column}`,
      sentence: `The logit adjusted loss is seen to systematically improve performance over ERM, particularly on rare classes (here: the rarest, ${column}).`,
      source: 'appendix D.2',
      predicate: exceeds(errors('ERM').at(-1)!, errors('Logit-adjustment-loss').at(-1)!),
    },
  ];
}

export function claimsOfTable4(column: string): Claim[] {
  const error = (row: string) => `logit-adjustment/T4/${row}/${column}`;
  const edges = ['Logit-adjustment-loss', 'Logit-adjustment-post-hoc'].map((row) => ({
    key: `logit-adjustment/T4/Weight-normalisation-below-${row}/${column}`,
    sentence: `On CIFAR-100-LT, weight normalisation edges out logit adjustment, with τ = 1 (here: ${row}, ${column}).`,
    source: 'caption of Table 4 and appendix D.3',
    predicate: exceeds(error(row), error('Weight-normalisation-tau=1')),
  }));
  return [
    ...(column.startsWith('c100') ? edges : []),
    {
      key: `logit-adjustment/T4/tuned-below-Weight-normalisation/${column}`,
      sentence: `However, with τ > 1, logit adjustment is again found to be superior (here: at the best τ above 1, ${column}).`,
      source: 'appendix D.3',
      predicate: exceeds(error('Weight-normalisation-tau=1'), error('Logit-adjustment-tuned')),
    },
  ];
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
        sentence: `Any weight normalisation is seen to hamper performance (here: ${method}, its error along τ).`,
        source: 'section 6.1',
        predicate: increasesAlong(taus.map((tau) => at(method, tau))),
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
      sentence: `${row} is ${isConsistent ? '' : 'not '}consistent for the balanced error (here: two classes, π = ${prior}${isConsistent ? '' : '; it asks for more than π'}).`,
      source: 'Table 1, with eq. 8, section 4.2 and Theorem 2',
      predicate: isConsistent ? equals(threshold, prior, exact) : exceeds(threshold, prior, { by: noticeable }),
    };
  });
}
