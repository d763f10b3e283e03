import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { InputError } from '../errors.js';
import type { PlotlyFigure } from '../figures/index.js';
import { writeFileSafely } from '../files.js';
import { plotlyScriptFile, scriptJson } from '../notebook/index.js';

export interface RenderOptions {
  /** Device pixels for each CSS pixel of a PNG; default 2. */
  scale?: number;
  /** The browser; default: environment variable CHROMIUM, then the first of the known names on the PATH. */
  browser?: string;
}

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What keeps a headless browser quiet, off the network, and away from the user's profile. */
const quietFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--virtual-time-budget=5000',
];

/**
 * Draws a figure into a PNG or SVG file, by the file's extension, with an installed Chromium.
 *
 * @throws InputError when there is no browser, it fails, or the extension is another.
 */
export async function renderFigure(figure: PlotlyFigure, file: string, options: RenderOptions = {}): Promise<void> {
  const { scale = 2, browser = findBrowser() } = options;
  const format = extname(file);
  if (format !== '.png' && format !== '.svg') {
    throw new InputError(`Cannot draw a figure into ${file}: give it the extension .png or .svg.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'longtail-figure-'));
  try {
    const page = join(folder, 'figure.html');
    writeFileSync(page, format === '.png' ? pngPage(figure) : svgPage(figure));
    const { width, height } = figure.layout;
    const flags = [...quietFlags, `--user-data-dir=${join(folder, 'profile')}`, `--window-size=${width},${height}`];
    if (format === '.png') {
      const picture = join(folder, 'figure.png');
      await runBrowser(browser, [
        ...flags,
        `--force-device-scale-factor=${scale}`,
        `--screenshot=${picture}`,
        pathToFileURL(page).href,
      ]);
      if (!existsSync(picture))
        throw new InputError(`${browser} drew no picture for ${file}: try another browser with CHROMIUM=/path.`);
      writeFileSafely(file, readFileSync(picture));
    } else {
      const html = await runBrowser(browser, [...flags, '--dump-dom', pathToFileURL(page).href]);
      const encoded = /<pre id="svg">([^<]+)<\/pre>/.exec(html)?.[1];
      if (!encoded)
        throw new InputError(`${browser} drew no picture for ${file}: try another browser with CHROMIUM=/path.`);
      writeFileSafely(file, Buffer.from(encoded, 'base64'));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The browser that figures are drawn with. @throws InputError when no Chromium is installed. */
export function findBrowser(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new InputError(`CHROMIUM names ${named}, which does not exist: correct it or unset it.`);
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of browserNames) if (existsSync(join(folder, name))) return join(folder, name);
  }
  throw new InputError(
    'Drawing figures into files needs Chromium: install it (on Debian `apt-get install chromium`) or set CHROMIUM=/path/to/chrome.',
  );
}

async function runBrowser(browser: string, parameters: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(browser, parameters, { timeout: 60_000, maxBuffer: 64 * 2 ** 20 });
    return stdout;
  } catch (error) {
    throw new InputError(`${browser} failed to draw a figure (${(error as Error).message.split('\n')[0]}).`, {
      cause: error,
    });
  }
}

function pngPage(figure: PlotlyFigure): string {
  return page(`Plotly.newPlot('figure', figure.data, figure.layout, { staticPlot: true });`, figure);
}

/** The SVG travels as Base64 in the page, so that the browser's serialiser of HTML cannot change it. */
function svgPage(figure: PlotlyFigure): string {
  const { width, height } = figure.layout;
  return page(
    `Plotly.toImage(figure, { format: 'svg', width: ${width}, height: ${height} }).then(function (url) {
      var svg = decodeURIComponent(url.slice(url.indexOf(',') + 1));
      var bytes = Array.from(new TextEncoder().encode(svg), function (byte) { return String.fromCharCode(byte); });
      document.body.innerHTML = '<pre id="svg">' + btoa(bytes.join('')) + '</pre>';
    });`,
    figure,
  );
}

function page(script: string, figure: PlotlyFigure): string {
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style><div id="figure"></div>
<script src="${pathToFileURL(plotlyScriptFile()).href}"></script>
<script>var figure = ${scriptJson(figure)}; ${script}</script>`;
}
