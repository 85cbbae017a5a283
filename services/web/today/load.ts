import { getArticle } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { type Entity, entitiesById } from '../../../db/entities.ts';
import { listEntityDays } from '../../../db/entityDays.ts';
import {
  type Follower,
  listFollowers,
  listRecentStories,
  type RecentStory,
} from '../../../db/recentStories.ts';
import { textRights } from '../../../db/rights.ts';
import { getStories, type ListedStory, type StoryArticle } from '../../../db/stories.ts';
import { listToldEvents } from '../../../db/toldEvents.ts';
import { loadClocks, type ShownClock } from '../../api/clocks.ts';
import { readSeries, type Series } from '../../api/series.ts';
import { textFor } from '../../export/article.ts';
import { segmenter } from '../../text/formats.ts';
import { dateOf, daysBefore } from '../parts/times.tsx';
import { type Front, frontOf } from './front.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import { type Mover, monthDays, moversOf, weekDays } from './movers.ts';

/** Stories that are looked at; on a busy day some hundred are written of. */
const storiesRead = 400;
const eventsRead = 400;
const happeningsShown = 4;
const moversShown = 6;
const clocksShown = 3;
/** Days of the chart of coverage. */
const daysDrawn = 30;
/** Events of so many days; where there is nothing, of more. */
const eventDays = [3, 14, 60];

/** A story as the front page shows it. */
export type FrontStory = RecentStory &
  Pick<ListedStory, 'first' | 'told' | 'entities'> & { next: Follower | null };

/** The stories of the front page. */
export interface News {
  /** Null while there is no story. */
  front: Front<FrontStory> | null;
  /** How the texts of the story that leads begin, by article: its first in each language, as far as they may be shown. */
  openings: ReadonlyMap<number, string>;
  /** All stories that were looked at, those of the last days. */
  recent: RecentStory[];
  happenings: NamedHappening[];
}

/** What stands for an entity. */
type Name = Pick<Entity, 'id' | 'name' | 'nameZh'>;
export type NamedHappening = Omit<Happening, 'about' | 'storyId'> & {
  about: Name[];
  /** Null where its article is in none yet. */
  story: ListedStory | null;
};

export async function loadNews(orm: Orm, now: Date): Promise<News> {
  const recent = await listRecentStories(orm, storiesRead);
  const chosen = frontOf(recent, now);
  if (!chosen) return { front: null, openings: new Map(), recent, happenings: [] };
  const ids = [chosen.lead, ...chosen.groups.flatMap(({ stories }) => stories)].map(({ id }) => id);
  const [listed, followers, happenings] = await Promise.all([
    getStories(orm, ids),
    listFollowers(orm, ids),
    lately(orm, now),
  ]);
  const whole = (story: RecentStory): FrontStory[] => {
    const found = listed.find(({ id }) => id === story.id);
    const next = followers.find(({ storyId }) => storyId === story.id) ?? null;
    if (!found) return [];
    return [{ ...story, first: found.first, told: found.told, entities: found.entities, next }];
  };
  const [lead] = whole(chosen.lead);
  if (!lead) return { front: null, openings: new Map(), recent, happenings };
  const groups = chosen.groups.map(({ day, stories }) => ({ day, stories: stories.flatMap(whole) }));
  return { front: { lead, groups }, openings: await openingsOf(orm, lead), recent, happenings };
}

async function lately(orm: Orm, now: Date): Promise<NamedHappening[]> {
  const found = await readHappenings(orm, now);
  const [names, stories] = await Promise.all([
    entitiesById(
      orm,
      found.flatMap(({ about }) => about),
    ),
    getStories(
      orm,
      found.flatMap(({ storyId }) => storyId ?? []),
    ),
  ]);
  return found.map(({ storyId, ...each }) => ({
    ...each,
    about: each.about.flatMap((id) => names.get(id) ?? []),
    story: stories.find(({ id }) => id === storyId) ?? null,
  }));
}

async function readHappenings(orm: Orm, now: Date): Promise<Happening[]> {
  for (const days of eventDays) {
    const told = await listToldEvents(orm, { after: daysBefore(now, days) }, eventsRead);
    const happenings = happeningsOf(told, happeningsShown);
    if (happenings.length === happeningsShown || days === eventDays.at(-1)) return happenings;
  }
  return [];
}

async function openingsOf(orm: Orm, { first, told }: FrontStory): Promise<Map<number, string>> {
  const mayShow = await textRights(orm);
  const openingOf = async ({ id, publisher, language }: StoryArticle): Promise<[number, string]> => {
    const article = await getArticle(orm, id);
    return [id, beginning(textFor(mayShow(publisher), article?.text ?? ''), language)];
  };
  return new Map(await Promise.all([first, ...told].map(openingOf)));
}

const openingLength = { en: 280, zh: 110 };

/** The first whole sentences of a text, as many as there is room for; cut between words where the first is too long. */
export function beginning(text: string, language: string): string {
  const most = language.startsWith('zh') ? openingLength.zh : openingLength.en;
  const start = text
    .slice(0, 4 * most)
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (start.length <= most) return start;
  const segments = segmenter(language.startsWith('zh') ? 'zh' : 'en', { granularity: 'sentence' });
  const sentences = [...segments.segment(start)].filter(
    ({ index, segment }) => index + segment.length <= most,
  );
  const last = sentences.at(-1);
  if (last) return start.slice(0, last.index + last.segment.length).trim();
  return `${start.slice(0, most).replace(/\s\S*$/, '')}…`;
}

/** A clock with the names of what it is about. */
export type NamedClock = Pick<ShownClock, 'kind' | 'day' | 'certainty'> & {
  about: Name[];
};

/** What stands beside the stories: counted over weeks, so not for every visitor anew. */
export interface Beside {
  movers: Mover[];
  coverage: Series | null;
  clocks: NamedClock[];
}

export async function loadBeside(orm: Orm, now: Date): Promise<Beside> {
  const since = new Date(dateOf(daysBefore(now, weekDays + monthDays - 1)));
  const [days, coverage, clocks] = await Promise.all([
    listEntityDays(orm, since),
    readCoverage(orm, now),
    nextClocks(orm, now),
  ]);
  return { movers: moversOf(days, now, moversShown), coverage, clocks };
}

async function readCoverage(orm: Orm, now: Date): Promise<Series | null> {
  const after = new Date(dateOf(daysBefore(now, daysDrawn - 1)));
  const { series } = await readSeries(
    orm,
    [{ name: '', condition: { is: 'all' }, towards: null, share: { of: 'all' }, publishers: undefined }],
    { by: 'day', timeZone: 'UTC', count: 'articles', after, offTopic: false },
    now,
  );
  return series[0] ?? null;
}

const namesShown = 3;

async function nextClocks(orm: Orm, now: Date): Promise<NamedClock[]> {
  const { clocks } = await loadClocks(orm, undefined, now);
  const next = clocks
    .filter(({ daysLeft, certainty }) => daysLeft >= 0 && certainty !== 'denied')
    .slice(0, clocksShown);
  const about = ({ rules, about: others }: ShownClock) => [...rules, ...others].slice(0, namesShown);
  const entities = await entitiesById(
    orm,
    next.flatMap((clock) => about(clock).map(({ entityId }) => entityId)),
  );
  return next.map((clock) => ({
    ...{ kind: clock.kind, day: clock.day, certainty: clock.certainty },
    about: about(clock).map(({ entityId: id, name }) => ({
      id,
      name,
      nameZh: entities.get(id)?.nameZh ?? null,
    })),
  }));
}
