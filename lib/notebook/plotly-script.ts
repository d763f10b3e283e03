import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { InputError } from '../errors.js';

/** Path of the browser build of Plotly. @throws InputError when it is not installed. */
export function plotlyScriptFile(): string {
  try {
    return createRequire(import.meta.url).resolve('plotly.js-cartesian-dist-min');
  } catch (error) {
    throw new InputError('The package plotly.js-cartesian-dist-min is missing: run `npm ci` in the project folder.', {
      cause: error,
    });
  }
}

/**
 * A `<script>` element that defines `window.Plotly`. Classic Notebook runs require.js, which would take the library for
 * an anonymous module and hide it: `define`, `module` and `exports` are therefore undefined around it.
 */
export function plotlyScriptElement(): string {
  const code = readFileSync(plotlyScriptFile(), 'utf8').replace(/<\/script/g, '<\\/script');
  return `<script>(function () { var define, module, exports; ${code}\n;if (typeof Plotly !== 'undefined') window.Plotly = Plotly; }).call(window);</script>`;
}
