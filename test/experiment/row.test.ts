import { expect, test } from 'vitest';
import { InputError } from '../../lib/errors.js';
import { type Method, only, trained } from '../../lib/experiment/index.js';

const rows = { ERM: trained({ loss: 'cross-entropy' }), Focal: trained({ loss: 'focal' }) };

test('some rows of a table are the named ones, in that order', () => {
  expect(Object.entries(only(rows, 'Focal', 'ERM'))).toEqual([
    ['Focal', rows.Focal],
    ['ERM', rows.ERM],
  ]);
});

test('a row that there is not is refused, by the compiler where the rows are known', () => {
  // @ts-expect-error the row is misspelt
  expect(() => only(rows, 'Focl')).toThrow(InputError);
  const others: Record<string, Method> = rows;
  expect(() => only(others, 'Focl')).toThrow("There is no row named 'Focl': did you mean 'Focal'");
});
