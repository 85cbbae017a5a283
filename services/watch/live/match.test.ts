import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alertMutes, alerts, articles, publisherRights, stories, unmatched } from '../../../db/schema.ts';
import { day, hour, minute, startWatching, type Watching } from '../testing/watching.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching();
});
beforeEach(() => watching.reset());
afterAll(() => watching.close());

const listing = {
  title: 'US adds Huawei suppliers to Entity List',
  entities: ['huawei', 'bis'],
  events: [{ type: 'entity-listing', who: 'huawei' }],
};

describe('once for each story', () => {
  test('the first report is told at once, with all that its reader needs', async () => {
    const channel = await watching.addChannel();
    const alert = await watching.addAlert({ query: 'entity:huawei', channels: [channel] });
    const id = await watching.write(listing);
    const shown = await watching.show(id);
    expect(shown).toMatchObject({ told: 1, held: 0, muted: 0, channels: [channel] });
    const [match] = await watching.matchesOf(alert);
    const [article] = await watching.orm.select().from(articles);
    expect(match).toMatchObject({
      ...{ about: `story:${article!.storyId}`, articleId: id, storyId: article!.storyId, state: 'told' },
      told: {
        ...{ kind: 'story', why: 'First report of this story, by Example Wire.', publishers: 1 },
        article: {
          ...{ id, title: listing.title, publisher: 'Example Wire', url: article!.url },
          entities: [{ id: 'huawei', name: 'Huawei', nameZh: '华为' }, { id: 'bis' }],
          events: [{ type: 'entity-listing', certainty: 'stated' }],
        },
        numbers: { novelty: 100 },
      },
    });
    const [notice] = await watching.noticesOf(alert);
    expect(match!.noticeId).toBe(notice!.id);
    expect(notice).toMatchObject({ owner: 'local', kind: 'match', content: { more: 0 } });
    expect(notice!.content.matches).toMatchObject([{ matchId: match!.id }]);
    expect(await watching.deliveries()).toMatchObject([
      { noticeId: notice!.id, channelId: channel, state: 'pending', tries: 0, dueAt: watching.now() },
    ]);
    expect(await watching.waiting()).toEqual([]);
    expect(await watching.show(id)).toBeNull();
  });

  test('copies, other publishers’ reports and the same article shown again tell nothing', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei' });
    const first = await watching.arrive({ ...listing, story: 'listing' });
    watching.clock.ms += minute;
    await watching.arrive({ ...listing, title: 'Copied', feed: 'courier', story: 'listing' });
    watching.clock.ms += minute;
    await watching.arrive({
      ...listing,
      title: 'Huawei suppliers blacklisted',
      feed: 'herald',
      follows: first,
    });
    await watching.orm.insert(unmatched).values({ articleId: first, since: watching.now() });
    await watching.show(first);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    expect(await watching.noticesOf(alert)).toHaveLength(1);
  });

  test('developments are told where they are asked for, each new fact once', async () => {
    const plain = await watching.addAlert({ query: 'entity:huawei' });
    const keen = await watching.addAlert({
      query: 'entity:huawei',
      trigger: { on: 'story', developments: true },
    });
    const first = await watching.arrive(listing);
    const more = async (title: string, feed: string, type: string) => {
      watching.clock.ms += hour;
      return watching.arrive({ ...listing, title, feed, follows: first, events: [{ type, who: 'huawei' }] });
    };
    await more('Huawei suppliers blacklisted', 'courier', 'entity-listing');
    await more('China answers with listing of its own', 'herald', 'retaliation-listing');
    await more('Beijing’s answer to the listing', 'courier', 'retaliation-listing');
    expect(await watching.matchesOf(plain)).toHaveLength(1);
    const told = (await watching.matchesOf(keen)).map(({ told: { kind, why } }) => [kind, why]);
    expect(told).toEqual([
      ['story', 'First report of this story, by Example Wire.'],
      ['development', 'New in this story: retaliation listing (Huawei), by The Herald.'],
    ]);
  });

  test('an event of the type with the entity in it, not a denial, not another’s', async () => {
    const trigger = { on: 'event', type: 'entity-listing', entity: 'Huawei' };
    const alert = await watching.addAlert({ query: '', trigger });
    await watching.arrive({
      ...listing,
      title: 'SMIC listed',
      entities: ['smic'],
      events: [{ type: 'entity-listing', who: 'smic' }],
    });
    await watching.arrive({
      ...listing,
      title: 'No listing',
      events: [{ type: 'entity-listing', who: 'huawei', certainty: 'denied' }],
    });
    await watching.arrive({
      ...listing,
      title: 'Ascend listed',
      entities: ['ascend'],
      events: [{ type: 'entity-listing', who: 'ascend' }],
    });
    const [match, ...rest] = await watching.matchesOf(alert);
    expect(rest).toEqual([]);
    expect(match!.told).toMatchObject({
      kind: 'event',
      why: expect.stringContaining('Entity listing (Ascend)'),
    });
  });

  test('stories that became one later are one story', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei' });
    const [one, two] = [await watching.arrive(listing), await watching.write({ ...listing, title: 'Apart' })];
    await become(two, one);
    await watching.show(two);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    watching.clock.ms += hour;
    const three = await watching.arrive({ ...listing, title: 'A third' });
    expect(await watching.matchesOf(alert)).toHaveLength(2);
    await become(three, one);
    await watching.arrive({ ...listing, title: 'A fourth', feed: 'herald', follows: one });
    expect(await watching.matchesOf(alert)).toHaveLength(2);
  });

  test('a story that was taken apart stays told on both sides', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei' });
    const first = await watching.arrive(listing);
    const second = await watching.arrive({
      ...listing,
      title: 'The same again',
      feed: 'courier',
      follows: first,
    });
    // The article that was told of leaves; what came second is the story now.
    await watching.orm.execute(sql`
      insert into stories (id, first_at, last_at, articles, publishers) values (77, now(), now(), 1, 1)`);
    await watching.orm.update(articles).set({ storyId: 77 }).where(eq(articles.id, first));
    await watching.arrive({ ...listing, title: 'On what left', feed: 'herald', follows: first });
    await watching.arrive({ ...listing, title: 'On what stayed', feed: 'herald', follows: second });
    expect(await watching.matchesOf(alert)).toHaveLength(1);
  });
});

/** Makes an article’s story part of another’s, as grouping does. */
async function become(id: number, other: number): Promise<void> {
  const { orm } = watching;
  const of = async (article: number) =>
    (await orm.select().from(articles).where(eq(articles.id, article)))[0]!.storyId!;
  const [from, to] = [await of(id), await of(other)];
  await orm.update(articles).set({ storyId: to }).where(eq(articles.storyId, from));
  await orm.update(stories).set({ movedTo: to }).where(eq(stories.id, from));
}

describe('gates', () => {
  test('stop what is of too little relevance, too old, or repeats', async () => {
    const gated = (gates: object) => watching.addAlert({ query: 'huawei', gates });
    const [relevance, novelty, age] = [
      await gated({ relevance: 90 }),
      await gated({ novelty: 90 }),
      await gated({ maxAgeHours: 1 }),
    ];
    const first = await watching.write({ title: 'Huawei', entities: ['nvidia', 'huawei'] });
    await watching.write({ title: 'Huawei again', feed: 'courier', follows: first });
    await watching.orm.update(articles).set({ publishedAt: new Date(watching.clock.ms - 2 * hour) });
    for (const id of await watching.waiting()) await watching.show(id);
    expect(await watching.matchesOf(relevance)).toEqual([]);
    expect(await watching.matchesOf(novelty)).toHaveLength(1);
    expect(await watching.matchesOf(age)).toEqual([]);
  });

  test('a cooldown holds for other stories, and a new fact passes it', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei', gates: { cooldownMinutes: 60 } });
    const plain = { entities: ['huawei'] };
    await watching.arrive({ ...plain, title: 'One' });
    watching.clock.ms += 30 * minute;
    await watching.arrive({ ...plain, title: 'Two' });
    await watching.arrive({ ...listing, title: 'Three, with news' });
    watching.clock.ms += 61 * minute;
    await watching.arrive({ ...plain, title: 'Four' });
    const titles = (await watching.matchesOf(alert)).map(({ told }) => told.article!.title);
    expect(titles).toEqual(['One', 'Three, with news', 'Four']);
  });
});

describe('mutes', () => {
  const mute = (alertId: number, what: { storyId?: number; entityId?: string; until?: Date }) =>
    watching.orm.insert(alertMutes).values({ alertId, madeAt: watching.now(), ...what });

  test('a muted story stays muted when it becomes part of another, and until its time', async () => {
    const trigger = { on: 'story', developments: true };
    const alert = await watching.addAlert({ query: 'entity:huawei', trigger });
    const first = await watching.arrive(listing);
    const [match] = await watching.matchesOf(alert);
    await mute(alert, { storyId: match!.storyId!, until: new Date(watching.clock.ms + 3 * hour) });
    const develops = async (title: string, type: string, follows = first) => {
      watching.clock.ms += hour;
      await watching.arrive({ ...listing, title, feed: 'herald', follows, events: [{ type }] });
    };
    await develops('An answer', 'retaliation-listing');
    const other = await watching.write({ ...listing, title: 'Greater', events: [] });
    await become(first, other);
    await develops('A tariff', 'tariff', other);
    watching.clock.ms += 2 * hour;
    await develops('Talks', 'talks', other);
    expect((await watching.matchesOf(alert)).map(({ state }) => state)).toEqual([
      'told',
      'muted',
      'muted',
      'told',
    ]);
    expect(await watching.noticesOf(alert)).toHaveLength(2);
  });

  test('a muted entity is muted where it is all that the alert may be for', async () => {
    const both = await watching.addAlert({ query: 'entity:huawei OR entity:smic' });
    const words = await watching.addAlert({ query: 'chips' });
    for (const alert of [both, words]) await mute(alert, { entityId: 'huawei' });
    const text = 'All about chips.';
    await watching.arrive({ title: 'Huawei alone', text, entities: ['huawei', 'nvidia'] });
    await watching.arrive({ title: 'Its Ascend', text, entities: ['ascend'] });
    await watching.arrive({ title: 'With SMIC', text, entities: ['huawei', 'smic'] });
    await watching.arrive({ title: 'An aside', text, entities: ['nvidia', 'huawei'] });
    const states = async (id: number) => (await watching.matchesOf(id)).map(({ state }) => state);
    expect(await states(both)).toEqual(['muted', 'muted', 'told', 'muted']);
    expect(await states(words)).toEqual(['muted', 'muted', 'muted', 'told']);
  });
});

describe('rhythm', () => {
  test('what may not be told now is held, and says when to look', async () => {
    const daily = await watching.addAlert({ query: 'entity:huawei', rhythm: { every: 'day', at: '18:00' } });
    const quiet = await watching.addAlert({
      query: 'entity:huawei',
      rhythm: { quiet: { from: '11:00', to: '15:30' } },
    });
    const urgent = await watching.addAlert({
      ...{ query: 'entity:huawei', priority: 'high', rhythm: { quiet: { from: '11:00', to: '15:30' } } },
    });
    await watching.arrive(listing);
    const lookAt = async (id: number) =>
      (await watching.orm.select().from(alerts).where(eq(alerts.id, id)))[0]!.lookAt?.toISOString() ?? null;
    expect((await watching.matchesOf(daily)).map(({ state }) => state)).toEqual(['held']);
    expect(await lookAt(daily)).toBe('2026-03-02T18:00:00.000Z');
    expect(await lookAt(quiet)).toBe('2026-03-02T15:30:00.000Z');
    expect(await lookAt(urgent)).toBeNull();
    expect(await watching.noticesOf(urgent)).toHaveLength(1);
    expect(await watching.noticesOf(quiet)).toEqual([]);
  });
});

test('titles are all that is told of publishers whose words may not be shown', async () => {
  await watching.orm.insert(publisherRights).values({ publisher: 'Example Wire', fullText: 'none' });
  const alert = await watching.addAlert({ query: 'entity:huawei' });
  await watching.arrive(listing);
  const [match] = await watching.matchesOf(alert);
  expect(match!.told.article).toMatchObject({
    title: listing.title,
    events: [{ type: 'entity-listing', words: '' }],
  });
});

test('what comes days later in a story is judged by what was there before it', async () => {
  const alert = await watching.addAlert({ query: 'title:late' });
  const first = await watching.arrive(listing);
  watching.clock.ms += 3 * day;
  const late = await watching.write({ ...listing, title: 'Late', feed: 'courier', follows: first });
  // Found after it: no part of what was known.
  watching.clock.ms += minute;
  await watching.write({ ...listing, title: 'Later', feed: 'herald', follows: first });
  await watching.show(late);
  const [match] = await watching.matchesOf(alert);
  expect(match!.told.numbers!.novelty).toBe(75);
});
