import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getArticle } from '../../../db/articles.ts';
import { saveVersion } from '../../../db/revisions.ts';
import { articles, stories } from '../../../db/schema.ts';
import { type ArticleTags, replaceTags } from '../../../db/tags.ts';
import { searchWords } from '../../search/words.ts';
import { placeAgain, placeNew } from '../../stories/grouping.ts';
import { mergeStories, splitStory, withdrawRuling } from '../../stories/rulings.ts';
import { eventIn } from '../../testing/found.ts';
import { addTagged, tagsOf, wires } from '../../testing/wires.ts';
import { hour, minute, startWatching, type Watching } from '../testing/watching.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching('2025-03-04T14:00:00Z');
});
beforeEach(() => watching.reset());
afterAll(() => watching.close());

/** Lets some of the wires arrive, through grouping as it is. @returns their ids by name */
async function arrive(names: readonly string[]): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  for (const wire of wires.filter(({ name }) => names.includes(name))) {
    watching.clock.ms = Math.max(watching.clock.ms, Date.parse(wire.at) + minute);
    const entities = wire.entities.map((id) => (id === 'deepseek' ? 'nvidia' : id));
    const id = await addTagged(watching.orm, { ...wire, entities }, watching.now());
    await placeNew(watching.orm, id, watching.now());
    await watching.show(id);
    ids[wire.name] = id;
  }
  return ids;
}
const storyOf = async (id: number) => (await getArticle(watching.orm, id))!.storyId!;
const abouts = async (alert: number) => (await watching.matchesOf(alert)).map(({ about }) => about);

test('tagging anew shows nothing to alerts again', async () => {
  const alert = await watching.addAlert({ query: 'entity:smic' });
  const { other } = await arrive(['other']);
  const before = (await getArticle(watching.orm, other!))!;
  watching.clock.ms += hour;
  await replaceTags(watching.orm, other!, tagsOf(['smic'], 'en'), before.taggedAt, watching.now());
  await placeAgain(watching.orm, other!);
  expect(await watching.waiting()).toEqual([]);
  expect(await watching.show(other!)).toBeNull();
  expect(await abouts(alert)).toEqual([]);
});

test('people’s rulings tell nothing again, nor does what comes to the stories that they made', async () => {
  const trigger = { on: 'story', developments: true };
  const alert = await watching.addAlert({ query: 'smic OR library', trigger });
  const ids = await arrive(['listed', 'copied', 'told', 'other']);
  const [listing, library] = [await storyOf(ids.listed!), await storyOf(ids.other!)];
  const told = [`story:${listing}`, `story:${library}`];
  expect(await abouts(alert)).toEqual(told);

  const { ruling } = await mergeStories(
    watching.orm,
    { story: library, other: listing, note: null },
    watching.now(),
  );
  expect(await watching.waiting()).toEqual([]);
  const later = await arrive(['later']);
  expect(await storyOf(later.later!)).toBe(await storyOf(ids.other!));
  await withdrawRuling(watching.orm, ruling);
  await splitStory(
    watching.orm,
    { story: await storyOf(ids.listed!), articles: [ids.listed!], note: null },
    watching.now(),
  );
  expect(await watching.orm.$count(stories)).toBeGreaterThan(2);
  for (const id of [...Object.values(ids), later.later!]) {
    expect(await watching.show(id)).toBeNull();
    await placeAgain(watching.orm, id);
  }
  expect(await watching.waiting()).toEqual([]);
  expect(await abouts(alert)).toEqual(told);
});

describe('an article that its publisher edited', () => {
  const title = 'US adds 12 firms to Entity List';
  const first = { title, entities: ['smic', 'bis'], events: [{ type: 'entity-listing', who: 'smic' }] };

  /** Puts a new version with such events in its title in the article’s place, as reading it anew does. */
  async function edit(id: number, types: string[], entities = ['smic', 'bis']): Promise<void> {
    watching.clock.ms += hour;
    const changedAt = watching.now();
    await watching.orm.update(articles).set({ changedAt }).where(eq(articles.id, id));
    const before = (await getArticle(watching.orm, id))!;
    const text = `${before.text} Updated with more.`;
    const events = types.map((type) => eventIn(title, { field: 'title', type, words: 'adds' }));
    const { publishedAt: _, ...rest } = before;
    const tags: ArticleTags = { ...tagsOf(entities, 'en'), events };
    const read = { ...rest, title, text, updatedAt: changedAt };
    const stored = { read, searchWords: searchWords({ title, text }), tags };
    expect(await saveVersion(watching.orm, before, stored, watching.now())).toBe(true);
    expect(await watching.waiting()).toEqual([id]);
  }

  test('is told where it says something new, once, and not of what it said at first', async () => {
    const plain = await watching.addAlert({ query: 'entity:smic' });
    const keen = await watching.addAlert({
      query: 'entity:smic',
      trigger: { on: 'story', developments: true },
    });
    const id = await watching.arrive(first);
    const told = async () =>
      (await watching.matchesOf(keen)).map(({ told: { kind, why } }) => `${kind} ${why.split(',')[0]}`);
    await edit(id, ['entity-listing']);
    await watching.show(id);
    expect(await told()).toHaveLength(1);
    await edit(id, ['entity-listing', 'licence-required']);
    await watching.show(id);
    await edit(id, ['licence-required', 'entity-listing']);
    await watching.show(id);
    expect((await told()).slice(1)).toEqual(['development New in this story: licence required']);
    expect(await watching.matchesOf(plain)).toHaveLength(1);
  });

  test('is no news to an alert that was made after it', async () => {
    const id = await watching.arrive(first);
    watching.clock.ms += hour;
    const alert = await watching.addAlert({
      ...{ query: 'entity:smic', trigger: { on: 'story', developments: true } },
    });
    await edit(id, ['entity-listing', 'licence-required']);
    await watching.show(id);
    expect(await watching.matchesOf(alert)).toEqual([]);
    // What comes to its story is.
    watching.clock.ms += hour;
    await watching.arrive({ ...first, title: 'More on the list', feed: 'courier', follows: id });
    expect(await watching.matchesOf(alert)).toHaveLength(1);
  });

  test('can fulfil a query that it did not fulfil before; what others told meanwhile is no news', async () => {
    const alert = await watching.addAlert({
      ...{ query: 'entity:huawei', trigger: { on: 'story', developments: true } },
    });
    const id = await watching.arrive(first);
    watching.clock.ms += hour;
    const other = {
      ...{ title: 'Licences needed', entities: ['huawei'], feed: 'courier', follows: id },
      events: [{ type: 'licence-required' }],
    };
    await watching.arrive(other);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    await edit(id, ['entity-listing', 'licence-required'], ['smic', 'huawei']);
    await watching.show(id);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
  });
});
