import { onTopicFrom } from '../../../db/search.ts';
import { counted, listed, percent, Say, say } from '../language/say.tsx';
import { addressOf, articleAddress, feedAddress, safeHref } from '../layout/address.ts';
import { Fact } from '../parts/fact.tsx';
import { stanceName, topicName } from '../parts/names.ts';
import { Sentiment } from '../parts/sentiment.tsx';
import { DayTime } from '../parts/times.tsx';
import type { ReadArticle } from './readArticle.ts';

type OfArticle = Pick<ReadArticle, 'article'>;

/** The way to the source, who wrote it, and when it was published and found. */
export function SourceLine({ article }: OfArticle) {
  return (
    <>
      <SourceLink article={article} />
      <p class="dates">
        {article.byline.length > 0 && <span>{say('By {names}', { names: listed(article.byline) })}</span>}
        <span>
          <Say sentence="Published {moment}" moment={<DayTime at={article.publishedAt} />} />
        </span>
        {article.updatedAt && article.updatedAt > article.publishedAt && (
          <span>
            <Say sentence="Updated {moment}" moment={<DayTime at={article.updatedAt} />} />
          </span>
        )}
        <span>
          <Say sentence="Found {moment}" moment={<DayTime at={article.foundAt} />} />
        </span>
      </p>
    </>
  );
}

function SourceLink({ article }: OfArticle) {
  const href = safeHref(article.url);
  if (!href) return <p class="original">{say('The feed gave no address that can be opened.')}</p>;
  return (
    <p class="original">
      <a href={href} rel="noopener noreferrer">
        {say('Read it at {publisher}', { publisher: article.publisher })}
      </a>{' '}
      <span class="host">{new URL(href).host}</span>
      {article.paywalled && ` · ${say('asks for a subscription')}`}
    </p>
  );
}

const steps = {
  found: 'found, not read yet',
  read: 'read, not tagged yet',
  tagged: 'tagged, not compared with others yet',
  clustered: null,
} as const;

/** What is known of an article as a whole. */
export function Facts({ article, topics }: Pick<ReadArticle, 'article' | 'topics'>) {
  const { sentimentScore: score, sentimentLabel: label } = article;
  const step = steps[article.step];
  return (
    <section aria-labelledby="about">
      <h2 id="about">{say('About this article')}</h2>
      <dl class="about">
        {article.failure ? (
          <Fact name={say('State')}>
            <Say sentence="given up: {reason}" reason={<span lang="en">{article.failure}</span>} />
          </Fact>
        ) : (
          step && <Fact name={say('State')}>{say(step)}</Fact>
        )}
        {score !== null && label !== null && (
          <Fact name={say('Sentiment')}>
            <Sentiment score={score} label={label} />
          </Fact>
        )}
        {article.stance && article.stance !== 'none' && (
          <Fact name={say('Policy stance')}>{stanceName(article.stance)}</Fact>
        )}
        {article.taggerVersion && (
          <Fact name={say('Topics')}>
            <Topics topics={topics} />
          </Fact>
        )}
        {article.syndicatedFrom && <Fact name={say('Syndicated from')}>{article.syndicatedFrom}</Fact>}
        <Fact name={say('Length')}>{counted(article.words, 'word')}</Fact>
        <Fact name={say('From feed')}>
          <a href={feedAddress(article.feedId)}>{article.feedId}</a>
        </Fact>
        <Tagger article={article} />
        <Fact name="API">
          <a href={`/v1${articleAddress(article.id)}`}>{`/v1${articleAddress(article.id)}`}</a>
        </Fact>
      </dl>
    </section>
  );
}

function Tagger({ article: { taggerVersion, listVersion, taggedAt } }: OfArticle) {
  if (!taggerVersion) return null;
  return (
    <Fact name={say('Tagger')}>
      {say('Tagger {tagger}, entity list {list}', {
        tagger: taggerVersion,
        list: listVersion?.slice(0, 8) ?? '–',
      })}
      {taggedAt && (
        <span class="under">
          <DayTime at={taggedAt} />
        </span>
      )}
    </Fact>
  );
}

function Topics({ topics }: Pick<ReadArticle, 'topics'>) {
  const on = topics.filter(({ relevance }) => relevance >= onTopicFrom);
  if (on.length === 0) return <>{say('off topic: left out of charts')}</>;
  return (
    <>
      {on.map(({ id, relevance }, at) => (
        <>
          {at > 0 && <br />}
          <a href={addressOf('/search', { topic: id })}>{topicName(id)}</a>
          {` ${percent(relevance)}`}
        </>
      ))}
    </>
  );
}
