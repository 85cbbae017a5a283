import type { StoryFacts, StoryMoment } from '../../../db/storyPages.ts';
import { counted, Say, say } from '../language/say.tsx';
import { addressOf, articleAddress, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { QuoteList } from '../parts/quotes.tsx';
import { DayTime, duration, utc } from '../parts/times.tsx';
import { Contradictions } from './contradictions.tsx';
import type { StoryView } from './load.ts';
import { Picture } from './picture.tsx';
import { inOwnLanguage } from './shown.ts';
import { Slants } from './slants.tsx';
import { StoryEntities, StoryEvents } from './storyFacts.tsx';
import { Timeline } from './storyTimeline.tsx';
import { feedOf, TakeStory } from './takeStory.tsx';

interface StoryProps {
  view: StoryView;
  /** Whether this is the first part of the timeline. */
  first: boolean;
  /** What was done last, as a word. */
  said: string | undefined;
}

export function StoryPage({ view, first, said }: StoryProps) {
  const { story, facts, moments, next, drawn, partly, quotes, contradictions } = view;
  const { title, language } = inOwnLanguage(facts.told, facts.first);
  return (
    <Page title={title} section="stories" feeds={[{ href: feedOf(story.id), title }]}>
      <article class="reading story">
        <header>
          <p class="source">
            <a href="/stories">{say('Stories')}</a>
            <LanguageMark language={language} />
            <span>{counted(story.articles, 'article')}</span>
            <span>
              {say('{publishers}, copies not counted', {
                publishers: counted(story.publishers, 'publisher'),
              })}
            </span>
          </p>
          <h1 lang={language}>{title}</h1>
          <Said word={said} />
          <BrokenBy facts={facts} drawn={drawn} />
        </header>
        {first && drawn.length > 1 && <Picture moments={drawn} partly={partly} />}
        <Contradictions contradictions={contradictions} />
        <div class="columns">
          <div>
            <section aria-labelledby="timeline">
              <h2 id="timeline">{say('Timeline')}</h2>
              <Timeline {...{ moments, facts }} />
              <p class="pages">
                {!first && <a href={storyAddress(story.id)}>{say('← The first articles')}</a>}
                {next && (
                  <a href={addressOf(storyAddress(story.id), { after: next })}>{say('Later articles →')}</a>
                )}
              </p>
            </section>
            <Slants facts={facts} />
          </div>
          <div class="facts">
            <StoryEntities entities={facts.entities} />
            <StoryEvents events={facts.events} />
            {quotes.length > 0 && (
              <section aria-labelledby="quotes">
                <h2 id="quotes">{say('Quotes')}</h2>
                <QuoteList quotes={quotes} withArticle />
              </section>
            )}
            <TakeStory story={story} facts={facts} />
          </div>
        </div>
      </article>
    </Page>
  );
}

/** Who was first at all, who came next, and how long after that the first in the other language. */
function BrokenBy({ facts, drawn }: { facts: StoryFacts; drawn: StoryMoment[] }) {
  const { first, firstInEnglish, firstInChinese } = facts;
  const next = drawn.find(({ publisher, copyOf }) => publisher !== first.publisher && copyOf === null);
  const isSaidBelow = next?.id === firstInEnglish?.id || next?.id === firstInChinese?.id;
  return (
    <p class="lead">
      <Say
        sentence="Broken by {publisher} {time}."
        publisher={<a href={articleAddress(first.id)}>{first.publisher}</a>}
        time={<DayTime at={first.publishedAt} />}
      />
      {next && !isSaidBelow && (
        <>
          {' '}
          <Say sentence="Next was {publisher}, {time} later." {...laterBy(next, first)} />
        </>
      )}
      <FirstInEnglish told={firstInEnglish} first={first} />
      <FirstInChinese told={firstInChinese} first={first} />
    </p>
  );
}

interface FirstProps {
  told: StoryFacts['firstInEnglish'];
  first: StoryMoment;
}

function FirstInEnglish({ told, first }: FirstProps) {
  if (!told) return <> {say('Not told in English.')}</>;
  if (told.id === first.id) return null;
  return (
    <>
      {' '}
      <Say sentence="First in English: {publisher}, {time} later." {...laterBy(told, first)} />
    </>
  );
}

function FirstInChinese({ told, first }: FirstProps) {
  if (!told) return <> {say('Not told in Chinese.')}</>;
  if (told.id === first.id) return null;
  return (
    <>
      {' '}
      <Say sentence="First in Chinese: {publisher}, {time} later." {...laterBy(told, first)} />
    </>
  );
}

type Told = Pick<StoryMoment, 'id' | 'publisher' | 'publishedAt'>;

const laterBy = ({ id, publisher, publishedAt }: Told, first: Told) => ({
  publisher: (
    <a href={articleAddress(id)} title={utc(publishedAt)}>
      {publisher}
    </a>
  ),
  time: duration((publishedAt.getTime() - first.publishedAt.getTime()) / 1000),
});
