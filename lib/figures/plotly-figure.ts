/** A Plotly figure as plain JSON: what `Plotly.newPlot` takes and what `application/vnd.plotly.v1+json` holds. */
export interface PlotlyFigure {
  data: PlotlyTrace[];
  layout: PlotlyLayout;
}

/** One trace of a figure, such as a bar series or a heat map. */
export interface PlotlyTrace {
  type: string;
  name?: string;
  [attribute: string]: unknown;
}

/** Title, axes, size in CSS pixels, shapes and annotations. */
export interface PlotlyLayout {
  width: number;
  height: number;
  title: { text: string; [attribute: string]: unknown };
  [attribute: string]: unknown;
}
