import { type Article, getArticle } from '../../db/articles.ts';
import type { Orm } from '../../db/database.ts';
import { listCopies, listTopics, onTopicFrom } from '../../db/search.ts';
import { listArticleEntities, listMentions, type Mention, type NamedEntity } from '../../db/tags.ts';
import { addressOf, articleAddress, feedAddress, safeHref } from './address.ts';
import { EntitiesOf, MentionTable } from './articleEntities.tsx';
import { LanguageMark } from './articleList.tsx';
import { Fact } from './fact.tsx';
import { Page } from './layout.tsx';
import { Marked, MarkLegend, type Names } from './marked.tsx';
import { paragraphsOf } from './marks.ts';
import { Sentiment } from './sentiment.tsx';
import { Moment } from './times.tsx';
import { counted, topicName } from './words.ts';

type Copy = Awaited<ReturnType<typeof listCopies>>[number];

/** One article, or null when there is none with this id. */
export async function articlePage(orm: Orm, id: number) {
  const article = await getArticle(orm, id);
  if (!article) return null;
  const [mentions, copies, topics, entities] = await Promise.all([
    listMentions(orm, id),
    listCopies(orm, article),
    listTopics(orm, id),
    listArticleEntities(orm, [id]),
  ]);
  const names = new Map(entities.map((entity) => [entity.id, entity]));
  return <ArticlePage {...{ article, mentions, copies, topics, entities, names }} />;
}

interface ArticleProps {
  article: Article;
  mentions: Mention[];
  copies: Copy[];
  topics: { id: string; relevance: number }[];
  entities: NamedEntity[];
  names: Names;
}

function ArticlePage({ article, mentions, copies, topics, entities, names }: ArticleProps) {
  const inField = (field: Mention['field']) => mentions.filter((mention) => mention.field === field);
  return (
    <Page title={`${article.title} (${article.publisher})`}>
      <article class="reading">
        <header>
          <p class="source">
            <a href={addressOf('/search', { publisher: article.publisher })}>{article.publisher}</a>
            <LanguageMark language={article.language} />
            {article.section && <span>{article.section}</span>}
          </p>
          <h1 lang={article.language}>
            <Marked text={article.title} mentions={inField('title')} names={names} />
          </h1>
          <SourceLink article={article} />
          <Dates article={article} />
        </header>
        <div class="columns">
          <div>
            <MarkLegend />
            <Body article={article} mentions={inField('text')} names={names} />
          </div>
          <div class="facts">
            <EntitiesOf entities={entities} />
            <Facts article={article} topics={topics} />
            <Copies article={article} copies={copies} />
          </div>
        </div>
        <MentionTable mentions={mentions} names={names} />
      </article>
    </Page>
  );
}

function SourceLink({ article }: { article: Article }) {
  const href = safeHref(article.url);
  if (!href) return <p class="original">The feed gave no address that can be opened.</p>;
  return (
    <p class="original">
      <a href={href} rel="noopener noreferrer">
        {`Read it at ${article.publisher}`}
      </a>{' '}
      <span class="host">{new URL(href).host}</span>
      {article.paywalled && ' · asks for a subscription'}
    </p>
  );
}

function Dates({ article }: { article: Article }) {
  return (
    <p class="dates">
      {article.byline.length > 0 && <span>{`By ${article.byline.join(', ')}`}</span>}
      <span>
        Published <Moment at={article.publishedAt} />
      </span>
      {article.updatedAt && (
        <span>
          Updated <Moment at={article.updatedAt} />
        </span>
      )}
      <span>
        Found <Moment at={article.foundAt} />
      </span>
    </p>
  );
}

function Body({ article, mentions, names }: { article: Article; mentions: Mention[]; names: Names }) {
  if (article.text.trim() === '')
    return <p class="lead">No text is stored: neither the page nor the feed gave any. The source has it.</p>;
  return (
    <div class="text" lang={article.language}>
      {paragraphsOf(article.text).map(({ text, offset }) => (
        <p>
          <Marked {...{ text, mentions, names, offset }} />
        </p>
      ))}
    </div>
  );
}

const sources = {
  page: 'the publisher’s page',
  feed: 'the feed, which carries the text',
  summary: 'the feed’s summary only',
} as const;
const steps = {
  found: 'found, not read yet',
  read: 'read, not tagged yet',
  tagged: 'tagged, not compared with others yet',
  clustered: null,
} as const;

function Facts({ article, topics }: Pick<ArticleProps, 'article' | 'topics'>) {
  const { sentimentScore: score, sentimentLabel: label, textSource, textReason } = article;
  const state = article.failure ? `given up: ${article.failure}` : steps[article.step];
  return (
    <section aria-labelledby="about">
      <h2 id="about">About this article</h2>
      <dl class="about">
        {state && <Fact name="State">{state}</Fact>}
        {score !== null && label !== null && (
          <Fact name="Sentiment">
            <Sentiment score={score} label={label} />
          </Fact>
        )}
        {topics.length > 0 && (
          <Fact name="Topics">
            {topics
              .filter(({ relevance }) => relevance >= onTopicFrom)
              .map(({ id, relevance }, at) => (
                <>
                  {at > 0 && ', '}
                  <a href={addressOf('/search', { topic: id })}>{topicName(id)}</a>
                  {` ${Math.round(relevance * 100)}%`}
                </>
              ))}
          </Fact>
        )}
        {textSource && (
          <Fact name="Text from">
            {sources[textSource]}
            {textReason && `, because ${textReason}`}
          </Fact>
        )}
        {article.syndicatedFrom && <Fact name="Syndicated from">{article.syndicatedFrom}</Fact>}
        <Fact name="Length">{counted(article.words, 'word')}</Fact>
        <Fact name="Feed">
          <a href={feedAddress(article.feedId)}>{article.feedId}</a>
        </Fact>
        {article.taggerVersion && <Fact name="Tagger">{article.taggerVersion}</Fact>}
        <Fact name="API">
          <a href={`/v1${articleAddress(article.id)}`}>{`/v1${articleAddress(article.id)}`}</a>
        </Fact>
      </dl>
    </section>
  );
}

function Copies({ article, copies }: Pick<ArticleProps, 'article' | 'copies'>) {
  if (copies.length === 0) return null;
  return (
    <section aria-labelledby="copies">
      <h2 id="copies">{article.copyOf === null ? 'Copies of it' : 'The same text elsewhere'}</h2>
      <ul class="copies">
        {copies.map((copy) => (
          <li>
            <a href={articleAddress(copy.id)}>{copy.publisher}</a>{' '}
            {copy.id === article.copyOf && <strong>the earliest</strong>} <Moment at={copy.publishedAt} />
            {copy.title !== article.title && <span lang={copy.language}>{copy.title}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
