/** Types of display data that the harness reads out of an executed notebook. */
export const mimeTypes = {
  metric: 'application/vnd.longtail.metric.v1+json',
  claim: 'application/vnd.longtail.claim.v1+json',
  figure: 'application/vnd.plotly.v1+json',
  html: 'text/html',
  text: 'text/plain',
} as const;
