import { beforeAll, expect, test } from 'vitest';
import { engineMemory, startEngine } from '../../lib/engine/index.js';
import { predict } from '../../lib/training/index.js';
import { batch, imageShape, linearModel } from './small-training.js';

beforeAll(async () => {
  await startEngine();
});

test('a prediction holds features, logits and labels of all batches in their order', async () => {
  const model = linearModel();
  const batches = [batch(3, 'a'), batch(2, 'b')];
  const { features, logits, labels, count } = await predict(model, batches, { imageShape, count: 5 });
  expect(count).toBe(5);
  expect([...labels]).toEqual(batches.flatMap((each) => [...each.labels]));
  expect([...features]).toEqual(batches.flatMap((each) => [...each.images]));

  const weight = model.parameters.get('linear.weight')!.dataSync();
  const bias = model.parameters.get('linear.bias')!.dataSync();
  const expected = Array.from({ length: 5 }, (_, n) =>
    Array.from({ length: 3 }, (_, k) =>
      [0, 1, 2, 3].reduce((sum, p) => sum + weight[4 * k + p]! * features[4 * n + p]!, bias[k]!),
    ),
  );
  expect(logits).toBeAllclose(expected, { absolute: 1e-5 });
  model.dispose();
});

test('a prediction asks the model for inference and leaves no tensor behind', async () => {
  const model = linearModel();
  const modes: string[] = [];
  const watched = {
    ...model,
    features: (...[images, mode]: Parameters<typeof model.features>) => {
      modes.push(mode);
      return model.features(images, mode);
    },
  };
  const { tensors } = engineMemory();
  await predict(watched, [batch(3, 'a'), batch(2, 'b')], { imageShape, count: 5 });
  expect(modes).toEqual(['inference', 'inference']);
  expect(engineMemory().tensors).toBe(tensors);
  model.dispose();
});
