import type { finishArticles } from '../worker/import/finish.ts';
import type { Counts } from '../worker/import/run.ts';

export type Finished = Awaited<ReturnType<typeof finishArticles>>;

/** How an import went. */
export interface ImportReport extends Counts {
  label: string;
  dryRun: boolean;
  /** False when it was stopped. */
  finished: boolean;
  /** Where the rejected rows are. */
  file: string | null;
  /** Of the first rejected rows, with their places. */
  reasons: string[];
  /** What became of the articles; null where workers take them. */
  finish: Finished | null;
}

/** The report for people. */
export function reportText(report: ImportReport): string {
  const { label, rows, added, known, rejected, dryRun, finished } = report;
  const would = dryRun ? 'would be ' : '';
  return [
    `${label}: ${counted(rows, 'row')}, of which ${counted(added, 'article')} ${would}added, ${known.toLocaleString('en')} known already, ${rejected.toLocaleString('en')} rejected.`,
    ...rejectedText(report),
    ...(finished && !dryRun && added > 0 ? [finishText(report)] : []),
    ...(dryRun ? ['Nothing was stored: this was a dry run.'] : []),
    ...(finished || dryRun ? [] : ['Stopped. The same command goes on where this one ended.']),
  ].join('\n');
}

function rejectedText({ rejected, reasons, file }: ImportReport): string[] {
  if (rejected === 0) return [];
  const more = rejected - reasons.length;
  return [
    ...reasons.map((reason) => `  ${reason}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en')} more`] : []),
    ...(file ? [`All rejected rows with their reasons: ${file}`] : []),
  ];
}

function finishText({ finish, added }: ImportReport): string {
  if (!finish)
    return `The workers tag the new articles (${added.toLocaleString('en')}) and put them into stories.`;
  const failed = finish.failed > 0 ? `; ${counted(finish.failed, 'article')} failed (chipwire retry)` : '';
  return `${counted(finish.finished, 'article')} tagged and put into stories${failed}.`;
}

export const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
