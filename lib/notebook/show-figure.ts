import { randomUUID } from 'node:crypto';
import type { PlotlyFigure } from '../figures/index.js';
import { display, isHeadless, isInNotebook } from './display.js';
import { escapeHtml, scriptJson } from './html.js';
import { mimeTypes } from './mime-types.js';
import { plotlyScriptElement } from './plotly-script.js';

let scriptShown = false;

/**
 * Shows a figure in the notebook. VS Code and JupyterLab draw Plotly's MIME type; for classic Notebook the bundle also
 * holds HTML, with Plotly itself (1.5 MB) in the first figure of the notebook. Headless runs leave the HTML out; outside
 * a kernel the figure's title is printed.
 */
export function showFigure(figure: PlotlyFigure): void {
  const data: Record<string, unknown> = {
    [mimeTypes.figure]: figure,
    [mimeTypes.text]: `[figure: ${plainTitle(figure)}]`,
  };
  if (isInNotebook() && !isHeadless()) {
    data[mimeTypes.html] = (scriptShown ? '' : plotlyScriptElement()) + figureHtml(figure);
    scriptShown = true;
  }
  display(data);
}

/** The figure's heading without markup. */
export function plainTitle(figure: PlotlyFigure): string {
  return figure.layout.title.text
    .replace(/<br\s*\/?>/g, ' · ')
    .replace(/<[^>]*>/g, '')
    .trim();
}

/** A `<div>` of the figure's size and the call that draws into it, which waits up to 10 s for Plotly to load. */
function figureHtml(figure: PlotlyFigure): string {
  const id = `figure-${randomUUID()}`;
  const { width, height } = figure.layout;
  const missing = escapeHtml('Plotly is not loaded: run the notebook again from its first figure.');
  return [
    `<div id="${id}" style="width:${width}px;height:${height}px"></div>`,
    `<script>(function draw(tries) {`,
    `  if (window.Plotly) window.Plotly.newPlot(${scriptJson(id)}, ${scriptJson(figure.data)}, ${scriptJson(figure.layout)}, { displaylogo: false });`,
    `  else if (tries > 0) setTimeout(draw, 100, tries - 1);`,
    `  else document.getElementById(${scriptJson(id)}).textContent = ${scriptJson(missing)};`,
    `})(100);</script>`,
  ].join('\n');
}
