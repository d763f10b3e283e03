import { mimeTypes } from './mime-types.js';

/** Representations of one output by MIME type; the front end shows the richest that it knows. */
export type MimeBundle = Record<string, unknown>;

/** The content of Jupyter's `display_data` and `update_display_data` messages. */
export interface DisplayMessage {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

/** Takes a display message to the notebook's front end. */
export type DisplaySink = (message: DisplayMessage, update: boolean) => void;

export interface DisplayOptions {
  /** Identity of an output that later calls replace; default: an output of its own. */
  displayId?: string;
  /** Whether to replace the output shown earlier under `displayId`; default false. */
  update?: boolean;
}

let sink: DisplaySink | null = null;

/** Called once by the kernel when it starts; from then on `display` reaches the notebook. */
export function connectDisplay(kernelSink: DisplaySink): void {
  sink = kernelSink;
}

/** Whether this process is a notebook's kernel. */
export function isInNotebook(): boolean {
  return sink !== null;
}

/** Whether the notebook is executed by the harness, with nobody looking: `LONGTAIL_HEADLESS` is 1. */
export function isHeadless(): boolean {
  return process.env.LONGTAIL_HEADLESS === '1';
}

/** Shows an output in the notebook; outside a kernel prints its `text/plain` to the console. */
export function display(data: MimeBundle, { displayId, update = false }: DisplayOptions = {}): void {
  if (sink) sink({ data, metadata: {}, transient: displayId ? { display_id: displayId } : {} }, update);
  else console.log(String(data[mimeTypes.text] ?? ''));
}
