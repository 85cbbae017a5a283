import type { PreviewHit, PreviewSummary } from '../../watch/past/lines.ts';
import { heldWords, leadWords, rateWords } from '../../watch/past/words.ts';
import { longDay } from '../charts/time.ts';
import { counted, listed, number, Say, type Sentence, say } from '../language/say.tsx';
import { addressOf, articleAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { dateOf, dayMs, ShortDay } from '../parts/times.tsx';
import { HitChart } from './hitChart.tsx';
import { spanNames, type Tried } from './tries.ts';
import { numbersWords, voice } from './words.ts';

/** When an alert would have fired, on what and how often. */
export function TryReport({ query, span, hits, summary }: Tried) {
  return (
    <section class="tried panel" aria-labelledby="tried">
      <h2 id="tried">
        {summary.hits === 0
          ? say('It would not have fired in {span}', { span: say(spanNames[span]) })
          : say('It would have fired {times} in {span}', {
              times: counted(summary.hits, 'time'),
              span: say(spanNames[span]),
            })}
      </h2>
      {summary.hits > 0 && (
        <>
          <p>{often(summary)}</p>
          <HitChart summary={summary} hits={hits} />
        </>
      )}
      <p class="hint">
        <Found query={query} summary={summary} />
      </p>
      <Coverage summary={summary} />
      {hits.length > 0 && <Hits {...{ hits, summary }} />}
    </section>
  );
}

function often({ hits, notices, aWeek, weeks, busiest, official }: PreviewSummary): string {
  const rate = rateWords(aWeek.hits, hits, weeks.length, voice);
  const most = { rate, n: busiest.hits, day: longDay(busiest.week) };
  const told = [
    hits > 1 &&
      (busiest.hits > 1
        ? say('That is {rate}, {n} in the week of {day}, the busiest.', most)
        : say('That is {rate}.', { rate })),
    hits !== notices &&
      say('Its rhythm makes {messages} of them.', { messages: counted(notices, 'message') }),
    official.medianMinutes !== null &&
      say('The median hit came {lead} ({cases}).', {
        lead: leadWords(official.medianMinutes, voice),
        cases: counted(official.hits, 'case'),
      }),
  ];
  return told.filter(Boolean).join(' ');
}

function Found({ query, summary }: { query: string; summary: PreviewSummary }) {
  const { articles, held, archiveFrom, from, assumed } = summary;
  const reasons = heldWords(held, voice);
  const found = counted(articles, 'article');
  return (
    <>
      {articles === 0 ? (
        <Say
          sentence="Its query found nothing in this time: {search} shows what it finds."
          search={<a href={addressOf('/search', { q: query })}>{say('a search')}</a>}
        />
      ) : reasons.length === 0 ? (
        say('Its query found {articles}.', { articles: found })
      ) : (
        say('Its query found {articles}; of these made nothing fire: {reasons}.', {
          articles: found,
          reasons: listed(reasons),
        })
      )}
      {archiveFrom && archiveFrom.getTime() > from.getTime() + dayMs && (
        <>
          {' '}
          <Say sentence="The archive begins on {day}." day={<ShortDay at={archiveFrom} />} />
        </>
      )}
      {assumed > 0 &&
        ` ${say('{articles} came in long after publication; they count as found when they were published.', {
          articles: counted(assumed, 'article'),
        })}`}
    </>
  );
}

const changes: Record<string, Sentence> = {
  'feed-added': '{feeds} began to be gathered',
  'feed-dead': '{feeds} fell silent',
  'feed-revived': '{feeds} could be gathered again',
  'feed-removed': '{feeds} left the list',
  'back-filled': 'articles from before were added',
};

/** What changed in what is gathered: more articles may be more feeds. */
function Coverage({ summary: { coverage } }: { summary: PreviewSummary }) {
  if (coverage.length === 0) return null;
  return (
    <details>
      <summary>{say('What is gathered changed {n} times in this span', { n: coverage.length })}</summary>
      <ul class="chart-notes">
        {coverage.map(({ at, kind, publisher }) => (
          <li>
            {`${longDay(dateOf(at))}: ${say(changes[kind]!, { feeds: publisher ?? counted(1, 'feed') })}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Hits({ hits, summary }: Pick<Tried, 'hits' | 'summary'>) {
  return (
    <>
      {summary.hits > hits.length && <p class="hint">{say('The newest {n}:', { n: number(hits.length) })}</p>}
      <ol class="happenings told">
        {hits.map((hit, nth) => (
          <Hit hit={hit} nth={nth} />
        ))}
      </ol>
    </>
  );
}

function Hit({ hit: { at, why, article, numbers, official }, nth }: { hit: PreviewHit; nth: number }) {
  return (
    <li id={`hit-${nth}`}>
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
          {say('{lead}:', { lead: leadWords(official.minutes, voice) })}{' '}
          <a href={articleAddress(official.article.id)}>{official.article.title}</a>
        </p>
      )}
    </li>
  );
}
