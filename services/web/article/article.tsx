import { type Article, getArticle } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { type FoundEvent, listEvents } from '../../../db/events.ts';
import { type FoundQuote, listQuotes } from '../../../db/quotes.ts';
import { type FoundRelease, listReleases } from '../../../db/releases.ts';
import { listRevisions, type Revision } from '../../../db/revisions.ts';
import { type TextRight, textRights } from '../../../db/rights.ts';
import { listTopics, onTopicFrom } from '../../../db/search.ts';
import { getStory, listCopies, type Story } from '../../../db/stories.ts';
import { listArticleEntities, listMentions, type Mention, type NamedEntity } from '../../../db/tags.ts';
import { textFor } from '../../export/article.ts';
import { addressOf, articleAddress, feedAddress, safeHref, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { EventList, stanceWords } from '../parts/events.tsx';
import { Fact } from '../parts/fact.tsx';
import { QuoteList } from '../parts/quotes.tsx';
import { ReleaseList } from '../parts/releases.tsx';
import { Sentiment } from '../parts/sentiment.tsx';
import { Moment } from '../parts/times.tsx';
import { counted, topicName } from '../parts/words.ts';
import { EntitiesOf, MentionTable } from './articleEntities.tsx';
import { Marked, MarkLegend, type Names } from './marked.tsx';
import { paragraphsOf } from './marks.ts';
import { Versions } from './versions.tsx';

/** More than any honest article has of each. */
const foundShown = 200;

type Copy = Awaited<ReturnType<typeof listCopies>>[number];

/** One article, or null when there is none with this id. */
export async function articlePage(orm: Orm, id: number) {
  const article = await getArticle(orm, id);
  if (!article) return null;
  const own = { article: id };
  const [mentions, copies, story, topics, entities, events, quotes, releases, revisions] = await Promise.all([
    listMentions(orm, id),
    listCopies(orm, article),
    article.storyId === null ? null : getStory(orm, article.storyId),
    listTopics(orm, id),
    listArticleEntities(orm, [id]),
    listEvents(orm, own, foundShown),
    listQuotes(orm, own, foundShown),
    listReleases(orm, own, foundShown),
    listRevisions(orm, id),
  ]);
  const names = new Map(entities.map((entity) => [entity.id, entity]));
  const mayShow = (await textRights(orm))(article.publisher);
  const found = { events, quotes, releases };
  return (
    <ArticlePage
      {...{ article, mentions, copies, story, topics, entities, names, mayShow, revisions, ...found }}
    />
  );
}

interface ArticleProps {
  article: Article;
  mentions: Mention[];
  copies: Copy[];
  story: Story | null;
  topics: { id: string; relevance: number }[];
  entities: NamedEntity[];
  names: Names;
  events: FoundEvent[];
  quotes: FoundQuote[];
  releases: FoundRelease[];
  revisions: Revision[];
  /** How much of the text its publisher lets be shown. */
  mayShow: TextRight;
}

function ArticlePage(props: ArticleProps) {
  const { article, mentions, copies, story, topics, entities, names, mayShow } = props;
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
          <PartOf story={story} own={1 + copies.length} />
        </header>
        <div class="columns">
          <div>
            <MarkLegend />
            <Jump {...props} />
            <Body {...{ article, names, mayShow }} mentions={inField('text')} />
            <Happenings {...props} />
            {mayShow === 'full' && <Versions article={article} revisions={props.revisions} />}
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

type FoundProps = Pick<ArticleProps, 'events' | 'quotes' | 'releases'>;

/** What stands below the text, for those who want it before the text. */
function Jump({ events, quotes, releases }: FoundProps) {
  const found = { events: events.length, releases: releases.length, quotes: quotes.length };
  const links = Object.entries(found).filter(([, count]) => count > 0);
  if (links.length === 0) return null;
  return (
    <p class="hint">
      {'Below the text: '}
      {links.map(([noun, count], at) => (
        <>
          {at > 0 && ', '}
          <a href={`#${noun}`}>{counted(count, noun.slice(0, -1))}</a>
        </>
      ))}
    </p>
  );
}

/** Events, releases and quotes, each where there are any. */
function Happenings({ events, quotes, releases }: FoundProps) {
  return (
    <>
      {events.length > 0 && (
        <section class="found" aria-labelledby="events">
          <h2 id="events">Events in it</h2>
          <EventList events={events} />
        </section>
      )}
      {releases.length > 0 && (
        <section class="found" aria-labelledby="releases">
          <h2 id="releases">Models released, and what is claimed</h2>
          <ReleaseList releases={releases} />
        </section>
      )}
      {quotes.length > 0 && (
        <section class="found" aria-labelledby="quotes">
          <h2 id="quotes">Who says what</h2>
          <QuoteList quotes={quotes} />
        </section>
      )}
    </>
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

/** The way to its story, where that has more than this article and the copies of its text. */
function PartOf({ story, own }: { story: Story | null; own: number }) {
  if (!story || story.articles <= own) return null;
  const { id, articles, publishers } = story;
  return (
    <p class="part-of">
      {'Part of '}
      <a href={storyAddress(id)}>
        {`a story of ${counted(articles, 'article')} by ${counted(publishers, 'publisher')}`}
      </a>
    </p>
  );
}

function Body({
  article,
  mentions,
  names,
  mayShow,
}: Pick<ArticleProps, 'article' | 'mentions' | 'names' | 'mayShow'>) {
  if (article.textDroppedAt)
    return <p class="lead">{`The text is no longer kept: ${article.textReason}. The source has it.`}</p>;
  if (article.text.trim() === '')
    return <p class="lead">No text is stored: neither the page nor the feed gave any. The source has it.</p>;
  if (mayShow !== 'full')
    return (
      <div class="text" lang={article.language}>
        {mayShow === 'excerpt' && <p>{textFor(mayShow, article.text)}</p>}
        <p class="lead" lang="en">
          The publisher’s texts may not be shown in full; the source has it.
        </p>
      </div>
    );
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
        {article.stance && article.stance !== 'none' && (
          <Fact name="Policy stance">{stanceWords[article.stance]}</Fact>
        )}
        {article.taggerVersion && (
          <Fact name="Topics">
            <Topics topics={topics} />
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
        {article.taggerVersion && (
          <Fact name="Tagger">
            {`version ${article.taggerVersion}`}
            {article.listVersion && `, entity list ${article.listVersion.slice(0, 8)}`}
            {article.taggedAt && (
              <>
                {', '}
                <Moment at={article.taggedAt} />
              </>
            )}
          </Fact>
        )}
        <Fact name="API">
          <a href={`/v1${articleAddress(article.id)}`}>{`/v1${articleAddress(article.id)}`}</a>
        </Fact>
      </dl>
    </section>
  );
}

function Topics({ topics }: Pick<ArticleProps, 'topics'>) {
  const on = topics.filter(({ relevance }) => relevance >= onTopicFrom);
  if (on.length === 0) return <>off topic: left out of charts</>;
  return (
    <>
      {on.map(({ id, relevance }, at) => (
        <>
          {at > 0 && ', '}
          <a href={addressOf('/search', { topic: id })}>{topicName(id)}</a>
          {` ${Math.round(relevance * 100)}%`}
        </>
      ))}
    </>
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
