import type { Orm } from '../../../db/database.ts';
import type { AskedAlert } from '../../watch/alerts.ts';
import { askedWrong } from '../../watch/fault.ts';
import type { PreviewHit, PreviewSummary } from '../../watch/past/lines.ts';
import { heldWords, leadWords, rateWords } from '../../watch/past/words.ts';
import { preview } from '../../watch/preview.ts';
import { addressOf, articleAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { dateOf, dayMs, daysBefore, ShortDay } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import { WeekBars } from './weekBars.tsx';

/** Spans that a form offers, by their days. */
export const trySpans: Record<string, string> = {
  '30': 'the last 30 days',
  '365': 'the last year',
  '1825': 'the last five years',
};
export const usualSpan = '365';

const hitsShown = 30;
const deadlineMs = 25_000;

/** What an alert would have done, its newest hits first. */
export interface Tried {
  query: string;
  span: string;
  hits: PreviewHit[];
  summary: PreviewSummary;
}

/**
 * A function that runs an alert that need not be saved over the past, one at a time: each takes a share of the database
 * from those who read pages.
 */
export function tries(orm: Orm) {
  let busy = false;
  return async (
    asked: AskedAlert,
    days: string | undefined,
    now: Date,
    asking: AbortSignal,
  ): Promise<Tried> => {
    if (busy) throw askedWrong('', 'Another alert is being tried right now; try again in a minute.');
    busy = true;
    const signal = AbortSignal.any([asking, AbortSignal.timeout(deadlineMs)]);
    try {
      return await tryAlert(orm, asked, days, now, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw askedWrong('', 'This took too long to try; choose a shorter span, or ask for less.');
    } finally {
      busy = false;
    }
  };
}

async function tryAlert(
  orm: Orm,
  { query, trigger, gates, rhythm, priority }: AskedAlert,
  days: string | undefined,
  now: Date,
  signal: AbortSignal,
): Promise<Tried> {
  const chosen = days !== undefined && Object.hasOwn(trySpans, days) ? days : usualSpan;
  const spec = { trigger, gates, rhythm, priority };
  const from = daysBefore(now, Number(chosen));
  const hits: PreviewHit[] = [];
  for await (const line of await preview(orm, { query, spec, from, until: now }, now, signal)) {
    if ('summary' in line)
      return { query, span: trySpans[chosen]!, hits: hits.reverse(), summary: line.summary };
    if ('hit' in line) hits.push(line.hit);
    if (hits.length > hitsShown) hits.shift();
  }
  throw new Error('A try against the past ended without a summary');
}

/** When an alert would have fired, on what and how often. */
export function TryReport({ query, span, hits, summary }: Tried) {
  return (
    <section class="tried panel" aria-labelledby="tried">
      <h2 id="tried">
        {summary.hits === 0
          ? `It would not have fired in ${span}`
          : `It would have fired ${counted(summary.hits, 'time')} in ${span}`}
      </h2>
      {summary.hits > 0 && (
        <>
          <p>{often(summary)}</p>
          <WeekBars weeks={summary.weeks} />
        </>
      )}
      <p class="hint">
        <Found query={query} summary={summary} />
      </p>
      {hits.length > 0 && <Hits {...{ hits, summary }} />}
    </section>
  );
}

function often({ hits, notices, aWeek, weeks, busiest, official }: PreviewSummary): string {
  const most = busiest.hits > 1 ? `, ${busiest.hits} in the week of ${busiest.week}, the busiest` : '';
  const rate = hits > 1 ? `That is ${rateWords(aWeek.hits, hits, weeks.length)}${most}.` : '';
  const made = hits === notices ? '' : `Its rhythm makes ${counted(notices, 'message')} of them.`;
  const lead =
    official.medianMinutes === null
      ? ''
      : `The median hit came ${leadWords(official.medianMinutes)} the official text (${counted(official.hits, 'case')}).`;
  return [rate, made, lead].filter(Boolean).join(' ');
}

function Found({ query, summary }: { query: string; summary: PreviewSummary }) {
  const { articles, held, archiveFrom, from, assumed } = summary;
  const reasons = heldWords(held);
  return (
    <>
      {articles === 0 ? (
        <>
          Its query found nothing in this time: <a href={addressOf('/search', { q: query })}>search</a> shows
          what it finds.
        </>
      ) : (
        `Its query found ${counted(articles, 'article')}${reasons.length > 0 ? `; of these made nothing fire: ${reasons.join(', ')}` : ''}.`
      )}
      {archiveFrom && archiveFrom.getTime() > from.getTime() + dayMs && (
        <>
          {' '}
          The archive begins on <ShortDay at={archiveFrom} />.
        </>
      )}
      {assumed > 0 &&
        ` ${counted(assumed, 'article')} came in long after publication and ${assumed === 1 ? 'is' : 'are'} taken as found at once.`}
    </>
  );
}

function Hits({ hits, summary }: Pick<Tried, 'hits' | 'summary'>) {
  return (
    <>
      {summary.hits > hits.length && <p class="hint">The newest {hits.length}:</p>}
      <ol class="happenings told">
        {hits.map((hit) => (
          <Hit hit={hit} />
        ))}
      </ol>
    </>
  );
}

function Hit({ hit: { at, why, article, numbers, official } }: { hit: PreviewHit }) {
  return (
    <li>
      <h3 lang={article?.language}>
        {article ? <a href={articleAddress(article.id)}>{article.title}</a> : why}
      </h3>
      <p class="source">
        <time datetime={at.toISOString()}>{`${dateOf(at)} ${at.toISOString().slice(11, 16)}`}</time>
        {article && <span>{article.publisher}</span>}
        {article && <LanguageMark language={article.language} />}
        {numbers && <span>{numbersWords(numbers)}</span>}
      </p>
      {article && <p>{why}</p>}
      {official && official.article.id !== article?.id && (
        <p>
          {`${leadWords(official.minutes)} the official text: `}
          <a href={articleAddress(official.article.id)}>{official.article.title}</a>
        </p>
      )}
    </li>
  );
}

/** `relevance 80 · novelty 100` */
export const numbersWords = (numbers: object): string =>
  Object.entries(numbers)
    .map(([name, value]) => `${name} ${Math.round(value)}`)
    .join(' · ');
