import { getArticle } from '../../../db/articles.ts';
import { listCorrections } from '../../../db/corrections.ts';
import type { Orm } from '../../../db/database.ts';
import { type FoundEvent, listEvents } from '../../../db/events.ts';
import { listQuotes } from '../../../db/quotes.ts';
import { listReleases } from '../../../db/releases.ts';
import { listRevisions } from '../../../db/revisions.ts';
import { textRights } from '../../../db/rights.ts';
import { listTopics } from '../../../db/search.ts';
import { getStory, listCopies } from '../../../db/stories.ts';
import { storyTimeline } from '../../../db/storyPages.ts';
import { listArticleEntities, listMentions } from '../../../db/tags.ts';
import { listToldEvents } from '../../../db/toldEvents.ts';
import { type Contradiction, contradictionsOf } from '../../search/events/contradictions.ts';
import { rulesOf, type Source, subjectsOf } from '../../search/events/told.ts';
import { daysBefore } from '../parts/times.tsx';
import { namedContradictions } from '../story/load.ts';

/** All that an article's page shows of the archive. */
export type ReadArticle = NonNullable<Awaited<ReturnType<typeof readArticle>>>;

/** More than any honest article has of each. */
const foundShown = 200;
const correctionsShown = 500;
const mentionsMarked = 500;
/** Of its story; one more than is listed, as the article itself may be among them. */
const othersRead = 9;

/** @returns null when there is no article with this id */
export async function readArticle(orm: Orm, id: number) {
  const article = await getArticle(orm, id);
  if (!article) return null;
  const own = { article: id };
  const [mentions, copies, story, timeline, topics, entities, events, quotes, releases] = await Promise.all([
    listMentions(orm, id),
    listCopies(orm, article),
    article.storyId === null ? null : getStory(orm, article.storyId),
    article.storyId === null ? [] : storyTimeline(orm, article.storyId, othersRead, { copies: false }),
    listTopics(orm, id),
    listArticleEntities(orm, [id]),
    listEvents(orm, own, foundShown),
    listQuotes(orm, own, foundShown),
    listReleases(orm, own, foundShown),
  ]);
  const [revisions, corrections, contradictions, mayShow] = await Promise.all([
    listRevisions(orm, id),
    listCorrections(orm, own, correctionsShown),
    contradicting(orm, events, article),
    textRights(orm),
  ]);
  const original = article.copyOf ?? id;
  return {
    ...{
      article,
      mentions: mentions.slice(0, mentionsMarked),
      copies,
      story,
      topics,
      entities,
      revisions,
      corrections,
      contradictions,
    },
    found: { events, quotes, releases },
    /** Of the same story in other words, from the first on. */
    others: timeline.filter((other) => other.id !== id && other.id !== original).slice(0, othersRead - 1),
    /** Whether there are more mentions than are marked. */
    partly: mentions.length > mentionsMarked,
    /** How much of a publisher's texts may be shown. */
    mayShow,
  };
}

/** Two publishers that contradict each other do so within ten days. */
const days = 10;
/** Of a busy fortnight about one firm. */
const mostEvents = 1000;
const contradictionsShown = 5;

/** In what other publishers' articles contradict this one. */
async function contradicting(
  orm: Orm,
  events: readonly FoundEvent[],
  { id, storyId, publishedAt }: { id: number; storyId: number | null; publishedAt: Date },
) {
  const own = events.map((event) => ({ ...event, storyId }));
  const about = [...new Set(own.flatMap((event) => [...subjectsOf(event), ...rulesOf(event)]))];
  if (about.length === 0) return [];
  const span = { after: daysBefore(publishedAt, days), before: daysBefore(publishedAt, -days) };
  const told = await listToldEvents(orm, { anyOf: about, ...span }, mostEvents);
  const isOwn = ({ article }: Source) => article.id === id;
  const found = contradictionsOf(told).filter(({ sides }) =>
    sides.some(({ sources }) => sources.some(isOwn)),
  );
  return namedContradictions(
    orm,
    found.slice(0, contradictionsShown).map((each) => ({
      ...each,
      // Of several that say the same, this article speaks on its own page.
      sides: each.sides.map(({ says, sources }) => ({
        says,
        sources: sources.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a))),
      })) as Contradiction['sides'],
    })),
  );
}
