import { z } from 'zod';
import { createLoss } from '../losses/index.js';
import { rowNorms } from '../row-norms.js';
import { defineAdjustment } from './definition.js';
import type { FeatureBank, LinearHead } from './feature-bank.js';
import { uniformValues } from './initial-values.js';
import { learn, sizeOf } from './learn.js';
import { learningOptions, lossOption } from './learning-options.js';
import { headTensors, linearClassifier, linearLogits } from './linear-classifier.js';
import type { LogitsOf } from './predictor.js';

const logits: LogitsOf<'weight' | 'bias'> = (features, { weight, bias }) => linearLogits(features, weight, bias);

/** Classifier re-training: a new linear classifier, learned on class-balanced samples of the frozen features. */
export const crt = defineAdjustment({
  formula: 'W′ z + b′, W′ and b′ learned anew with class-balanced sampling',
  source:
    'Kang et al., Decoupling Representation and Classifier for Long-Tailed Recognition, ICLR 2020, section 4; epochs, learning rate and the class-aware sampler as in the released code. In the paper the running statistics of batch normalisation go on moving in this stage, see the run option shiftBatchNorm.',
  papers: ['marc', 'dbm', 'mislas'],
  options: z.strictObject({
    start: z
      .enum(['scratch', 'stage-one'])
      .default('scratch')
      .describe('initial W′ and b′: uniform in ±1/√p as in PyTorch, or those of stage one'),
    loss: lossOption('cross-entropy'),
    ...learningOptions({
      epochs: 10,
      batchSize: 512,
      learningRate: 0.2,
      weightDecay: 5e-4,
      sampler: 'class-aware',
    }),
  }),
  fit: async (bank, { start, loss: { name, options: lossOptions }, ...options }, { seed }) => {
    const { head, classCounts } = bank;
    const classCount = classCounts.length;
    const initial = headTensors(start === 'stage-one' ? head : drawnHead(bank, seed), classCount);
    const loss = createLoss(name, { counts: classCounts, ...lossOptions });
    const learned = await learn(bank, { fixed: {}, learned: initial, logits, loss }, { ...options, seed });
    const [weight, bias] = [learned.weight.values, learned.bias.values];
    return linearClassifier(
      { weight, bias },
      {
        classCount,
        parameterCount: sizeOf(learned),
        parameters: { weightNorms: rowNorms(weight, { rowCount: classCount }), bias },
      },
    );
  },
});

function drawnHead({ classCounts, featureSize: inputs }: FeatureBank, seed: number): LinearHead {
  const classCount = classCounts.length;
  return {
    weight: uniformValues(classCount * inputs, { inputs, seed, name: 'weight' }),
    bias: uniformValues(classCount, { inputs, seed, name: 'bias' }),
  };
}
