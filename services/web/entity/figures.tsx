import type { Orm } from '../../../db/database.ts';
import { reachOf } from '../../../db/entityNumbers.ts';
import { type ArticleFilter, countArticles } from '../../../db/search.ts';
import { sumDays } from '../../../db/series.ts';
import {
  type Estimate,
  estimate,
  type Gap,
  pooled,
  type Sample,
  welchGap,
} from '../../search/series/intervals.ts';
import { counted, number, percent, Say, say } from '../language/say.tsx';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { shortDay } from '../parts/times.tsx';
import { earlierThan, lengthOf, timesOf } from './span.ts';
import { scopeOf, type View } from './view.ts';

/** What the articles of a time come to that name an entity or what belongs to it. */
export interface Figures extends Estimate {
  articles: number;
  /** All coverage of the time. */
  all: number;
  sample: Sample;
}

/** Figures of the span, and of as many days before it; null where the span has no beginning or the archive none so early. */
export interface Compared {
  now: Figures;
  earlier: Figures | null;
}

export async function compare(orm: Orm, id: string, view: View, now: Date): Promise<Compared> {
  const scope = scopeOf(view);
  const before = earlierThan(view.span, now);
  const earlier = before ? await figuresOf(orm, id, { ...scope, ...timesOf(before) }) : null;
  return { now: await figuresOf(orm, id, scope), earlier: earlier && earlier.all > 0 ? earlier : null };
}

async function figuresOf(orm: Orm, id: string, scope: ArticleFilter): Promise<Figures> {
  const days = await sumDays(orm, { filter: { ...scope, entity: id }, timeZone: 'UTC', towards: id });
  const sample = pooled(days);
  const articles = days.reduce((sum, { volume }) => sum + volume, 0);
  return { articles, all: await countArticles(orm, scope), sample, ...estimate(sample) };
}

/** How far the coverage of the span reaches. */
export type Spread = Pick<Awaited<ReturnType<typeof reachOf>>, 'stories' | 'publishers' | 'first'>;
export const spreadOf = (orm: Orm, id: string, view: View): Promise<Spread> =>
  reachOf(orm, { ...scopeOf(view), entity: id });

interface FiguresProps {
  compared: Compared;
  spread: Spread;
  view: View;
  now: Date;
}

/** The span in a line of numbers, each with what it was before. */
export function FiguresLine({ compared, spread, view, now }: FiguresProps) {
  const { now: current, earlier } = compared;
  return (
    <ul class="figures-line">
      <li>
        <Volume {...{ compared, view, now, first: spread.first }} />
      </li>
      <li>
        <Share {...compared} />
      </li>
      {current.mean !== null && (
        <li>
          <Mood {...compared} />
        </li>
      )}
      {current.articles > 0 && (
        <li>
          {say('told in {stories} by {publishers}', {
            stories: counted(spread.stories, 'story'),
            publishers: counted(spread.publishers, 'publisher'),
          })}
        </li>
      )}
      {!earlier && view.span.after && (
        <li class="none">{say('the archive has nothing of the time before to compare with')}</li>
      )}
    </ul>
  );
}

type VolumeProps = { compared: Compared; view: View; now: Date; first: Spread['first'] };

function Volume({ compared: { now: current, earlier }, view: { span }, now, first }: VolumeProps) {
  const articles = <strong>{counted(current.articles, 'article')}</strong>;
  const days = lengthOf(span, now);
  if (days === null)
    return first ? (
      <Say sentence="{articles} since {day}" articles={articles} day={shortDay(first.publishedAt)} />
    ) : (
      articles
    );
  const told = <Say sentence="{articles} in {days}" articles={articles} days={counted(days, 'day')} />;
  if (!earlier) return told;
  const more = current.articles - earlier.articles;
  return (
    <>
      {told}
      {more === 0
        ? say(', as many as in the {n} days before', { n: days })
        : say(
            more > 0
              ? ', {more} more than in the {n} days before'
              : ', {more} fewer than in the {n} days before',
            {
              more: number(Math.abs(more)),
              n: days,
            },
          )}
    </>
  );
}

function Share({ now: current, earlier }: Compared) {
  if (current.all === 0) return <span class="none">{say('no coverage at all in this time')}</span>;
  const share = percent(current.articles / current.all);
  return (
    <>
      {earlier
        ? say('{share} of all coverage, was {before}', {
            share,
            before: percent(earlier.articles / earlier.all),
          })
        : say('{share} of all coverage', { share })}
    </>
  );
}

/** Says whether the sentiment has changed by more than articles differ anyway. */
function Mood({ now: current, earlier }: Compared) {
  const mean = <MeanSentiment mean={current.mean} />;
  if (!earlier || earlier.mean === null) return <Say sentence="mean sentiment {mean}" mean={mean} />;
  const gap = welchGap(current.sample, earlier.sample);
  return (
    <>
      <Say sentence="mean sentiment {mean}, was {before}" mean={mean} before={scoreText(earlier.mean)} />{' '}
      {gap && (
        <span class="none">{say(changes[isClear(gap) ? 'clear' : 'unclear'], ends(gap.interval))}</span>
      )}
    </>
  );
}

const changes = {
  clear: '(more than chance: change of {low} to {high})',
  unclear: '(within chance: change of {low} to {high})',
} as const;
const isClear = ({ interval: { low, high } }: Gap) => low > 0 || high < 0;
const ends = ({ low, high }: { low: number; high: number }) => ({
  low: scoreText(low),
  high: scoreText(high),
});
