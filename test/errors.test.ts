import { expect, test } from 'vitest';
import { explainSystemError, InputError } from '../lib/errors.js';

test('an input error is known by its name and class', () => {
  const error = new InputError('This is wrong: do that.');
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe('InputError');
  expect(String(error)).toBe('InputError: This is wrong: do that.');
});

test.each(['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'EISDIR', 'ENOTDIR', 'EMFILE'])(
  '%s becomes one sentence that names action and path, and keeps its cause',
  (code) => {
    const cause = Object.assign(new Error('as the system says it'), { code });
    const explained = explainSystemError(cause, 'write', '/some/file');
    expect(explained).toBeInstanceOf(InputError);
    expect((explained as Error).message).toMatch(/^Cannot write \/some\/file: [^\n]+[^.]\.$/);
    expect((explained as Error).message).not.toContain(code);
    expect((explained as Error).cause).toBe(cause);
  },
);

test.each([new TypeError('x is not a function'), Object.assign(new Error('busy'), { code: 'EBUSY' }), 'text', null])(
  'any other error passes unchanged (%s)',
  (error) => {
    expect(explainSystemError(error, 'write', '/some/file')).toBe(error);
  },
);
