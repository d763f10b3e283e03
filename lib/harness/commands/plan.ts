import { type EngineName, startEngine } from '../../engine/index.js';
import { RunStore, type Tier } from '../../experiment/index.js';
import { type DeviceCost, planTier, type StageCount, type TierPlan } from '../plan/plan-tier.js';
import { selectNotebooks } from '../recipes.js';
import { formatSeconds, plural } from '../report/format.js';
import { alignColumns } from '../text-table.js';

export interface PlanCommandOptions {
  tier: Tier;
  seeds?: number;
  engine?: EngineName | 'auto';
  json?: boolean;
}

/** `longtail plan`: which runs the notebooks need at a tier, which are at hand, and what the rest costs. */
export async function planCommand(globs: string[], { tier, seeds, engine, json }: PlanCommandOptions): Promise<void> {
  const notebooks = await selectNotebooks(globs.length > 0 ? globs : ['*']);
  const { class: engineClass } = await startEngine({ engine });
  const plan = await planTier(notebooks, { tier, seeds, store: new RunStore(), engineClass });
  console.log(json ? JSON.stringify(plan, null, 2) : renderPlan(plan));
}

/** The plan for people. */
export function renderPlan(plan: TierPlan): string {
  const { tier, papers, stageOne, stageTwo, missingImages, costs } = plan;
  const asked = papers.reduce((sum, paper) => sum + paper.asked, 0);
  const apart = papers.reduce((sum, paper) => sum + paper.stageOne, 0);
  const missing = stageOne.runs - stageOne.current - stageOne.stale;
  return [
    alignColumns([
      ['paper', 'runs asked for', 'stage one', 'stage two'],
      ...papers.map((paper) => [paper.paper, ...[paper.asked, paper.stageOne, paper.stageTwo].map(String)]),
      ['all, shared', ...[asked, stageOne.runs, stageTwo.runs].map(String)],
    ]),
    '',
    `Tier ${tier}: ${stageOne.runs} distinct stage-one runs, ${apart} if papers shared none, and ${stageTwo.runs} stage-two runs.`,
    `At hand: ${atHand(stageOne)} of stage one, ${atHand(stageTwo)} of stage two.`,
    missing === 0
      ? 'Nothing is left to train.'
      : `Left: ${missing} stage-one runs, which train ${(missingImages / 1e6).toFixed(1)} million images (one only evaluated counts as a third).`,
    ...(missing === 0 ? [] : costLines(costs)),
  ].join('\n');
}

function atHand({ current, stale }: StageCount): string {
  return `${current + stale}${stale === 0 ? '' : ` (${stale} by older code or another engine)`}`;
}

function costLines(costs: DeviceCost[]): string[] {
  const known = costs.filter(({ stageOneSeconds }) => stageOneSeconds !== null);
  if (known.length === 0) return ['No record at hand tells how fast such runs are: make one of them first.'];
  return known.flatMap(({ engine, device, threads, kinds, stageOneSeconds, stageTwoSeconds }) => [
    '',
    `Measured on ${engine}, ${device}, ${threads} ${threads === 1 ? 'thread' : 'threads'}: ${formatSeconds(stageOneSeconds)}` +
      `${stageTwoSeconds === null ? '' : `, and ${formatSeconds(stageTwoSeconds)} for stage two`}, one run at a time.`,
    alignColumns([
      ['', 'runs', 'images/s', 'median of'],
      ...kinds.map(({ kind, runs, imagesPerSecond, measuredOn, records }) => [
        `  ${kind}`,
        String(runs),
        imagesPerSecond!.toFixed(0),
        `${plural(records, 'record')}${measuredOn === kind ? '' : ` of ${measuredOn}, for want of its own`}`,
      ]),
    ]),
  ]);
}
