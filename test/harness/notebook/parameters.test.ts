import { describe, expect, test } from 'vitest';
import { InputError } from '../../../lib/errors.js';
import { codeCell, type Notebook, parameterNames } from '../../../lib/harness/notebook/index.js';
import { injectParameters } from '../../../lib/harness/notebook/parameters.js';

const declaring = 'let epochs = 5;\nlet dataset: string = "digits"; // let me explain\nconst fixed = 1;';

function notebook(): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [codeCell('import "x";'), codeCell(declaring, ['parameters']), codeCell('train();')],
  };
}

const sources = ({ cells }: Notebook) => cells.map(({ source }) => (source as string[]).join(''));

test('parameters are the let variables of the tagged cell', () => {
  expect(parameterNames(notebook())).toEqual(['epochs', 'dataset']);
  expect(parameterNames({ ...notebook(), cells: [codeCell('let a = 1;')] })).toEqual([]);
});

test('a cell that assigns them stands behind the tagged cell', () => {
  const given = notebook();
  const { notebook: injected } = injectParameters(given, { epochs: 8, dataset: 'a"b' }, 'it');
  expect(sources(injected)[2]).toBe('// Parameters of this run\nepochs = 8;\ndataset = "a\\"b";;');
  expect(injected.cells[2]!.metadata.tags).toEqual(['injected-parameters']);
  expect(given).toEqual({ ...notebook(), cells: given.cells });
  expect(given.cells).toHaveLength(3);
});

test('an earlier such cell is replaced, or removed when there are no parameters', () => {
  const { notebook: first } = injectParameters(notebook(), { epochs: 8 }, 'it');
  expect(sources(injectParameters(first, { epochs: 9 }, 'it').notebook)).toHaveLength(4);
  expect(sources(injectParameters(first, {}, 'it').notebook)).toEqual(sources(notebook()));
});

describe('unknown names are refused', () => {
  test.each([
    ['epoch', "did you mean 'epochs'?"],
    ['temperature', 'only epochs, dataset.'],
    ['fixed', 'only epochs, dataset.'],
  ])('%s', (parameter, message) => {
    const inject = () => injectParameters(notebook(), { [parameter]: 1 }, 'marc.ipynb');
    expect(inject).toThrow(InputError);
    expect(inject).toThrow(`marc.ipynb has no parameter '${parameter}'`);
    expect(inject).toThrow(message);
  });

  test('in a notebook without parameters', () => {
    expect(() => injectParameters({ ...notebook(), cells: [] }, { epochs: 1 }, 'it')).toThrow('takes no parameters');
  });
});
