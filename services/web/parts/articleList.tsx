import type { ListedCopy } from '../../../db/copies.ts';
import type { ListedArticle } from '../../../db/search.ts';
import type { TextPart } from '../../search/highlight.ts';
import { counted, nameOf, number, say } from '../language/say.tsx';
import { addressOf, articleAddress, entityAddress, storyAddress } from '../layout/address.ts';
import { languageName } from './names.ts';
import { asLabel, Sentiment, Sign, scoreText } from './sentiment.tsx';
import { Clock, dateOf, ListDay, ShortDay } from './times.tsx';

/** Chips beyond this many are left to the article's own page. */
const chipsShown = 5;

/** What each article shows of what was sought, by id. */
type ShownFound = ReadonlyMap<number, { title: TextPart[]; snippets: TextPart[][] }>;

interface ListProps {
  articles: ListedArticle[];
  shown?: ShownFound | undefined;
  /** Copies to fold under each article, by its id; where they are not given, a link leads to them. */
  copies?: ReadonlyMap<number, ListedCopy[]> | undefined;
}

/** Articles in the order given, each with its date. */
export function ArticlesInOrder({ articles, ...found }: ListProps) {
  return (
    <ol class="articles">
      {articles.map((article) => (
        <li>
          <ArticleLine article={article} {...found} dated />
        </li>
      ))}
    </ol>
  );
}

/** Articles under a heading for each day, in the order given. */
export function ArticlesByDay({ articles, now, ...found }: ListProps & { now: Date }) {
  const days = new Map<string, ListedArticle[]>();
  for (const article of articles) {
    const date = dateOf(article.publishedAt);
    days.set(date, [...(days.get(date) ?? []), article]);
  }
  return (
    <>
      {[...days].map(([date, ofDay]) => (
        <section class="day" aria-labelledby={`day-${date}`}>
          <h2 id={`day-${date}`}>
            <ListDay at={new Date(date)} now={now} />
          </h2>
          <ol class="articles">
            {ofDay.map((article) => (
              <li>
                <ArticleLine article={article} {...found} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

type LineProps = Omit<ListProps, 'articles'> & { article: ListedArticle; dated?: boolean };

function ArticleLine({ article, shown, copies, dated }: LineProps) {
  const { id, title, language, publisher, sentimentScore, sentimentLabel } = article;
  const found = shown?.get(id);
  const folded = copies?.get(id);
  return (
    <article data-walk>
      <div>
        <h3>
          <a data-open href={articleAddress(id)} lang={language}>
            <Parts parts={found?.title ?? [{ text: title, hit: false }]} />
          </a>
        </h3>
        <p class="source">
          {dated && <ShortDay at={article.publishedAt} />}
          <Clock at={article.publishedAt} />
          <a href={addressOf('/search', { publisher })}>{publisher}</a>
          <LanguageMark language={language} />
          {article.paywalled && (
            <span title={say('The source asks for a subscription')}>{say('subscribers only')}</span>
          )}
          {article.copyOf !== null && <a href={articleAddress(article.copyOf)}>{say('copy of another')}</a>}
          {article.copies > 0 && !folded && (
            <a href={`${articleAddress(id)}#copies`}>{`+${counted(article.copies, 'copy')}`}</a>
          )}
          <MoreInStory article={article} />
        </p>
        {found?.snippets.map((parts) => (
          <p class="snippet" lang={language}>
            <Parts parts={parts} />
          </p>
        ))}
        <Chips entities={article.entities} />
        {folded && <Copies article={article} copies={folded} />}
      </div>
      <p class="overall">
        {sentimentScore !== null && sentimentLabel !== null && (
          <Sentiment score={sentimentScore} label={sentimentLabel} />
        )}
      </p>
    </article>
  );
}

/** Copies of an article, folded up; its own page has those beyond the first. */
function Copies({ article, copies }: { article: ListedArticle; copies: ListedCopy[] }) {
  const more = article.copies - copies.length;
  return (
    <details class="folded">
      <summary>{`+${counted(article.copies, 'copy')}`}</summary>
      <ul>
        {copies.map(({ id, publisher, publishedAt }) => (
          <li>
            <ShortDay at={publishedAt} /> <Clock at={publishedAt} />{' '}
            <a href={articleAddress(id)}>{publisher}</a>
          </li>
        ))}
        {more > 0 && (
          <li>
            <a href={`${articleAddress(article.id)}#copies`}>{say('{n} more', { n: more })}</a>
          </li>
        )}
      </ul>
    </details>
  );
}

/** The way to the others of its story, beside the copies of its text. */
function MoreInStory({ article: { storyId, copyOf, copies, inStory } }: { article: ListedArticle }) {
  const more = inStory - 1 - copies;
  if (storyId === null || copyOf !== null || more < 1) return null;
  return <a href={storyAddress(storyId)}>{say('{n} more in this story', { n: number(more) })}</a>;
}

/** Text with what was sought marked. */
const Parts = ({ parts }: { parts: TextPart[] }) => (
  <>{parts.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>
);

/** `ZH`, with the language's name for those who ask. */
export function LanguageMark({ language }: { language: string }) {
  const code = language.split('-')[0]?.toUpperCase();
  return (
    <abbr class="language" title={languageName(language)}>
      {code}
    </abbr>
  );
}

/** An entity with the sentiment towards it. */
export type ChipEntity = Pick<ListedArticle['entities'][number], 'id' | 'name' | 'score' | 'label'> & {
  nameZh?: string | null | undefined;
};

/** The first few of these entities, each with the sentiment towards it. */
export function Chips({ entities }: { entities: ChipEntity[] }) {
  if (entities.length === 0) return null;
  return (
    <ul class="chips" aria-label={say('Entities and the sentiment towards them')}>
      {entities.slice(0, chipsShown).map((entity) => {
        const label = asLabel(entity.label);
        return (
          <li>
            <a
              class={`chip ${label}`}
              href={entityAddress(entity.id)}
              title={say('{label} {score} towards {name}', {
                label: say(label),
                score: scoreText(entity.score),
                name: nameOf(entity),
              })}
            >
              <Sign label={label} /> {nameOf(entity)}
              <span class="hidden">, {say(label)}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
