/** The sentences of the DBM paper that its tables and figures support, as predicates over published metrics. */

import { type Claim, decreasesAlong, equals, exceeds, increasesAlong } from '../../lib/harness/compare/index.js';

/** Figure 1: what the boundaries of the example do. */
export function claimsOfFigure1(): Claim[] {
  const shift = (boundary: string) => `dbm/F1/${boundary}/shift`;
  return [
    {
      key: 'dbm/F1/minority-boundary-moves-more',
      sentence:
        'The minority class experiences a larger displacement in its decision boundary compared to the majority class.',
      source: 'introduction, figure 1 (2)',
      predicate: exceeds(shift('b_B'), shift('b_A')),
    },
    {
      key: 'dbm/F1/farther-sample-moves-its-boundary-more',
      sentence:
        'Given that A1 exhibits a greater angular distance from the class center compared to A2, A1 is assigned a larger instance-wise margin, leading to a more shift in b_A1 relative to b_A2.',
      source: 'introduction, figure 1 (3)',
      predicate: exceeds(shift('b_A1'), shift('b_A2')),
    },
    ...['A1', 'A2', 'B1'].map((sample) => ({
      key: `dbm/F1/higher-loss-of-${sample}`,
      sentence: `This leads to a higher loss value for difficult samples (here: ${sample}).`,
      source: 'introduction, figure 1 (3)',
      predicate: exceeds(`dbm/F1/${sample}/loss`, `dbm/F1/${sample}/loss_without_m_I`),
    })),
  ];
}

/** @param angles of the published values of ψ, in degrees. */
export function claimsOfTable1(angles: readonly number[]): Claim[] {
  const drops = (row: string) => angles.map((angle) => `dbm/T1/${row}/cosine_drop_${angle}`);
  const turns = (row: string) => angles.map((angle) => `dbm/T1/${row}/angle_shift_${angle}`);
  const constant = (name: string, sentence: string, [first, ...others]: string[]) =>
    others.map((other) => ({
      key: `dbm/T1/${name}/${other.split('_').at(-1)}`,
      sentence: `${sentence} (here: the same at ${angles[0]} and ${other.split('_').at(-1)} degrees).`,
      source: 'preliminaries, margin-based variants',
      predicate: equals(first!, other, { within: 1e-9 }),
    }));
  return [
    ...constant(
      'CosFace-on-the-cosine',
      'CosFace applies a margin to the measured cosine similarity',
      drops('CosFace'),
    ),
    ...constant('ArcFace-on-the-angle', 'ArcFace directly adjusts the angular distance', turns('ArcFace')),
    ...constant('LDAM-on-the-cosine', 'LDAM loss follows a similar formulation to CosFace', drops('LDAM-rare')),
    {
      key: 'dbm/T1/LDAM-by-class-frequency',
      sentence:
        'LDAM subtracts a margin that varies with class frequency from the cosine similarity (here: more of a rare class).',
      source: 'preliminaries, margin-based variants',
      predicate: exceeds(`dbm/T1/LDAM-rare/cosine_drop_${angles[0]}`, `dbm/T1/LDAM/cosine_drop_${angles[0]}`),
    },
    ...['SphereFace', 'CosFace', 'ArcFace', 'LDAM'].map((row) => ({
      key: `dbm/T1/${row}-without-margin-is-the-cosine`,
      sentence: `If ψ adopts no margin, i.e. ψ(θ) = cos θ, L_m is equivalent to L_CE (here: without its margin, ψ of ${row} is cos θ).`,
      source: 'preliminaries, eq. 5',
      predicate: equals(`dbm/T1/${row}/largest_change_without_margin`, 0, { within: 1e-12 }),
    })),
  ];
}

export interface Figure2Keys {
  /** m_C from the smallest class to the largest. */
  classMargins: readonly string[];
  /** m_I from θ = 0 to π, by the class's ratio ρ, the smallest class first. */
  instanceMargins: readonly (readonly string[])[];
  /** K. */
  margin: number;
}

export function claimsOfFigure2({ classMargins, instanceMargins, margin }: Figure2Keys): Claim[] {
  const [ofSmallest] = instanceMargins;
  /** A formula leaves no pair out of order. */
  const strictly = { atLeast: 0.99 };
  return [
    {
      key: 'dbm/F2/smallest-class-has-K',
      sentence: 'The least frequent class obtains the maximum margin of K.',
      source: 'class-wise margin, eq. 6',
      predicate: equals(classMargins[0]!, margin, { within: 1e-12 }),
    },
    {
      key: 'dbm/F2/class-margins-fall-with-frequency',
      sentence: 'Less frequent classes have larger class-wise margin.',
      source: 'caption of Figure 2',
      predicate: decreasesAlong(classMargins, strictly),
    },
    {
      key: 'dbm/F2/instance-margins-rise-with-difficulty',
      sentence: 'More difficult samples have larger instance-wise margin.',
      source: 'caption of Figure 2',
      predicate: increasesAlong(ofSmallest!, strictly),
    },
    {
      key: 'dbm/F2/no-margin-at-the-centre',
      sentence: 'A sample with its feature representation exactly at the class center has d_I = 0.',
      source: 'instance-wise margin, eq. 7',
      predicate: equals(ofSmallest![0]!, 0, { within: 1e-12 }),
    },
    {
      key: 'dbm/F2/whole-class-margin-opposite-to-the-centre',
      sentence: 'A sample with the feature representation at the maximum distance (θ = π) has d_I = 1.',
      source: 'instance-wise margin, eq. 7 and 8',
      predicate: equals(ofSmallest!.at(-1)!, classMargins[0]!, { within: 1e-12 }),
    },
    {
      key: 'dbm/F2/rare-and-difficult-samples-move-more',
      sentence:
        'The instance-wise margin encourages difficult and less-frequent samples to move more aggressively towards the positive class center.',
      source: 'instance-wise margin, eq. 8',
      predicate: decreasesAlong(
        instanceMargins.map((keys) => keys.at(-1)!),
        strictly,
      ),
    },
  ];
}

/** Each method of Table 2 that DBM is applied to, and its form with margins. */
const pairs: readonly [plain: string, withMargins: string][] = [
  ['CE', 'DBM-CE'],
  ['CE-DRW', 'DBM-DRW'],
  ['BS', 'DBM-BS'],
  ['BCL', 'DBM-BCL'],
  ['GML', 'DBM-GML'],
  ['NCL', 'DBM-NCL'],
];

/** What is claimed of every column, and of the groups of classes where the paper reports them. */
export function claimsOfTable2(column: string): Claim[] {
  const cell = (row: string) => `dbm/T2/${row}/${column}`;
  const group = (row: string, name: string) => `${cell(row)}_${name}`;
  const source = 'experimental results, long-tailed CIFAR';
  const onDigits = column.startsWith('digits');
  // The groups are reported of CIFAR-100-LT at imbalance 100 alone; the digits stand for it.
  const inGroups: typeof pairs = onDigits || column === 'c100_if100' ? pairs : [];
  const overBcl: Claim = {
    key: `dbm/T2/DBM-BS-over-BCL/${column}`,
    sentence: `DBM-BS surpasses BCL, without the additional complexity introduced by BCL's contrastive learning branch (${column}).`,
    source,
    predicate: exceeds(cell('DBM-BS'), cell('BCL')),
  };
  return [
    ...pairs.map(([plain, withMargins]) => ({
      key: `dbm/T2/${withMargins}-over-${plain}/${column}`,
      sentence: `DBM consistently provides a significant performance improvement over baseline methods (here: ${plain}, ${column}).`,
      source,
      predicate: exceeds(cell(withMargins), cell(plain)),
    })),
    ...[
      ['LDAM', 'DBM-CE'],
      ['LDAM-DRW', 'DBM-DRW'],
    ].map(([classWise, both]) => ({
      key: `dbm/T2/${both}-over-${classWise}/${column}`,
      sentence: `When applied to CE and CE-DRW, our method achieves superior enhancement compared to LDAM and LDAM-DRW, which solely introduces a class-wise margin (here: ${classWise}, ${column}).`,
      source,
      predicate: exceeds(cell(both!), cell(classWise!)),
    })),
    // On the digits BCL trains half as many epochs as DBM-BS.
    ...(onDigits ? [] : [overBcl]),
    ...inGroups.flatMap(([plain, withMargins]) =>
      ['medium', 'few'].map((name) => ({
        key: `dbm/T2/${withMargins}-over-${plain}-${name}/${column}`,
        sentence: `Our method achieves a notable increase in accuracy for the ‘Medium’ and ‘Few’ groups (here: ${name}, ${plain}, ${column}).`,
        source,
        predicate: exceeds(group(withMargins, name), group(plain, name)),
      })),
    ),
  ];
}

/** @param columns the accuracies on CE and on BS. */
export function claimsOfTable5(columns: readonly string[]): Claim[] {
  return columns.flatMap((column) => {
    const cell = (row: string) => `dbm/T5/${row}/${column}`;
    const steps: [name: string, sentence: string, better: string, worse: string][] = [
      ['class-margin', 'incorporating a class-wise margin leads to notable gains', 'cosine+m_C', 'cosine'],
      [
        'instance-margin',
        'adding the instance-wise margin results in an additional performance increase of approximately 0.7%p',
        'cosine+m_C+m_I-hard-positives',
        'cosine+m_C',
      ],
      [
        'hard-positives',
        'the ‘hard positive (HP)’ strategy yields better results compared to the ‘positive (P)’ strategy',
        'cosine+m_C+m_I-hard-positives',
        'cosine+m_C+m_I-all-positives',
      ],
    ];
    const source = 'component analysis';
    return [
      ...steps.map(([name, sentence, better, worse]) => ({
        key: `dbm/T5/${name}/${column}`,
        sentence: `Component analysis: ${sentence} (here: of any size, ${column}).`,
        source,
        predicate: exceeds(cell(better), cell(worse)),
      })),
      {
        key: `dbm/T5/cosine-alone-changes-little/${column}`,
        sentence: `Using a cosine classifier alone does not significantly improve performance (here: by less than one percentage point, ${column}).`,
        source,
        predicate: exceeds(`dbm/T5/linear-classifier/${column}`, cell('cosine'), { by: -1 }),
      },
    ];
  });
}

/** @param key of an accuracy by the sweep's row, and of the row BS. */
export function claimsOfFigure3(
  rows: readonly string[],
  { key, column }: { key: (row: string) => string; column: string },
): Claim[] {
  return rows.map((row) => ({
    key: `dbm/F3/${row}-over-BS/${column}`,
    sentence: `DBM consistently outperforms the baseline across all settings (here: ${row}, ${column}).`,
    source: 'impacts of hyperparameters and Figure 3',
    predicate: exceeds(key(row), key('BS')),
  }));
}

/** @param groups of Table 6's columns, or of a column of other data. */
export function claimsOfTable6(columns: readonly string[]): Claim[] {
  return columns.map((column) => ({
    key: `dbm/T6/more-separable/${column}`,
    sentence: `DBM enhances inter-class separability across all groups (here: ${column}).`,
    source: 'inter-class separability and Table 6',
    predicate: exceeds(`dbm/T6/DBM-BS/${column}`, `dbm/T6/BS/${column}`),
  }));
}

/** @param columns one for each shot group of a data set. */
export function claimsOfFigure4(columns: readonly string[]): Claim[] {
  return columns.map((column) => ({
    key: `dbm/F4/closer-than-BS/${column}`,
    sentence: `DBM-BS shows a reduction in the mean angular distance of approximately 10° across all groups (here: of any size, ${column}).`,
    source: 'intra-class compactness and Figure 4',
    predicate: exceeds(`dbm/F4/BS/${column}_mean`, `dbm/F4/DBM-BS/${column}_mean`),
  }));
}

export function claimsOfTableS2(column: string): Claim[] {
  const cell = (row: string) => `dbm/S2/${row}/${column}`;
  const source = 'supplement, comparison with a difficulty-based approach';
  return [
    {
      key: `dbm/S2/DBM-CE-over-CE/${column}`,
      sentence: `DBM-CE consistently outperforms CE across all imbalance factors (${column}).`,
      source,
      predicate: exceeds(cell('DBM-CE'), cell('CE')),
    },
    ...['CE', 'DBM-CE'].map((other) => ({
      key: `dbm/S2/DBM-BS-over-${other}/${column}`,
      sentence: `DBM-BS achieves the highest performance across all imbalance factors (here: above ${other}, ${column}).`,
      source,
      predicate: exceeds(cell('DBM-BS'), cell(other)),
    })),
  ];
}

export function claimsOfTableS3(column: string): Claim[] {
  return [
    {
      key: `dbm/S3/DBM-BCL-over-DBM-BS/${column}`,
      sentence: `Table S3 has DBM-BCL above DBM-BS at every imbalance factor (${column}).`,
      source: 'supplement, comparison on a wider ResNet',
      predicate: exceeds(`dbm/S3/DBM-BCL/${column}`, `dbm/S3/DBM-BS/${column}`),
    },
  ];
}
