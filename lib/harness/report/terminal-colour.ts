import { inContinuousIntegration } from '../compare/index.js';

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;

/** Wraps text into the codes of a style, or leaves it alone. */
export type Paint = (style: keyof typeof codes, text: string) => string;

/** Whether standard output is a terminal that wants colours: not with NO_COLOR, not in continuous integration. */
export function wantsColour(
  environment: NodeJS.ProcessEnv = process.env,
  isTerminal: boolean = process.stdout.isTTY === true,
): boolean {
  return isTerminal && !environment.NO_COLOR && !inContinuousIntegration(environment);
}

/** A `Paint` that colours, or does not; default as `wantsColour` says. */
export function painter(colour: boolean = wantsColour()): Paint {
  return (style, text) => (colour ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
