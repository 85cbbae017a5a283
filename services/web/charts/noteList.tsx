import type { Burst, CoverageMark, Series } from '../../api/series.ts';
import type { Unit } from '../../search/series/periods.ts';
import { counted, listed, number, Say, type Sentence, say } from '../language/say.tsx';
import { articleAddress, storyAddress } from '../layout/address.ts';
import { marksOf, type Note } from './notes.ts';
import { daysName, longDay } from './time.ts';

interface NoteListProps {
  series: readonly Series[];
  by: Unit;
  notes: readonly Note[];
}

/** What the marks of a chart mean: events, bursts with the story behind each, and changes of what is gathered. */
export function NoteList({ series, notes }: NoteListProps) {
  const events = notes.filter((note) => note.is === 'event');
  const bursts = notes.filter((note) => note.is === 'burst');
  const marks = marksOf(series);
  return (
    <>
      {events.length > 0 && (
        <ol class="chart-notes" aria-label={say('Events on the chart')}>
          {events.map(({ key, event }) => (
            <li>
              <span class="key key-event">{key}</span>
              <time datetime={event.day}>{longDay(event.day)}</time>
              {event.kind && ` · ${event.kind}`}
              {' · '}
              <a href={event.href} lang={event.language}>
                {event.title}
              </a>
            </li>
          ))}
        </ol>
      )}
      {bursts.length > 0 && (
        <ol class="chart-notes" aria-label={say('Bursts on the chart')}>
          {bursts.map(({ key, burst }) => (
            <li>
              <span class="key key-burst">{key}</span>
              <BurstTold {...burst} />
            </li>
          ))}
        </ol>
      )}
      {marks.length > 0 && <Marks marks={marks} />}
    </>
  );
}

/** Days of unusually much, and the story that most of it was on. */
export const BurstTold = ({ from, to, articles, expected, story, coverageChanged }: Burst) => (
  <>
    <Say
      sentence="{days}: {articles} where {expected} are usual"
      days={daysName(from, to)}
      articles={counted(articles, 'article')}
      expected={number(expected, expected < 10 ? 1 : 0)}
    />
    {story && (
      <>
        {' · '}
        <a href={story.storyId === null ? articleAddress(story.articleId) : storyAddress(story.storyId)}>
          {story.headline}
        </a>
      </>
    )}
    {coverageChanged && (
      <span class="hint"> {say('What is gathered changed at that time: perhaps no news at all.')}</span>
    )}
  </>
);

const kinds: Record<CoverageMark['kind'], Sentence> = {
  'feed-added': '{feeds} began to be gathered',
  'feed-dead': '{feeds} fell silent',
  'feed-revived': '{feeds} could be gathered again',
  'feed-removed': '{feeds} left the list',
  'back-filled': 'articles from before were added',
};
const publishersNamed = 3;
const marksOpen = 3;

function Marks({ marks }: { marks: CoverageMark[] }) {
  const shown = (
    <ul class="chart-notes">
      {marks.map((mark) => (
        <li>
          <span class="key key-gathered" aria-hidden="true">
            ◆
          </span>
          <MarkTold {...mark} />
        </li>
      ))}
    </ul>
  );
  if (marks.length <= marksOpen) return shown;
  return (
    <details class="coverage-marks">
      <summary>{say('◆ What is gathered changed {n} times in this span', { n: marks.length })}</summary>
      {shown}
    </details>
  );
}

function MarkTold({ day, until, kind, feeds, publishers, articles }: CoverageMark) {
  const named = publishers.slice(0, publishersNamed);
  const others = publishers.length > named.length;
  return (
    <>
      {`${daysName(day, until)}: ${say(kinds[kind], { feeds: counted(feeds, 'feed') })}`}
      {articles !== null && ` (${counted(articles, 'article')})`}
      {named.length > 0 && <span class="hint">{` ${listed(named)}${others ? ' …' : ''}`}</span>}
    </>
  );
}
