import type { PreviewHit, PreviewSummary, Week } from '../watch/past/lines.ts';
import { heldWords, leadWords, rateWords } from '../watch/past/words.ts';
import { counted, plain } from './lines.ts';

/** A time that an alert would have fired. */
export function* hitLines({ at, why, article, official, numbers, assumed }: PreviewHit): Generator<string> {
  yield `${moment(at)}${assumed ? '*' : ''}  ${plain(why)}`;
  if (article) yield `  ${named(article)}`;
  if (article?.url) yield `  ${plain(article.url)}`;
  if (official && official.article.id === article?.id) yield '  the official text itself';
  else if (official) yield `  ${leadWords(official.minutes)}: ${named(official.article)}`;
  if (numbers)
    yield `  ${Object.entries(numbers)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}`;
}

const named = ({ title, publisher }: { title: string; publisher: string }) =>
  `${plain(title)} · ${plain(publisher)}`;

/** What a try against the past comes to. */
export function* summaryLines(summary: PreviewSummary, shown: number): Generator<string> {
  const { hits, notices, weeks, aWeek, publishers } = summary;
  if (hits > shown) yield `… and ${counted(hits - shown, 'more hit')}.`;
  if (shown > 0) yield '';
  yield sentence(summary);
  if (notices !== hits)
    yield `Its rhythm makes ${counted(notices, 'message')} of them${notices > 1 ? `, ${rateWords(aWeek.notices, notices, weeks.length)}` : ''}.`;
  yield* chart(weeks);
  yield found(summary);
  if (publishers.length > 0)
    yield `Fired by: ${publishers.map((each) => `${plain(each.publisher)} ${each.hits}`).join(', ')}.`;
  yield* doubts(summary);
}

/** `Would have fired 41 times in 52 weeks, 0.8 a week, busiest 5; 63 copies held back; median 3 h 20 min before …` */
function sentence({ hits, from, until, aWeek, busiest, held, official }: PreviewSummary): string {
  const weeks = Math.max(1, Math.round((until.getTime() - from.getTime()) / weekMs));
  const often = `${counted(hits, 'time')} in ${counted(weeks, 'week')}`;
  const most = busiest.hits > 1 ? `, ${busiest.hits} in the week of ${busiest.week}, the busiest` : '';
  const rate = hits > 1 ? `, ${rateWords(aWeek.hits, hits, weeks)}${most}` : '';
  const copies = held.copy > 0 ? `; ${counted(held.copy, 'copy', 'copies')} held back` : '';
  const lead =
    official.medianMinutes === null
      ? ''
      : `; median ${leadWords(official.medianMinutes)} in ${counted(official.hits, 'case')}`;
  return `Would have fired ${often}${rate}${copies}${lead}.`;
}

const weekMs = 7 * 86_400_000;
const steps = '▁▂▃▄▅▆▇█';
const mostCells = 60;

/** A bar for each week, or for several where there are many. */
function* chart(weeks: readonly Week[]): Generator<string> {
  const each = Math.ceil(weeks.length / mostCells);
  const cells = Array.from({ length: Math.ceil(weeks.length / each) }, (_, n) =>
    weeks.slice(n * each, (n + 1) * each).reduce((sum, { hits }) => sum + hits, 0),
  );
  const most = Math.max(...cells);
  if (most === 0) return;
  const bar = (hits: number) => (hits === 0 ? '·' : steps[Math.ceil((hits / most) * steps.length) - 1]!);
  const per = each === 1 ? 'week' : `${each} weeks`;
  yield `${weeks[0]!.week} ${cells.map(bar).join('')} ${weeks.at(-1)!.week} (hits by ${per}, at most ${most})`;
}

function found({ articles, held }: PreviewSummary): string {
  if (articles === 0) return 'The query found no article in this span; chipwire search shows what it finds.';
  const reasons = heldWords(held);
  return `The query found ${counted(articles, 'article')}${reasons.length > 0 ? `: ${reasons.join(', ')}` : ''}.`;
}

function* doubts({
  hits,
  archiveFrom,
  from,
  assumed,
  retagged,
  coverage,
}: PreviewSummary): Generator<string> {
  if (!archiveFrom) yield 'The archive has no articles yet.';
  else if (dayOf(archiveFrom) > dayOf(from))
    yield `The archive begins on ${dayOf(archiveFrom)}: before that, nothing could fire.`;
  else if (hits === 0 && dayOf(archiveFrom) < dayOf(from))
    yield `The archive goes back to ${dayOf(archiveFrom)}: --from ${dayOf(archiveFrom)} tries all of it.`;
  if (assumed > 0)
    yield `${counted(assumed, 'article')} came in long after publication and ${assumed === 1 ? 'is' : 'are'} taken as found at once (*).`;
  if (retagged > 0)
    yield `${counted(retagged, 'article')} tagged anew since ${retagged === 1 ? 'is' : 'are'} judged by the first tags.`;
  if (coverage.length > 0)
    yield `${counted(coverage.length, 'change')} in what is gathered ${coverage.length === 1 ? 'touches' : 'touch'} this span: ${changes(coverage)}.`;
}

function changes(coverage: PreviewSummary['coverage']): string {
  const times = new Map<string, number>();
  for (const { kind } of coverage) times.set(kind, (times.get(kind) ?? 0) + 1);
  return [...times].map(([kind, count]) => `${kind.replace('-', ' ')} ${count}`).join(', ');
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const moment = (at: Date) => at.toISOString().slice(0, 16).replace('T', ' ');
