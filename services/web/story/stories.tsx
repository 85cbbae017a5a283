import type { Orm } from '../../../db/database.ts';
import { type ListedStory, listStories, type StoryCursor } from '../../../db/stories.ts';
import { readCursor, writeCursor } from '../../api/cursor.ts';
import { counted, nameOf, Say, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import type { Asked } from '../layout/pageTools.ts';
import { Chips, LanguageMark } from '../parts/articleList.tsx';
import { labelOfMean } from '../parts/sentiment.tsx';
import { Clock, ShortDay } from '../parts/times.tsx';
import { inOwnLanguage, readingAddress } from './shown.ts';
import { addressFor, everything, readWanted, type Wanted, wantedFrom } from './wanted.ts';
import { WantedForm } from './wantedForm.tsx';

const storiesShown = 40;

/** Stories as the address asks for them; `ok` is false when it is damaged. */
export async function storiesPage(orm: Orm, query: Asked, now: Date) {
  const read = await readWanted(orm, query);
  const place = cursorIn(query('cursor'));
  const ok = read !== null && place !== null;
  const wanted = ok ? read : everything;
  const found = await find(orm, wanted, ok ? place : undefined, now);
  return { ok, page: <StoriesPage {...{ ok, wanted, found }} later={ok && place !== undefined} /> };
}

/** @returns null where it is damaged */
function cursorIn(text: string | undefined): StoryCursor | undefined | null {
  const place = text === undefined ? undefined : readCursor(text);
  return place && { lastAt: place.publishedAt, id: place.id };
}

interface Found {
  stories: ListedStory[];
  /** Cursor of the next page. */
  next: string | null;
}

async function find(orm: Orm, wanted: Wanted, from: StoryCursor | undefined, now: Date): Promise<Found> {
  const { least, entity, topic, before, sort } = wanted;
  const filter = {
    ...{ topic, entity: entity?.id, publishers: least > 1 ? least : undefined },
    ...{ after: wantedFrom(wanted, now), before: before === undefined ? undefined : new Date(before) },
  };
  const found = await listStories(orm, filter, storiesShown + 1, from, sort);
  const stories = found.slice(0, storiesShown);
  const last = stories.at(-1);
  const more = found.length > storiesShown && last && sort === 'newest';
  return { stories, next: more ? writeCursor({ publishedAt: last.lastAt, id: last.id }) : null };
}

interface StoriesProps {
  ok: boolean;
  wanted: Wanted;
  found: Found;
  /** Whether this is not the first page. */
  later: boolean;
}

function StoriesPage({ ok, wanted, found: { stories, next }, later }: StoriesProps) {
  return (
    <Page title={say('Stories')} section="stories" scripts={['complete']}>
      <h1>{say('Stories')}</h1>
      {!ok && (
        <p class="notice" role="alert">
          {say('The address of this page is damaged; these are all stories from the newest on.')}
        </p>
      )}
      <WantedForm wanted={wanted} />
      <section class="results" aria-label={say('Stories')}>
        <About wanted={wanted} />
        {stories.length === 0 && (
          <p class="lead">
            {addressFor(wanted) === '/stories'
              ? say('There are no stories yet.')
              : say('There are no such stories.')}
          </p>
        )}
        <ol class="articles">
          {stories.map((story) => (
            <li>
              <StoryLine story={story} />
            </li>
          ))}
        </ol>
        <p class="pages">
          {later && <a href={addressFor(wanted)}>{say('← Newest')}</a>}
          {next && <a href={addressFor(wanted, next)}>{say('Older stories →')}</a>}
        </p>
      </section>
    </Page>
  );
}

const About = ({ wanted: { entity, sort, after } }: { wanted: Wanted }) => (
  <p class="count">
    {say(
      'A story is the articles about one happening, in whatever language. A copy of another’s text makes no further publisher.',
    )}{' '}
    {sort === 'newest'
      ? say('Those with the newest articles come first.')
      : say('Those that most publishers wrote of come first, {n} at most.', { n: storiesShown })}
    {sort === 'publishers' && after === undefined && (
      <> {say('Of the last 30 days, unless another day is given.')}</>
    )}
    {entity && (
      <>
        {' '}
        <Say
          sentence="Only stories that name {entity} or what belongs to it."
          entity={<a href={entityAddress(entity.id)}>{nameOf(entity)}</a>}
        />
      </>
    )}
  </p>
);

function StoryLine({ story }: { story: ListedStory }) {
  const { first, told, firstAt, lastAt, articles, publishers, entities } = story;
  const { title, language } = inOwnLanguage(told, first);
  return (
    <article data-walk>
      <div>
        <h2>
          <a href={readingAddress(story)} lang={language} data-open>
            {title}
          </a>
        </h2>
        <p class="source">
          {articles > 1 && (
            <span>
              <Say sentence="newest {time}" time={<When at={lastAt} />} />
            </span>
          )}
          <span>
            <Say
              sentence="broken by {publisher} {time}"
              publisher={first.publisher}
              time={<When at={firstAt} />}
            />
          </span>
          <LanguageMark language={language} />
        </p>
        <Chips entities={entities.map(chipOf)} />
      </div>
      <p class="overall">
        {counted(articles, 'article')}
        <br />
        {counted(publishers, 'publisher')}
      </p>
    </article>
  );
}

const When = ({ at }: { at: Date }) => (
  <>
    <ShortDay at={at} /> <Clock at={at} />
  </>
);

const chipOf = ({ meanSentiment, ...entity }: ListedStory['entities'][number]) => ({
  ...{ ...entity, score: meanSentiment, label: labelOfMean(meanSentiment) },
});
