import { counted, Say, say } from '../language/say.tsx';
import { addressOf, articleAddress, storyAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { DayTime, ShortDay } from '../parts/times.tsx';
import type { ReadArticle } from './readArticle.ts';

/** The way to its story, where that has more than this article and the copies of its text. */
export function PartOf({ story, own }: Pick<ReadArticle, 'story'> & { own: number }) {
  if (!story || story.articles <= own) return null;
  const { id, articles, publishers } = story;
  return (
    <p class="part-of">
      <Say
        sentence="Part of {story}"
        story={
          <a href={storyAddress(id)}>
            {say('a story of {articles} by {publishers}', {
              articles: counted(articles, 'article'),
              publishers: counted(publishers, 'publisher'),
            })}
          </a>
        }
      />
    </p>
  );
}

/** Others on the same happening, and a search for more like it. */
export function StoryOthers({ story, others, entities }: ReadArticle) {
  const main = entities.filter(({ listed }) => listed).slice(0, 2);
  if (others.length === 0 && main.length === 0 && !story) return null;
  return (
    <section class="found others-of-story" aria-labelledby="others">
      <h2 id="others">{say('Others on this')}</h2>
      {others.length > 0 ? (
        <ol class="copies">
          {others.map((other) => (
            <li>
              <a href={articleAddress(other.id)} lang={other.language}>
                {other.title}
              </a>
              <p class="source">
                <ShortDay at={other.publishedAt} />
                <span>{other.publisher}</span>
                <LanguageMark language={other.language} />
              </p>
            </li>
          ))}
        </ol>
      ) : (
        <p>{say('No other article of the archive tells of this happening in its own words.')}</p>
      )}
      <p class="more">
        {story && (
          <a href={storyAddress(story.id)}>
            {others.length > 0 ? say('The whole story') : say('Page of its story')}
          </a>
        )}
        {main.length > 0 && (
          <a
            href={addressOf('/search', {
              q: main.map(({ id }) => `entity:${quotedWord(id)}`).join(' '),
            })}
          >
            {say('Find similar')}
          </a>
        )}
      </p>
    </section>
  );
}

const quotedWord = (id: string) => (/^[\w-]+$/.test(id) ? id : `"${id.replaceAll('"', '')}"`);

/** Articles with the same text. */
export function Copies({ article, copies }: Pick<ReadArticle, 'article' | 'copies'>) {
  if (copies.length === 0) return null;
  return (
    <section aria-labelledby="copies">
      <h2 id="copies">{article.copyOf === null ? say('Copies of it') : say('The same text elsewhere')}</h2>
      <ul class="copies">
        {copies.map((copy) => (
          <li>
            <a href={articleAddress(copy.id)}>{copy.publisher}</a>{' '}
            {copy.id === article.copyOf && <strong>{say('the earliest')}</strong>}{' '}
            <DayTime at={copy.publishedAt} />
            {copy.title !== article.title && <span lang={copy.language}>{copy.title}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
