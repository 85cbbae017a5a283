import type { Orm } from '../../../db/database.ts';
import { getStory, type Story } from '../../../db/stories.ts';
import { type StoryFacts, type StoryMoment, storyFacts, storyTimeline } from '../../../db/storyPages.ts';
import { addressOf, articleAddress, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { Fact } from '../parts/fact.tsx';
import { Moment, utc } from '../parts/times.tsx';
import { counted, duration } from '../parts/words.ts';
import { StoryEntities, StoryEvents, StoryPublishers } from './storyFacts.tsx';
import { Timeline } from './storyTimeline.tsx';

/** Articles of a timeline's page, copies not counted. */
const articlesShown = 100;

/** One story from an article of its timeline on, where its page has moved to, or null when there is none with this id. */
export async function storyPage(orm: Orm, id: number, after: number | undefined) {
  const story = await getStory(orm, id);
  if (story && story.movedTo !== null) return { movedTo: story.movedTo };
  const facts = story && (await storyFacts(orm, id));
  if (!facts) return null;
  const found = await storyTimeline(orm, id, articlesShown + 1, { after, copies: false });
  const moments = found.slice(0, articlesShown);
  const next = found.length > articlesShown ? moments.at(-1)!.id : undefined;
  return { page: <StoryPage {...{ story, facts, moments, next }} first={after === undefined} /> };
}

interface StoryProps {
  story: Story;
  facts: StoryFacts;
  /** A part of its timeline. */
  moments: StoryMoment[];
  /** The last article of this part, if more follow. */
  next: number | undefined;
  /** Whether this is the first part. */
  first: boolean;
}

function StoryPage({ story, facts, moments, next, first }: StoryProps) {
  const { title, language } = facts.first;
  return (
    <Page title={title} section="stories">
      <article class="reading">
        <header>
          <p class="source">
            <a href="/stories">Stories</a>
            <LanguageMark language={language} />
            <span>{counted(story.articles, 'article')}</span>
            <span>{`${counted(story.publishers, 'publisher')}, copies not counted`}</span>
          </p>
          <h1 lang={language}>{title}</h1>
          <BrokenBy facts={facts} />
        </header>
        <div class="columns">
          <div>
            <section aria-labelledby="timeline">
              <h2 id="timeline">Timeline</h2>
              <Timeline {...{ moments, facts }} />
              <p class="pages">
                {!first && <a href={storyAddress(story.id)}>← The first articles</a>}
                {next && <a href={addressOf(storyAddress(story.id), { after: next })}>Later articles →</a>}
              </p>
            </section>
            <StoryPublishers facts={facts} />
          </div>
          <div class="facts">
            <StoryEntities entities={facts.entities} />
            <StoryEvents events={facts.events} />
            <About story={story} facts={facts} />
          </div>
        </div>
      </article>
    </Page>
  );
}

/** Who was first at all, and how long after that the first in the other language came. */
function BrokenBy({ facts }: { facts: StoryFacts }) {
  const { first, firstInEnglish, firstInChinese } = facts;
  return (
    <p class="lead">
      {'Broken by '}
      <a href={articleAddress(first.id)}>{first.publisher}</a> <Moment at={first.publishedAt} />.
      <FirstIn language="English" told={firstInEnglish} first={first} />
      <FirstIn language="Chinese" told={firstInChinese} first={first} />
    </p>
  );
}

interface FirstProps {
  language: string;
  told: StoryFacts['firstInEnglish'];
  first: StoryMoment;
}

function FirstIn({ language, told, first }: FirstProps) {
  if (!told) return <>{` Not told in ${language}.`}</>;
  if (told.id === first.id) return null;
  const seconds = (told.publishedAt.getTime() - first.publishedAt.getTime()) / 1000;
  return (
    <>
      {` First in ${language}: `}
      <a href={articleAddress(told.id)} title={utc(told.publishedAt)}>
        {told.publisher}
      </a>
      {`, ${duration(seconds)} later.`}
    </>
  );
}

function About({ story, facts }: Pick<StoryProps, 'story' | 'facts'>) {
  const copies = facts.copies.length;
  const api = `/v1${storyAddress(story.id)}`;
  return (
    <section aria-labelledby="about">
      <h2 id="about">About this story</h2>
      <dl class="about">
        <Fact name="From">
          <Moment at={story.firstAt} />
        </Fact>
        <Fact name="To">
          <Moment at={story.lastAt} />
        </Fact>
        {copies > 0 && (
          <Fact name="Copies">{counted(copies, 'article repeats', 'articles repeat')} another’s text</Fact>
        )}
        {facts.revisions > 0 && (
          <Fact name="Edited">{`${counted(facts.revisions, 'time')} by publishers`}</Fact>
        )}
        <Fact name="Search">
          <a href={addressOf('/search', { q: `in:${story.id}`, copies: true })}>
            its articles, to narrow or export
          </a>
        </Fact>
        <Fact name="API">
          <a href={api}>{api}</a>
        </Fact>
      </dl>
    </section>
  );
}
