import { describe, expect, it } from 'vitest';
import { createAdjustment } from '../../lib/adjustment/index.js';
import { smallBank } from './small-bank.js';

const tailed = smallBank({ classCounts: [40, 12, 5, 1] });
const balanced = smallBank({ classCounts: [9, 9, 9, 9] });
const short = { epochs: 2, batchSize: 16 };
const close = { relative: 1e-5, absolute: 1e-5 };

const fitted = (name: string, options: Record<string, unknown> = {}, bank = tailed) =>
  createAdjustment(name, options).fit(bank);
const logits = async (name: string, options: Record<string, unknown> = {}, bank = tailed) =>
  (await fitted(name, options, bank)).logits(bank);

describe('on a balanced training set', () => {
  it('post-hoc logit adjustment adds the same to every logit', async () => {
    const raw = await logits('unadjusted', {}, balanced);
    const adjusted = await logits('post-hoc-logit-adjustment', { tau: 2 }, balanced);
    expect(adjusted).toBeAllclose(
      raw.map((value) => value + 2 * Math.log(4)),
      close,
    );
  });

  it('weight normalisation by the prior multiplies every logit by the same', async () => {
    const raw = await logits('unadjusted', {}, balanced);
    const scaled = await logits('weight-normalisation', { by: 'prior', bias: 'divided', tau: 0.5 }, balanced);
    expect(scaled).toBeAllclose(
      raw.map((value) => 2 * value),
      close,
    );
  });

  it('the weights of classes play no part', async () => {
    expect(await logits('marc', { ...short, gamma: 2 }, balanced)).toBeAllclose(
      await logits('marc', { ...short, gamma: 0 }, balanced),
      close,
    );
    expect(await logits('disalign', { ...short, rho: 2 }, balanced)).toBeAllclose(
      await logits('disalign', { ...short, rho: 0, reduction: 'weighted-mean' }, balanced),
      close,
    );
  });
});

describe('mislas', () => {
  const unsmoothed = { loss: { name: 'label-aware-smoothing', options: { epsilonHead: 0, epsilonTail: 0 } } };
  const alike = { ...short, learningRate: 0.1, cosine: 'epoch', weightDecay: 1e-3 };

  it('without smoothing minimises cross-entropy', async () => {
    expect(await logits('mislas', { ...short, ...unsmoothed })).toBeAllclose(
      await logits('mislas', { ...short, loss: 'cross-entropy' }),
      close,
    );
  });

  it('without ΔW and smoothing is LWS', async () => {
    const { scale } = (await fitted('mislas', { ...alike, ...unsmoothed, shiftRate: 0 })).parameters;
    expect(scale).toBeAllclose((await fitted('lws', alike)).parameters.scale!, close);
  });

  it('in its released form, with s held at one and without smoothing, is cRT from stage one', async () => {
    const options = { ...alike, sampler: 'instance-balanced' };
    const released = { form: 'released', scaleRate: 0, shiftRate: 1 };
    expect(await logits('mislas', { ...options, ...unsmoothed, ...released })).toBeAllclose(
      await logits('crt', { ...options, start: 'stage-one' }),
      close,
    );
  });

  it('has forms that begin alike where nothing decays', async () => {
    const step = { epochs: 1, batchSize: 1000, weightDecay: 0, sampler: 'instance-balanced' };
    const paper = (await fitted('mislas', step)).parameters;
    const released = (await fitted('mislas', { ...step, form: 'released' })).parameters;
    expect(released.scale).toBeAllclose(paper.scale!, close);
    expect(released.weightNorms).toBeAllclose(paper.weightNorms!, close);
  });

  it('has one more mini-batch an epoch in its released form', async () => {
    const step = { epochs: 1, batchSize: 1000, learningRate: 1e-3, cosine: 'iteration', form: 'released' };
    const twoBatches = { ...step, sampler: { name: 'class-aware', options: { length: 2000 } } };
    expect((await fitted('mislas', step)).parameters).toEqual((await fitted('mislas', twoBatches)).parameters);
  });
});

it('causal norm without α forgets the drift', async () => {
  const options = { ...short, alpha: 0 };
  expect(await logits('causal-norm', { ...options, averageMomentum: 0 })).toEqual(
    await logits('causal-norm', { ...options, averageMomentum: 0.99 }),
  );
  expect(await logits('causal-norm', { ...short, alpha: 3 })).not.toEqual(await logits('causal-norm', options));
});

it('causal norm says which numbers of heads there can be', async () => {
  await expect(fitted('causal-norm', { heads: 3 })).rejects.toThrow('4 features cannot be cut into 3 heads');
});
