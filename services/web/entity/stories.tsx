import type { Orm } from '../../../db/database.ts';
import { type ListedStory, listStories } from '../../../db/stories.ts';
import { counted, say } from '../language/say.tsx';
import { addressOf, storyAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { ShortDay } from '../parts/times.tsx';
import { timesOf } from './span.ts';
import { articlesAddress, type View } from './view.ts';

const storiesShown = 8;

export const storiesOf = (orm: Orm, id: string, { span }: View): Promise<ListedStory[]> =>
  listStories(orm, { entity: id, ...timesOf(span) }, storiesShown);

interface StoriesProps {
  id: string;
  stories: readonly ListedStory[];
  view: View;
}

/** The newest stories that name an entity, each with the sentiment towards it where it is one of those most told of. */
export const EntityStories = ({ id, stories, view }: StoriesProps) => (
  <section aria-labelledby="stories">
    <h2 id="stories">{say('Newest stories')}</h2>
    {stories.length === 0 ? (
      <p>{say('No story of this time names it.')}</p>
    ) : (
      <ol class="short-stories">
        {stories.map((story) => (
          <Story {...{ story, id }} />
        ))}
      </ol>
    )}
    <p class="entity-more">
      <a href={addressOf('/stories', { entity: id })}>{say('All its stories')}</a>
      <a href={articlesAddress(id, view)}>{say('The articles of this time')}</a>
    </p>
  </section>
);

function Story({
  story: { id: storyId, first, firstAt, articles, publishers, entities },
  id,
}: {
  story: ListedStory;
  id: string;
}) {
  const own = entities.find((entity) => entity.id === id);
  return (
    <li data-walk>
      <h3>
        <a href={storyAddress(storyId)} lang={first.language} data-open>
          {first.title}
        </a>
      </h3>
      <p class="source">
        <ShortDay at={firstAt} />
        <span>{say('first in {publisher}', { publisher: first.publisher })}</span>
        <LanguageMark language={first.language} />
        {articles > 1 && (
          <span>
            {counted(articles, 'article')}, {counted(publishers, 'publisher')}
          </span>
        )}
        {own && <MeanSentiment mean={own.meanSentiment} />}
      </p>
    </li>
  );
}
