export { type ClassComparisonOptions, type ClassSeries, classComparisonFigure } from './class-comparison.js';
export { type ConfusionMatrixOptions, type ConfusionPanel, confusionMatrixFigure } from './confusion-matrix.js';
export { type DensityOptions, type DensityPanel, densityFigure } from './density.js';
export { type GroupComparisonOptions, type GroupSeries, groupComparisonFigure } from './group-comparison.js';
export { type HeatMapOptions, type HeatMapPanel, heatMapFigure } from './heat-map.js';
export type { FigureOptions } from './layout.js';
export { type Line, type LinesOptions, type LinesPanel, linesFigure, type ReferenceLine } from './lines.js';
export { type LogConfusionOptions, logConfusionFigure } from './log-confusion.js';
export type { MeanAndSpread, MethodAccuracy } from './method-accuracy.js';
export { methodComparisonFigure } from './method-comparison.js';
export {
  type PlaneOptions,
  type PlanePanel,
  type PlanePoints,
  type PlaneSegment,
  planeFigure,
} from './plane.js';
export type { PlotlyFigure, PlotlyLayout, PlotlyTrace } from './plotly-figure.js';
export { reliabilityFigure } from './reliability-diagram.js';
export {
  type ReliabilityPanel,
  type ReliabilityPanelsOptions,
  reliabilityPanelsFigure,
} from './reliability-panels.js';
export {
  type PointGroup,
  type SeparatingLine,
  type SeparatorOptions,
  type SeparatorPanel,
  separatorFigure,
} from './separator.js';
export { type EpochPoint, trainingCurvesFigure } from './training-curves.js';
export { type ViolinOptions, type ViolinSeries, violinFigure } from './violin.js';
