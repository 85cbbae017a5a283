import type { ListedArticle } from '../../db/search.ts';
import { addressOf, articleAddress, entityAddress } from './address.ts';
import { asLabel, Sentiment, Sign, scoreText } from './sentiment.tsx';
import { Clock, dateOf, dayWord, ShortDay } from './times.tsx';
import { counted, languageName } from './words.ts';

/** Chips beyond this many are left to the article's own page. */
const chipsShown = 5;

/** Articles under a heading for each day, in the order given. */
export function ArticlesByDay({ articles, now }: { articles: ListedArticle[]; now: Date }) {
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
            <strong>{dayWord(new Date(date), now)}</strong> <ShortDay at={new Date(date)} />
          </h2>
          <ol class="articles">
            {ofDay.map((article) => (
              <li>
                <ArticleLine article={article} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function ArticleLine({ article }: { article: ListedArticle }) {
  const { id, title, language, publisher, sentimentScore, sentimentLabel } = article;
  return (
    <article>
      <div>
        <h3>
          <a href={articleAddress(id)} lang={language}>
            {title}
          </a>
        </h3>
        <p class="source">
          <Clock at={article.publishedAt} />
          <a href={addressOf('/search', { publisher })}>{publisher}</a>
          <LanguageMark language={language} />
          {article.paywalled && <span title="The source asks for a subscription">subscribers only</span>}
          {article.copyOf !== null && <a href={articleAddress(article.copyOf)}>copy of another</a>}
          {article.copies > 0 && (
            <a href={`${articleAddress(id)}#copies`}>{`+${counted(article.copies, 'copy', 'copies')}`}</a>
          )}
        </p>
        <Chips entities={article.entities} />
      </div>
      <p class="overall">
        {sentimentScore !== null && sentimentLabel !== null && (
          <Sentiment score={sentimentScore} label={sentimentLabel} />
        )}
      </p>
    </article>
  );
}

/** `ZH`, with the language's name for those who ask. */
export function LanguageMark({ language }: { language: string }) {
  const code = language.split('-')[0]?.toUpperCase();
  return (
    <abbr class="language" title={languageName(language)}>
      {code}
    </abbr>
  );
}

function Chips({ entities }: { entities: ListedArticle['entities'] }) {
  if (entities.length === 0) return null;
  return (
    <ul class="chips" aria-label="Entities and the sentiment towards them">
      {entities.slice(0, chipsShown).map((entity) => {
        const label = asLabel(entity.label);
        return (
          <li>
            <a
              class={`chip ${label}`}
              href={entityAddress(entity.id)}
              title={`${label} ${scoreText(entity.score)} towards ${entity.name}`}
            >
              <Sign label={label} /> {entity.name}
              <span class="hidden">, {label}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
