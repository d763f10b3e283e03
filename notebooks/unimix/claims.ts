/** The sentences of the UniMix and Bayias paper that its tables and figures support, as predicates over published metrics. */

import {
  type Claim,
  closerToUniform,
  equals,
  exceeds,
  increasesAlong,
  nearer,
  type Predicate,
} from '../../lib/harness/compare/index.js';
import { printedRows } from '../../lib/harness/targets/index.js';

/** One sentence about pairs of rows, a claim each: `better` and `worse` name rows, `compared` says how they are compared. */
function pairwise(
  { item, name, column }: { item: string; name: string; column: string },
  [better, worse]: [string[], string[]],
  { sentence, source }: { sentence: string; source: string },
  compared: (better: string, worse: string) => Predicate,
): Claim[] {
  return better.flatMap((winner) =>
    worse.map((loser) => ({
      key: `unimix/${item}/${winner}-${name}-${loser}/${column}`,
      sentence: `${sentence} (here: ${winner} and ${loser}, ${column}).`,
      source,
      predicate: compared(winner, loser),
    })),
  );
}

const ours = 'UniMix+Bayias';

export function claimsOfTable1(column: string): Claim[] {
  const accuracy = (row: string) => `unimix/T1/${row}/${column}`;
  const others = printedRows('unimix', 'T1').filter((row) => row !== ours);
  return pairwise(
    { item: 'T1', name: 'over', column },
    [[ours], others],
    {
      sentence: 'Our proposed method achieves state-of-the-art results against others on each ρ',
      source: 'section 4.2',
    },
    (winner, loser) => exceeds(accuracy(winner), accuracy(loser)),
  );
}

/** @param columns of one data set, by growing imbalance factor; the claim needs several. */
export function claimOfGains(dataset: string, columns: string[]): Claim {
  return {
    key: `unimix/T1/gains-grow-with-imbalance/${dataset}`,
    sentence: `The performance gains improve as ρ gets increased (here: over ERM, ${dataset}).`,
    source: 'section 4.2',
    predicate: increasesAlong(columns.map((column) => `unimix/T1/gain-over-ERM/${column}`)),
  };
}

export function claimsOfTable2(column: string): Claim[] {
  return ['ece', 'mce'].flatMap((error) => {
    const of = (row: string) => `unimix/T2/${row}/${column}_${error}`;
    const smaller = (winner: string, loser: string) => exceeds(of(loser), of(winner));
    const place = { item: 'T2', name: 'calibrated-better-than', column: `${column}_${error}` };
    const source = 'section 4.2 and Table 2';
    return [
      ...pairwise(
        place,
        [
          ['UniMix', 'Bayias'],
          ['ERM', 'mixup', 'Remix', 'LDAM+DRW'],
        ],
        { sentence: 'Either of the proposed methods generally outperforms previous methods in calibration', source },
        smaller,
      ),
      ...pairwise(
        place,
        [[ours], ['UniMix', 'Bayias']],
        { sentence: 'Their combination enables better classification calibration with smaller ECE and MCE', source },
        smaller,
      ),
      ...pairwise(
        place,
        [[ours], ['ERM', 'mixup', 'Remix', 'LDAM+DRW']],
        {
          sentence: 'The combination of UniMix and Bayias achieves the best performance',
          source: 'caption of Table 2',
        },
        smaller,
      ),
      ...pairwise(
        { ...place, name: 'calibrated-as' },
        [['mixup', 'Remix'], ['ERM']],
        {
          sentence:
            'mixup and Remix have negligible contributions to model calibration: less than half of what Bayias contributes',
          source,
        },
        (row, baseline) => nearer(of(row), { to: of(baseline), than: of('Bayias') }),
      ),
      ...pairwise(
        { ...place, name: 'calibrated-worse-than' },
        [['LDAM+DRW'], ['ERM']],
        { sentence: 'LDAM is even worse calibrated compared with the baseline', source },
        (row, baseline) => exceeds(of(row), of(baseline)),
      ),
    ];
  });
}

export function claimsOfTable4(column: string): Claim[] {
  const accuracy = (row: string) => `unimix/T4/${row}/${column}`;
  const place = { item: 'T4', name: 'over', column };
  const more = (winner: string, loser: string) => exceeds(accuracy(winner), accuracy(loser));
  const others = printedRows('unimix', 'T4').filter((row) => row !== ours);
  return [
    ...pairwise(
      place,
      [['UniMix+CE', 'None+Bayias'], ['None+CE']],
      { sentence: 'Both UniMix and Bayias turn out to be effective in long-tailed scenarios', source: 'section 4.4' },
      more,
    ),
    ...pairwise(
      place,
      [[ours], others],
      {
        sentence: 'With calibration ensured, the proposed method achieves state-of-the-art results',
        source: 'section 4.4',
      },
      more,
    ),
    ...pairwise(
      place,
      [['None+LDAM'], ['mixup+LDAM', 'Remix+LDAM']],
      { sentence: 'LDAM is counterproductive to mixup and its extensions', source: 'caption of Table 4' },
      more,
    ),
  ];
}

export function claimsOfFigure1(column: string): Claim[] {
  const metric = (row: string, name: string) => `unimix/F1/${row}/${column}_${name}`;
  const overconfident = ['mixup', 'Remix'].map((row) => ({
    key: `unimix/F1/${row}-overconfident/${column}`,
    sentence: `Both mixup and its extensions tend to be overconfident in LT scenarios (here: ${row}, ${column}).`,
    source: 'caption of Figure 1',
    predicate: exceeds(metric(row, 'overconfidence'), 0),
  }));
  const distance = (row: string) => metric(row, 'distance');
  const closer = (winner: string, loser: string) => exceeds(distance(loser), distance(winner));
  const place = { item: 'F1', name: 'closer-to-the-diagonal-than', column };
  const source = 'caption of Figure 1';
  return [
    ...overconfident,
    ...pairwise(
      place,
      [['UniMix', 'Bayias'], ['ERM']],
      { sentence: 'Either of the proposed methods trains the same classifier more calibrated', source },
      closer,
    ),
    ...pairwise(
      { ...place, name: 'more-accurate-than' },
      [['UniMix', 'Bayias'], ['ERM']],
      { sentence: 'Either of the proposed methods does so without loss of accuracy', source },
      (row, baseline) => exceeds(metric(row, 'accuracy'), metric(baseline, 'accuracy')),
    ),
    ...pairwise(
      place,
      [[ours], ['ERM', 'mixup', 'Remix', 'UniMix', 'Bayias']],
      { sentence: 'Their combination achieves the best calibration', source },
      closer,
    ),
    ...pairwise(
      { ...place, name: 'as-far-from-the-diagonal-as' },
      [['mixup'], ['ERM']],
      {
        sentence: 'mixup seldom contributes to calibration: less than half of what Bayias contributes',
        source: 'section 2',
      },
      (row, baseline) => nearer(distance(row), { to: distance(baseline), than: distance('Bayias') }),
    ),
  ];
}

/** The classes of the curve `name` of Figure 2, from head to tail. */
const classKeys = (name: string, classCount: number) =>
  Array.from({ length: classCount }, (_, k) => `unimix/F2/${name}/class-${k + 1}`);

export function claimsOfFigure2(classCount: number): Claim[] {
  const classes = (name: string) => classKeys(name, classCount);
  const even = (name: string, other: string, sentence: string): Claim => ({
    key: `unimix/F2/${name}-more-uniform-than-${other}`,
    sentence,
    source: 'caption of Figure 2',
    predicate: closerToUniform(classes(name), classes(other)),
  });
  return [
    {
      key: 'unimix/F2/mixup-keeps-the-long-tail',
      sentence: 'After mixup the samples follow the same long-tailed distribution as the original data set.',
      source: 'Corollary 1',
      predicate: equals('unimix/F2/mixup/distance-from-theory', 0, { within: 0.01 }),
    },
    {
      key: 'unimix/F2/middle-majority-over-the-head',
      sentence:
        'With the UniMix factor they follow a middle-majority distribution (the mode lies behind the first class).',
      source: 'Corollary 2',
      predicate: exceeds('unimix/F2/unimix-factor/mode', 1),
    },
    {
      key: 'unimix/F2/middle-majority-over-the-first-third',
      sentence:
        'With the UniMix factor they follow a middle-majority distribution (the middle third of the classes has more than the first).',
      source: 'Corollary 2',
      predicate: exceeds('unimix/F2/unimix-factor/middle-third', 'unimix/F2/unimix-factor/first-third'),
    },
    {
      key: 'unimix/F2/factor-leaves-the-tail',
      sentence: 'With the UniMix factor most samples are still ξ-Aug for the head or middle (the first two thirds).',
      source: 'section 3.1',
      predicate: exceeds('unimix/F2/unimix-factor/first-two-thirds', 50),
    },
    {
      key: 'unimix/F2/tail-majority',
      sentence: 'With factor and sampler they follow a tail-majority distribution.',
      source: 'Corollary 3',
      predicate: increasesAlong(classes('unimix')),
    },
    even('unimix-factor', 'original', 'The UniMix factor ξ* alleviates the imbalance.'),
    even('unimix', 'original', 'The full pipeline (τ = −1) constructs a more uniform distributed dataset.'),
    even('unimix', 'unimix-factor', 'The full pipeline (τ = −1) is more uniform than ξ* alone.'),
    {
      key: 'unimix/F2/full-pipeline-uniform-over-all-pairs',
      sentence:
        'The full pipeline (τ = −1) constructs a more uniform distributed dataset (here: over all pairs, and not those alone that eq. 10 counts).',
      source: 'caption of Figure 2',
      predicate: closerToUniform(classes('all-pairs-tau=-1'), classes('original')),
    },
    {
      key: 'unimix/F2/mostly-tail',
      sentence:
        'The virtual sample is mainly a ξ-Aug sample of the tail composite with x_i from the head (here: the rarer class is the second).',
      source: 'section 3.1',
      predicate: exceeds('unimix/F2/all-pairs-tau=-1/rarer-second', 50),
    },
  ];
}

/**
 * The sentences of Figure 3 that depend on what the text leaves open.
 *
 * @param choice ends the keys of its distances; empty for the figure as it is drawn.
 */
function claimsOfChoice(choice: string): Claim[] {
  const distance = (training: string) => `unimix/F3/${training}/distance${choice && `-${choice}`}`;
  const here = choice && ` (here: ${choice.replaceAll('-', ' ')})`;
  return [
    {
      key: `unimix/F3/mixup-no-better${choice && `/${choice}`}`,
      sentence: `mixup results in no better result than the original one${here}.`,
      source: 'section 4.1',
      predicate: exceeds(distance('mixup'), distance('imbalanced')),
    },
    {
      key: `unimix/F3/unimix-close-to-the-ideal${choice && `/${choice}`}`,
      sentence: `With UniMix the boundary gets close to the ideal one: nearer to that of balanced points than of imbalanced ones${here}.`,
      source: 'section 4.1',
      predicate: nearer(distance('unimix'), { to: distance('balanced'), than: distance('imbalanced') }),
    },
  ];
}

export function claimsOfFigure3(): Claim[] {
  const distance = (training: string) => `unimix/F3/${training}/distance`;
  const farther = (key: string, sentence: string, far: string, near: string): Claim => ({
    key: `unimix/F3/${key}`,
    sentence,
    source: 'section 4.1',
    predicate: exceeds(distance(far), distance(near)),
  });
  return [
    {
      key: 'unimix/F3/balanced-near-the-ideal',
      sentence: 'The SVM reaches an approximate ideal boundary on balanced datasets (within a tenth of the radius).',
      source: 'section 4.1',
      predicate: equals(distance('balanced'), 0, { within: 0.1 }),
    },
    farther(
      'imbalanced-deviates',
      'The SVM severely deviates from y = −x in the imbalanced dataset (more than on the balanced one).',
      'imbalanced',
      'balanced',
    ),
    farther(
      'unimix-better-than-imbalanced',
      'After adopting UniMix, the boundary shows much better results than the original imbalanced dataset.',
      'imbalanced',
      'unimix',
    ),
    ...['', 'between-discs', 'twice-as-many'].flatMap(claimsOfChoice),
  ];
}

/** @param dataset `c10`, `c100` or another, as columns begin. */
export function claimsOfFigure4(dataset: string): Claim[] {
  const best: Record<string, { tau: number; sentence: string }> = {
    c10: { tau: -1, sentence: 'τ = −1 is possibly ideal' },
    c100: { tau: 0, sentence: 'τ = 0 achieves the best result' },
  };
  const ideal = best[dataset];
  if (ideal === undefined) return [];
  return [
    {
      key: `unimix/F4/best-tau/${dataset}`,
      sentence: `${ideal.sentence} (${dataset}).`,
      source: 'section 4.4',
      predicate: equals(`unimix/F4/UniMix/best_tau_${dataset}`, ideal.tau),
    },
  ];
}

export function claimsOfFigure5(column: string): Claim[] {
  const metric = (row: string, name: string) => `unimix/F5/${row}/${column}_${name}`;
  const others = ['ERM', 'Remix', 'LDAM+DRW', 'CDT'];
  const source = 'section 4.4 and Figure 5';
  return [
    {
      key: `unimix/F5/ERM-takes-tail-for-head/${column}`,
      sentence: `Vanilla ERM simplifies tail instances as head labels: most of its errors are for a commoner class (${column}).`,
      source,
      predicate: exceeds(metric('ERM', 'errors-for-commoner'), 50),
    },
    ...pairwise(
      { item: 'F5', name: 'errs-less-than', column },
      [others.slice(1), ['ERM']],
      { sentence: 'The misclassification cases become smaller compared with ERM', source },
      (row, baseline) => exceeds(metric(baseline, 'error'), metric(row, 'error')),
    ),
    ...pairwise(
      { item: 'F5', name: 'errs-more-evenly-than', column },
      [others.slice(1), ['ERM']],
      { sentence: 'The misclassification cases become more balanced distributed compared with ERM', source },
      (row, baseline) => exceeds(metric(baseline, 'one-sidedness'), metric(row, 'one-sidedness')),
    ),
    ...pairwise(
      { item: 'F5', name: 'errs-more-evenly-than', column },
      [[ours], others],
      {
        sentence:
          'With our method the non-diagonal elements are more uniformly distributed throughout the matrix: over both triangles',
        source,
      },
      (row, other) => exceeds(metric(other, 'one-sidedness'), metric(row, 'one-sidedness')),
    ),
    ...pairwise(
      { item: 'F5', name: 'better-on-the-tail-than', column },
      [[ours], others],
      { sentence: 'Our method exhibits satisfactory generalization on the tail', source },
      (row, other) => exceeds(metric(row, 'few'), metric(other, 'few')),
    ),
  ];
}
