import { InputError } from '../errors.js';
import { ink, seriesColour } from './colours.js';
import { axis, type FigureOptions, figureLayout } from './layout.js';
import type { PlotlyFigure, PlotlyTrace } from './plotly-figure.js';

/** What one epoch left behind, as training records it; a field that was not measured is left out or null. */
export interface EpochPoint {
  /** Number of the epoch, the first is 1. */
  epoch: number;
  /** Mean training loss of the epoch. */
  loss?: number | null;
  /** Share of right predictions, 0 to 1. */
  trainAccuracy?: number | null;
  /** Share of right predictions, 0 to 1. */
  testAccuracy?: number | null;
  learningRate?: number | null;
}

interface Curve {
  field: Exclude<keyof EpochPoint, 'epoch'>;
  name: string;
  colour: string;
  dash: 'solid' | 'dot';
}

const panels: { title: string; factor: number; curves: Curve[] }[] = [
  {
    title: 'loss (nats)',
    factor: 1,
    curves: [{ field: 'loss', name: 'training', colour: seriesColour(0), dash: 'solid' }],
  },
  {
    title: 'accuracy (%)',
    factor: 100,
    curves: [
      { field: 'trainAccuracy', name: 'training', colour: seriesColour(0), dash: 'solid' },
      { field: 'testAccuracy', name: 'test', colour: seriesColour(1), dash: 'solid' },
    ],
  },
  {
    title: 'learning rate',
    factor: 1,
    curves: [{ field: 'learningRate', name: 'learning rate', colour: ink.muted, dash: 'dot' }],
  },
];

/**
 * Loss, accuracy and learning rate by epoch, in panels that share the axis of epochs; a panel of which nothing was
 * measured is left out.
 *
 * @throws InputError when no epoch holds any number.
 */
export function trainingCurvesFigure(epochs: readonly EpochPoint[], options: FigureOptions = {}): PlotlyFigure {
  const measured = (curve: Curve) => epochs.some((epoch) => epoch[curve.field] != null);
  const shown = panels
    .map((panel) => ({ ...panel, curves: panel.curves.filter(measured) }))
    .filter((panel) => panel.curves.length > 0);
  if (shown.length === 0)
    throw new InputError(
      'There are no training curves to draw: no epoch holds a loss, an accuracy or a learning rate.',
    );

  const layout = figureLayout(options, { title: 'Training', width: 720, height: 110 + 190 * shown.length });
  const gap = 0.07;
  const share = (1 - gap * (shown.length - 1)) / shown.length;
  const named = new Set<string>();
  const data = shown.flatMap((panel, position): PlotlyTrace[] => {
    const suffix = position === 0 ? '' : `${position + 1}`;
    const top = 1 - position * (share + gap);
    layout[`yaxis${suffix}`] = axis(panel.title, { domain: [Math.max(0, top - share), top], zeroline: false });
    return panel.curves.map((curve) => {
      const inLegend = !named.has(curve.name);
      named.add(curve.name);
      return {
        type: 'scatter',
        mode: 'lines',
        name: curve.name,
        legendgroup: curve.name,
        showlegend: inLegend,
        x: epochs.map(({ epoch }) => epoch),
        y: epochs.map((epoch) => scaled(epoch[curve.field], panel.factor)),
        // Many runs evaluate the test split only every few epochs.
        connectgaps: true,
        xaxis: 'x',
        yaxis: `y${suffix}`,
        line: { color: curve.colour, width: 2, dash: curve.dash },
        hovertemplate: `epoch %{x}<br>${curve.name} ${panel.title}: %{y:.4g}<extra></extra>`,
      };
    });
  });
  const lowest = shown.length === 1 ? 'y' : `y${shown.length}`;
  layout.xaxis = axis('epoch', { anchor: lowest, zeroline: false, ...(epochs.length <= 10 && { dtick: 1 }) });
  return { data, layout };
}

function scaled(value: number | null | undefined, factor: number): number | null {
  return value == null ? null : value * factor;
}
