import type { JSX } from 'hono/jsx/jsx-runtime';
import { counted, Say, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { Ago, dayName, ListDay } from '../parts/times.tsx';
import { NextClocks, Strip } from './beside.tsx';
import { Coverage } from './coverage.tsx';
import { type Filling, OnTheirWay } from './filling.tsx';
import { newSince } from './front.ts';
import type { Beside, FrontStory, News } from './load.ts';
import { Movers } from './moversTable.tsx';
import { LeadStory, StoryEntry } from './storyEntry.tsx';

interface TodayProps {
  news: News & { front: NonNullable<News['front']> };
  beside: Beside;
  /** What is on its way; null where that is no more than usual. */
  filling: Filling | null;
  /** When the reader was here before; undefined on a first visit. */
  since: Date | undefined;
  now: Date;
}

/** The beat at a glance: its stories, what happened, what comes, what moved. */
export function TodayPage({ news, beside, filling, since, now }: TodayProps) {
  const { front, openings, happenings } = news;
  const quiet = !isLate(front, now);
  return (
    <Page title={say('Chipwire: today')} section="today" scripts={['complete', 'chart']}>
      <div class="today-top">
        <h1>{dayName(now)}</h1>
        <SearchBox />
      </div>
      {filling && <OnTheirWay {...filling} />}
      <SinceLast news={news} since={since} now={now} />
      <div class="front">
        <section class="lead-story" aria-labelledby="lead-story">
          <h2 id="lead-story" class="kicker">
            {say('Top story')}
          </h2>
          {quiet && (
            <p class="hint">
              {say('Nothing was published in the last 24 hours; these are the latest days with news.')}
            </p>
          )}
          <LeadStory story={front.lead} openings={openings} fresh={newSince(front.lead, since)} />
        </section>
        <NextClocks clocks={beside.clocks} now={now} />
      </div>
      <Strip happenings={happenings} />
      <div class="front">
        <div class="more-stories">
          {front.groups.map(({ day, stories }) => (
            <Group day={day} now={now}>
              {stories.map((story) => (
                <li>
                  <StoryEntry story={story} fresh={newSince(story, since)} dated={day === null} />
                </li>
              ))}
            </Group>
          ))}
          <Order />
        </div>
        <div class="aside">
          <Movers movers={beside.movers} gatheringChanged={(beside.coverage?.marks.length ?? 0) > 0} />
          {beside.coverage && beside.coverage.articles > 0 && <Coverage series={beside.coverage} now={now} />}
        </div>
      </div>
    </Page>
  );
}

const lateMs = 86_400_000;
const isLate = ({ lead }: { lead: FrontStory }, now: Date) => now.getTime() - lead.lastAt.getTime() < lateMs;

const SearchBox = () => (
  <search class="today-search">
    <form action="/search">
      <label class="hidden" for="q">
        {say('Search the archive')}
      </label>
      <input
        id="q"
        type="search"
        name="q"
        maxlength={1000}
        data-complete="query"
        autocomplete="off"
        placeholder={say('Search the archive')}
      />
      <button type="submit">{say('Search')}</button>
    </form>
  </search>
);

function SinceLast({ news, since, now }: Pick<TodayProps, 'since' | 'now'> & { news: News }) {
  if (!since) return null;
  const marks = news.recent.map((story) => newSince(story, since));
  const [fresh, grown] = [
    marks.filter((mark) => mark === 'all').length,
    marks.filter((mark) => mark !== 'all' && mark > 0).length,
  ];
  const when = <Ago at={since} now={now} />;
  return (
    <p class="since">
      {fresh > 0 ? (
        <Say
          sentence="New since your last visit, {when}: {stories}."
          when={when}
          stories={<strong>{counted(fresh, 'story')}</strong>}
        />
      ) : grown > 0 ? (
        <Say sentence="No new story since your last visit, {when}." when={when} />
      ) : (
        <Say sentence="Nothing new since your last visit, {when}." when={when} />
      )}
      {grown > 0 && (
        <>
          {' '}
          <Say
            sentence="More was written on {stories}."
            stories={<strong>{counted(grown, 'story')}</strong>}
          />
        </>
      )}
    </p>
  );
}

function Group({ day, now, children }: { day: string | null; now: Date; children?: JSX.Element[] }) {
  const id = `day-${day ?? 'lately'}`;
  return (
    <section class="group" aria-labelledby={id}>
      <h2 id={id} class="kicker">
        {day === null ? say('The last 24 hours') : <ListDay at={new Date(day)} now={now} />}
      </h2>
      <ol class="stories">{children}</ol>
    </section>
  );
}

const Order = () => (
  <p class="hint">
    <Say
      sentence="Ordered by how many publishers write of it themselves, how new it is and how much it is about the beat: {how}. Copies are folded. {all}"
      how={<a href="/method#order">{say('how exactly')}</a>}
      all={<a href="/stories">{say('All stories')}</a>}
    />
  </p>
);
