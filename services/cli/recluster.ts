import { recluster as reclusterArchive } from '../worker/recluster/recluster.ts';
import type { ReclusterReport } from '../worker/recluster/report.ts';
import { type CommandContext, exitCodes } from './context.ts';

export interface ReclusterCommand {
  /** Only articles published since. */
  since?: Date;
  dryRun?: boolean;
  /** One line of JSON instead of words. */
  json?: boolean;
}

/** Groups the archive anew and tells what changed; interrupted, the next call goes on. @returns the exit code */
export async function recluster(
  ctx: CommandContext,
  { since, dryRun = false, json = false }: ReclusterCommand,
): Promise<number> {
  const { orm, now, signal, progress } = ctx;
  const { report, finished } = await reclusterArchive(
    { orm, now },
    { since: since ?? null, dryRun, signal, onProgress: progress.show },
  );
  progress.end();
  ctx.out(json ? JSON.stringify({ dryRun, finished, ...report }) : reportText(report));
  if (dryRun) ctx.err('Nothing was stored: this was a dry run.');
  if (finished) return exitCodes.done;
  ctx.err(dryRun ? 'Stopped.' : 'Stopped. The same command goes on where this one ended.');
  return exitCodes.interrupted;
}

export function reportText({ articles, stories, copies, left, examples }: ReclusterReport): string {
  const count = (n: number) => n.toLocaleString('en');
  const turned = ({ before, after }: { before: number; after: number }) =>
    before === after ? count(after) : `${count(before)} before, ${count(after)} now`;
  return [
    `${count(articles)} articles grouped anew.`,
    `Stories: ${turned(stories)}`,
    `Copies: ${turned(copies)}`,
    `Articles that left their story: ${count(left)}`,
    ...examples.map(({ id, title, from, to }) => `  ${id} “${title}”: ${from} → ${to}`),
    ...(left > examples.length ? [`  … and ${count(left - examples.length)} more`] : []),
  ].join('\n');
}
