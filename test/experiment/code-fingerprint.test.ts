import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importClosure } from '../../lib/experiment/import-closure.js';
import { computingFiles, parseConfiguration } from '../../lib/experiment/index.js';
import { projectRoot } from '../../lib/project.js';
import { trainings } from '../../lib/training/index.js';
import { smallTraining } from './small-runs.js';

function filesOf(input: unknown): string[] {
  return computingFiles(parseConfiguration(input)).map((file) => relative(projectRoot, file));
}

describe('the code that makes a run', () => {
  const files = filesOf(smallTraining());

  test('is the engine with its C++, and what the run reaches: data, model, loss, optimizer, training, metrics', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'lib/engine/native/cpp/convolution/convolution.h',
        'lib/random/stream.ts',
        'lib/data/batches/batch-worker.ts',
        'lib/data/augmentation/random-crop.ts',
        'lib/data/long-tail/subset.ts',
        'lib/models/cifar-resnet.ts',
        'lib/losses/cross-entropy.ts',
        'lib/optimization/sgd.ts',
        'lib/training/stage-one.ts',
        'lib/training/single-model.ts',
        'lib/metrics/calibration.ts',
        'lib/experiment/stage-one.ts',
      ]),
    );
  });

  test('leaves out other methods, registries, and everything that only looks at records', () => {
    expect(
      files.filter((file) => /losses\/(focal|balanced|registry)|adjustment\/marc|figures|harness|notebook/.test(file)),
    ).toEqual([]);
    expect(files).not.toContain('lib/experiment/configuration.ts');
  });

  test('holds a method’s own file for the runs that name it', () => {
    const focal = filesOf(smallTraining({ loss: { name: 'focal' } }));
    expect(focal.filter((file) => !files.includes(file))).toContain('lib/losses/focal.ts');
    const adjusted = filesOf({ stage: 'two', base: smallTraining(), adjustment: { name: 'marc' }, seed: 0 });
    expect(adjusted).toContain('lib/adjustment/marc.ts');
    expect(adjusted).toContain('lib/models/cifar-resnet.ts');
  });

  test('holds the loss and the samplers that a stage-two run names', () => {
    const stageTwo = (changes: object) => filesOf({ stage: 'two', base: smallTraining(), seed: 0, ...changes });
    const named = ['lib/losses/label-aware-smoothing.ts', 'lib/data/samplers/class-aware.ts'];
    expect(stageTwo({ adjustment: 'mislas' })).toEqual(expect.arrayContaining(named));
    const shifted = stageTwo({ adjustment: 'unadjusted', shiftBatchNorm: { sampler: 'square-root' } });
    expect(shifted).toContain('lib/data/samplers/square-root.ts');
    expect(shifted).toContain('lib/training/shift-batch-norm.ts');
    expect(stageTwo({ adjustment: 'marc' })).toContain('lib/losses/inverse-frequency-weights.ts');
  });

  test('names only files of methods that exist', () => {
    for (const loss of ['cross-entropy', 'focal', 'balanced-softmax', 'class-balanced', 'logit-adjusted']) {
      expect(filesOf(smallTraining({ loss: { name: loss } }))).toContain(`lib/losses/${loss}.ts`);
    }
  });
});

test.each(Object.keys(trainings))(
  'the training %s reaches the file of every loss that it makes by name',
  (training) => {
    const source = readFileSync(join(projectRoot, `lib/training/${training}.ts`), 'utf8');
    const made = [...source.matchAll(/createLoss\(([^{]*)\{/g)].flatMap(
      ([, names]) => names!.match(/[a-z-]+(?=')/g) ?? [],
    );
    expect(filesOf(smallTraining({ training: { name: training } }))).toEqual(
      expect.arrayContaining(made.map((name) => `lib/losses/${name}.ts`)),
    );
  },
);

describe('the import closure', () => {
  function project(files: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'closure-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  test('follows an index to the file of the imported name, and neither types nor registries', () => {
    const folder = project({
      'entry.ts':
        "import { a, type T } from './room/index.js';\nimport type { U } from './types.js';\nimport './x.js';\n",
      'room/index.ts':
        "export { a } from './a.js';\nexport { b } from './b.js';\nexport { list } from './registry.js';\n",
      'room/a.ts': "import {\n  deep,\n} from './deep.js';\nimport { list } from './registry.js';\n",
      'room/b.ts': '',
      'room/deep.ts': '',
      'room/registry.ts': "import { b } from './b.js';\n",
      'types.ts': '',
      'x.ts': '',
    });
    const files = importClosure([join(folder, 'entry.ts')]).map((file) => relative(folder, file));
    expect(files).toEqual(['entry.ts', 'room/a.ts', 'room/deep.ts']);
  });
});
