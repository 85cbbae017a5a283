import { counted, number, Say, say } from '../language/say.tsx';
import { addressOf, storyAddress } from '../layout/address.ts';
import { Chips, LanguageMark } from '../parts/articleList.tsx';
import { labelOfMean } from '../parts/sentiment.tsx';
import { Clock, duration, ShortDay, utc } from '../parts/times.tsx';
import { inOwnLanguage, readingAddress } from '../story/shown.ts';
import type { FrontStory, News } from './load.ts';

interface EntryProps {
  story: FrontStory;
  /** What the reader has not seen of it: all, or so many articles. */
  fresh: 'all' | number;
  /** Says the day beside the hour. */
  dated?: boolean;
}

/** The story that leads, with how it begins. */
export function LeadStory({ story, openings, fresh }: EntryProps & Pick<News, 'openings'>) {
  const { id, language } = inOwnLanguage(story.told, story.first);
  const opening = openings.get(id);
  return (
    <article data-walk>
      <Headline story={story} fresh={fresh} />
      {opening && (
        <p class="standfirst" lang={language}>
          {opening}
        </p>
      )}
      <Told story={story} dated />
    </article>
  );
}

/** A story in a list. */
export const StoryEntry = ({ story, fresh, dated = false }: EntryProps) => (
  <article data-walk>
    <Headline story={story} fresh={fresh} />
    <Told story={story} dated={dated} />
  </article>
);

function Headline({ story, fresh }: EntryProps) {
  const { title, language } = inOwnLanguage(story.told, story.first);
  return (
    <h3>
      <a href={readingAddress(story)} lang={language} data-open>
        {title}
      </a>
      <Fresh fresh={fresh} />
    </h3>
  );
}

/** What is new of it since the last visit. */
function Fresh({ fresh }: Pick<EntryProps, 'fresh'>) {
  if (fresh === 0) return null;
  if (fresh === 'all')
    return (
      <>
        {' '}
        <span class="fresh">{say('new')}</span>
      </>
    );
  const told = say('{articles} since your last visit', { articles: counted(fresh, 'article') });
  return (
    <>
      {' '}
      <span class="fresh" title={told}>
        <span aria-hidden="true">{`+${number(fresh)}`}</span>
        <span class="hidden">{told}</span>
      </span>
    </>
  );
}

/** Who broke it and how long before the next publisher, how widely it is told, and whom it is about. */
function Told({ story, dated }: Pick<EntryProps, 'story' | 'dated'>) {
  const { id, first, told, firstAt, entities, publishers, articles, copies } = story;
  return (
    <>
      <p class="source">
        {dated && <ShortDay at={firstAt} />}
        <Clock at={firstAt} />
        <Broken story={story} />
        <LanguageMark language={inOwnLanguage(told, first).language} />
        {publishers > 1 && <span>{counted(publishers, 'publisher')}</span>}
        {articles - copies > 1 && <span>{counted(articles - copies, 'article')}</span>}
        {copies > 0 && <a href={`${storyAddress(id)}#timeline`}>{`+${counted(copies, 'copy')}`}</a>}
      </p>
      <Chips
        entities={entities.map(({ meanSentiment, ...entity }) => ({
          ...entity,
          ...{ score: meanSentiment, label: labelOfMean(meanSentiment) },
        }))}
      />
    </>
  );
}

function Broken({ story: { first, firstAt, next } }: Pick<EntryProps, 'story'>) {
  const publisher = <a href={addressOf('/search', { publisher: first.publisher })}>{first.publisher}</a>;
  if (!next) return publisher;
  const lead = (next.publishedAt.getTime() - firstAt.getTime()) / 1000;
  return (
    <span title={`${next.publisher}: ${utc(next.publishedAt)}`}>
      <Say
        sentence="broken by {publisher}, {time} before {next}"
        publisher={publisher}
        time={<strong>{duration(lead)}</strong>}
        next={next.publisher}
      />
    </span>
  );
}
