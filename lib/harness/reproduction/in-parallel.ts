import { availableParallelism } from 'node:os';

/** Two at a time where there are two cores: neither a small network nor a notebook has work for more than one. */
export const defaultJobs = Math.min(2, availableParallelism());

/** Acts on items in their order, `jobs` at a time. @returns what each gave, in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  jobs: number,
  action: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = [...items.entries()];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, item] = next;
      results[index] = await action(item, index);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}
