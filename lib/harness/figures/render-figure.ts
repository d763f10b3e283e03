import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { InputError } from '../../errors.js';
import type { PlotlyFigure } from '../../figures/index.js';
import { writeFileSafely } from '../../files.js';
import { plotlyScriptFile, scriptJson } from '../../notebook/index.js';

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
  if (format === '.svg') {
    writeFileSafely(file, (await svgOf([figure], { browser }))[0]!);
    return;
  }
  await inTemporaryFolder(async (folder) => {
    const page = join(folder, 'figure.html');
    writeFileSync(page, pngPage(figure));
    const { width, height } = figure.layout;
    const picture = join(folder, 'figure.png');
    await runBrowser(browser, [
      ...flagsFor(folder),
      `--window-size=${width},${height}`,
      `--force-device-scale-factor=${scale}`,
      `--screenshot=${picture}`,
      pathToFileURL(page).href,
    ]);
    if (!existsSync(picture)) throw nothingDrawn(browser);
    writeFileSafely(file, readFileSync(picture));
  });
}

/**
 * Draws figures as SVG with an installed Chromium, all in one start of it. With the same browser and fonts a figure gives
 * the same picture each time, but for the order of attributes.
 *
 * @throws InputError when there is no browser, or it fails.
 */
export function svgOf(figures: readonly PlotlyFigure[], { browser = findBrowser() }: { browser?: string } = {}) {
  return inTemporaryFolder(async (folder) => {
    const page = join(folder, 'figures.html');
    writeFileSync(page, svgPage(figures));
    const html = await runBrowser(browser, [...flagsFor(folder), '--dump-dom', pathToFileURL(page).href]);
    const encoded = [...html.matchAll(/<pre class="svg">([^<]+)<\/pre>/g)].map((match) => match[1]!);
    if (encoded.length !== figures.length) throw nothingDrawn(browser);
    return encoded.map((text) => Buffer.from(text, 'base64').toString());
  });
}

async function inTemporaryFolder<Result>(action: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'longtail-figure-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const flagsFor = (folder: string) => [...quietFlags, `--user-data-dir=${join(folder, 'profile')}`];

function nothingDrawn(browser: string): InputError {
  return new InputError(`${browser} drew no picture: try another browser with CHROMIUM=/path.`);
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
    throw new InputError(
      `${browser} failed to draw a figure (${(error as Error).message.split('\n')[0]}): try another browser with CHROMIUM=/path.`,
      { cause: error },
    );
  }
}

function pngPage(figure: PlotlyFigure): string {
  return page(`Plotly.newPlot('figure', figures[0].data, figures[0].layout, { staticPlot: true });`, [figure]);
}

/**
 * The SVGs travel as Base64 in the page, so that the browser's serialiser of HTML cannot change them. Plotly names the
 * parts of a figure at random: here by a generator that starts anew for each figure.
 */
function svgPage(figures: readonly PlotlyFigure[]): string {
  return page(
    `(async function () {
      for (var figure of figures) {
        var state = 1;
        Math.random = function () { return (state = (state * 48271) % 2147483647) / 2147483647; };
        var size = { format: 'svg', width: figure.layout.width, height: figure.layout.height };
        var url = await Plotly.toImage(figure, size);
        var svg = decodeURIComponent(url.slice(url.indexOf(',') + 1));
        var bytes = Array.from(new TextEncoder().encode(svg), function (byte) { return String.fromCharCode(byte); });
        var place = document.body.appendChild(document.createElement('pre'));
        place.className = 'svg';
        place.textContent = btoa(bytes.join(''));
      }
    })();`,
    figures,
  );
}

function page(script: string, figures: readonly PlotlyFigure[]): string {
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 0 }</style><div id="figure"></div>
<script src="${pathToFileURL(plotlyScriptFile()).href}"></script>
<script>var figures = ${scriptJson(figures)}; ${script}</script>`;
}
