import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson } from '../../files.js';
import { projectPath } from '../../project.js';
import { type Paper, type PaperId, paperIds, type TargetItem, type Targets, targetsSchema } from './schema.js';

const loaded = new Map<string, Targets>();

/**
 * The printed tables and figures of one paper, from `results/targets/<paper>.json`, read once.
 *
 * @throws InputError for a paper that is not one of `paperIds`, and for a file that breaks the format.
 */
export function loadTargets(paper: string): Targets {
  const known = loaded.get(paper);
  if (known) return known;
  if (!paperIds.includes(paper as PaperId))
    throw new InputError(`There is no paper "${paper}": choose one of ${paperIds.join(', ')}.`);
  const path = projectPath('results', 'targets', `${paper}.json`);
  const targets = parseTargets(readJson(path), path);
  loaded.set(paper, targets);
  return targets;
}

/** @throws InputError naming `path` and the first places that break the format. */
export function parseTargets(content: unknown, path: string): Targets {
  const result = targetsSchema.safeParse(content);
  if (result.success) return result.data;
  throw new InputError(
    `${path} does not hold targets: ${z.prettifyError(result.error).replaceAll('\n', ' ')}. Restore it with \`git checkout -- ${path}\`.`,
  );
}

export interface ListedItem {
  paper: Paper;
  item: TargetItem;
}

/** Every table and figure, in the order of the papers; of one paper when it is named. */
export function listItems({ paper }: { paper?: string } = {}): ListedItem[] {
  const papers = paper === undefined ? paperIds : [paper];
  return papers.flatMap((id) => {
    const targets = loadTargets(id);
    return targets.items.map((item) => ({ paper: targets.paper, item }));
  });
}

/** One table or figure. @throws InputError when the paper has no item of that id. */
export function findItem(paper: string, id: string): TargetItem {
  const { items } = loadTargets(paper);
  const found = items.find((item) => item.id === id);
  if (found) return found;
  throw new InputError(
    `The paper ${paper} has no table or figure "${id}": it has ${items.map((item) => item.id).join(', ')}.`,
  );
}
