import type { Orm } from '../../../db/database.ts';
import { type Entity, getEntity } from '../../../db/entities.ts';
import { type ListedStory, listStories, type StoryCursor } from '../../../db/stories.ts';
import { readCursor, writeCursor } from '../../api/cursor.ts';
import { addressOf, entityAddress, isStorable, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Chips, LanguageMark } from '../parts/articleList.tsx';
import { labelOfMean } from '../parts/sentiment.tsx';
import { Clock, ShortDay } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';

const storiesShown = 40;
/** So many publishers make a story that is not one publisher's alone. */
const several = 2;

/** What the address asks for. */
interface Asked {
  /** At least so many publishers. */
  least: number;
  /** Whose stories. */
  entity?: Pick<Entity, 'id' | 'name'> | undefined;
  from?: StoryCursor | undefined;
}

/** Stories, those with the newest articles first; `ok` is false when the address is damaged. */
export async function storiesPage(orm: Orm, query: (name: string) => string | undefined) {
  const read = await readAddress(orm, query);
  const [ok, asked] = [read !== null, read ?? { least: 1 }];
  return { ok, page: <StoriesPage {...{ ok, asked }} found={await find(orm, asked)} /> };
}

async function readAddress(orm: Orm, query: (name: string) => string | undefined): Promise<Asked | null> {
  const [id, cursor] = [query('entity'), query('cursor')];
  const least = Number(query('publishers') ?? 1);
  const place = cursor === undefined ? undefined : readCursor(cursor);
  const entity = id === undefined ? undefined : isStorable(id) ? await getEntity(orm, id) : null;
  if (place === null || entity === null || !(Number.isInteger(least) && least >= 1 && least <= 1000))
    return null;
  return { least, entity, from: place && { lastAt: place.publishedAt, id: place.id } };
}

interface Found {
  stories: ListedStory[];
  /** Cursor of the next page. */
  next: string | null;
}

async function find(orm: Orm, { least, entity, from }: Asked): Promise<Found> {
  const filter = { publishers: least > 1 ? least : undefined, entity: entity?.id };
  const found = await listStories(orm, filter, storiesShown + 1, from);
  const stories = found.slice(0, storiesShown);
  const last = stories.at(-1);
  const next =
    found.length > storiesShown && last ? writeCursor({ publishedAt: last.lastAt, id: last.id }) : null;
  return { stories, next };
}

interface StoriesProps {
  ok: boolean;
  asked: Asked;
  found: Found;
}

const addressFor = ({ least, entity }: Asked, cursor?: string) =>
  addressOf('/stories', { entity: entity?.id, publishers: least > 1 ? least : undefined, cursor });

function StoriesPage({ ok, asked, found: { stories, next } }: StoriesProps) {
  return (
    <Page title="Stories" section="stories">
      <h1>Stories</h1>
      {!ok && (
        <p class="notice" role="alert">
          The address of this page is damaged; these are all stories from the newest on.
        </p>
      )}
      <section class="results" aria-label="Stories">
        <About asked={asked} />
        <Switch asked={asked} />
        {stories.length === 0 && (
          <p class="lead">
            {asked.least > 1 || asked.entity ? 'There are no such stories.' : 'There are no stories yet.'}
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
          {asked.from && <a href={addressFor(asked)}>← Newest</a>}
          {next && <a href={addressFor(asked, next)}>Older stories →</a>}
        </p>
      </section>
    </Page>
  );
}

const About = ({ asked: { entity } }: { asked: Asked }) => (
  <p class="count">
    A story is the articles about one happening, in whatever language; those with the newest articles come
    first. A copy of another’s text makes no further publisher.
    {entity && (
      <>
        {' Only stories that name '}
        <a href={entityAddress(entity.id)}>{entity.name}</a> or what belongs to it.
      </>
    )}
  </p>
);

const Switch = ({ asked }: { asked: Asked }) => (
  <ul class="switch" aria-label="How many publishers">
    {[1, several].map((least) => (
      <li>
        <a href={addressFor({ ...asked, least })} aria-current={asked.least === least ? 'true' : undefined}>
          {least === 1 ? 'all' : `by ${least} publishers or more`}
        </a>
      </li>
    ))}
  </ul>
);

function StoryLine({ story }: { story: ListedStory }) {
  const { id, first, firstAt, lastAt, articles, publishers, entities } = story;
  return (
    <article>
      <div>
        <h3>
          <a href={storyAddress(id)} lang={first.language}>
            {first.title}
          </a>
        </h3>
        <p class="source">
          {articles > 1 && (
            <span>
              newest <ShortDay at={lastAt} /> <Clock at={lastAt} />
            </span>
          )}
          <span>
            {`broken by ${first.publisher} `}
            <ShortDay at={firstAt} /> <Clock at={firstAt} />
          </span>
          <LanguageMark language={first.language} />
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

const chipOf = ({ id, name, meanSentiment }: ListedStory['entities'][number]) => ({
  ...{ id, name, score: meanSentiment, label: labelOfMean(meanSentiment) },
});
