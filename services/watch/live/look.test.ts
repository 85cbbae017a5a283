import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getArticle } from '../../../db/articles.ts';
import { alerts } from '../../../db/schema.ts';
import { mute } from '../mutes.ts';
import { day, hour, minute, startWatching, type Watching } from '../testing/watching.ts';
import { lookAtAlert } from './look.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching();
});
beforeEach(() => watching.reset());
afterAll(() => watching.close());

const report = (n: number | string) => ({ title: `Report ${n}`, entities: ['huawei'] });
const lookAt = async (id: number) =>
  (await watching.orm.select().from(alerts).where(eq(alerts.id, id)))[0]!.lookAt?.toISOString() ?? null;
const told = async (id: number) =>
  (await watching.noticesOf(id)).map(({ madeAt, content: { kind, title, matches, more } }) => ({
    ...{ at: madeAt.toISOString().slice(0, 16), kind, title, matches: matches.length, more },
  }));

describe('what is held', () => {
  test('a daily digest comes at its local time, and none where there is nothing to tell', async () => {
    const channel = await watching.addChannel();
    const alert = await watching.addAlert({
      ...{ query: 'entity:huawei', channels: [channel] },
      rhythm: { every: 'day', at: '08:30', timeZone: 'Asia/Kolkata' }, // 03:00 UTC
    });
    for (const n of [1, 2, 3]) await watching.arrive(report(n));
    await watching.wait(14 * hour);
    expect(await told(alert)).toEqual([]);
    await watching.wait(2 * day);
    expect(await told(alert)).toEqual([
      {
        at: '2026-03-03T03:00',
        kind: 'digest',
        matches: 3,
        more: 0,
        title: 'Chips: 3 stories since yesterday 17:30',
      },
    ]);
    expect((await watching.deliveries()).map(({ channelId }) => channelId)).toEqual([channel]);
    expect(await lookAt(alert)).toBeNull();
    await watching.arrive(report(4));
    await watching.wait(day);
    expect((await told(alert)).slice(1)).toMatchObject([{ at: '2026-03-05T03:00', matches: 1 }]);
  });

  test('is not told of what was muted meanwhile, unless that was taken back', async () => {
    const alert = await watching.addAlert({ query: 'huawei OR smic', rhythm: { every: 'day', at: '08:00' } });
    const [chip, story, kept] = [
      await watching.arrive({ title: 'Chip', entities: ['ascend'], text: 'Huawei.' }),
      await watching.arrive({ title: 'Story', entities: ['nvidia'], text: 'Huawei again.' }),
      await watching.arrive({ title: 'Kept', entities: ['smic'] }),
    ];
    const { storyId } = (await getArticle(watching.orm, story))!;
    const until = (ms: number) => new Date(watching.clock.ms + ms);
    await mute(watching.orm, alert, { entity: 'Huawei', until: null }, watching.now());
    await mute(watching.orm, alert, { story: storyId!, until: until(2 * day) }, watching.now());
    await mute(watching.orm, alert, { entity: 'smic', until: until(hour) }, watching.now());
    await watching.wait(day);
    expect(await told(alert)).toMatchObject([{ matches: 1, more: 0 }]);
    const states = (await watching.matchesOf(alert)).map(({ articleId, state }) => [articleId, state]);
    expect(states).toEqual([
      [chip, 'muted'],
      [story, 'muted'],
      [kept, 'told'],
    ]);
  });

  test('after days asleep there is one digest, with the newest in full and the number of the rest', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei', rhythm: { every: 'day', at: '08:00' } });
    for (let n = 0; n < 25; n++) await watching.arrive(report(n));
    watching.clock.ms += 5 * day;
    const looked = await Promise.all([1, 2, 3].map(() => lookAtAlert(watching.process(), alert)));
    expect(looked.filter((each) => each !== null)).toHaveLength(1);
    const [digest, ...rest] = await watching.noticesOf(alert);
    expect(rest).toEqual([]);
    expect(digest!.content.matches.length + digest!.content.more).toBe(25);
    expect(digest!.content.matches[0]!.article!.title).toBe('Report 24');
    const matches = await watching.matchesOf(alert);
    expect(new Set(matches.map(({ state, noticeId }) => `${state} ${noticeId}`)).size).toBe(1);
  });

  test('quiet hours end with one notice of what came in them, and a restart within them tells nothing', async () => {
    const rhythm = { quiet: { from: '22:00', to: '07:00' }, timeZone: 'America/New_York' }; // from 03:00 to 12:00 UTC
    const alert = await watching.addAlert({ query: 'entity:huawei', rhythm });
    await watching.wait(16 * hour); // 04:00 UTC
    for (const n of [1, 2]) await watching.arrive(report(n));
    expect(await watching.look(alert)).toBeNull();
    await watching.orm.update(alerts).set({ lookAt: watching.now() }); // as a change of the alert does
    expect(await watching.look(alert)).toMatchObject({ told: 0 });
    await watching.wait(9 * hour);
    expect(await told(alert)).toEqual([
      { at: '2026-03-03T12:00', kind: 'match', matches: 2, more: 0, title: 'Chips: Report 2 … and 1 more' },
    ]);
    await watching.arrive(report(3));
    expect(await told(alert)).toHaveLength(2);
  });

  test('what passes a throttle is told together when it is over: “and 12 more”', async () => {
    const alert = await watching.addAlert({
      query: 'entity:huawei',
      rhythm: { throttle: { most: 2, minutes: 60 } },
    });
    for (let n = 1; n <= 15; n++) {
      await watching.arrive(report(n));
      watching.clock.ms += minute;
    }
    await watching.wait(90 * minute);
    expect(await told(alert)).toMatchObject([
      { at: '2026-03-02T12:00', title: 'Chips: Report 1' },
      { at: '2026-03-02T12:01', title: 'Chips: Report 2' },
      { at: '2026-03-02T13:00', title: 'Chips: Report 15 … and 12 more' },
    ]);
  });

  test('a paused alert tells what it holds when it goes on', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei', rhythm: { every: 'hour' } });
    await watching.arrive(report(1));
    await watching.orm.update(alerts).set({ paused: true });
    await watching.wait(3 * hour);
    expect(await told(alert)).toEqual([]);
    await watching.orm.update(alerts).set({ paused: false, lookAt: watching.now() });
    await watching.wait(2 * minute);
    expect(await told(alert)).toHaveLength(1);
  });

  test('a crash in a look leaves everything as it was', async () => {
    const alert = await watching.addAlert({ query: 'entity:huawei', rhythm: { every: 'hour' } });
    await watching.arrive(report(1));
    watching.clock.ms += hour;
    await expect(lookAtAlert({ ...watching.process(), orm: watching.unplugged() }, alert)).rejects.toThrow(
      'pulled the plug',
    );
    expect(await told(alert)).toEqual([]);
    expect((await watching.matchesOf(alert))[0]!.state).toBe('held');
    expect(await watching.look(alert)).toMatchObject({ told: 1 });
  });
});

describe('sentiment', () => {
  const below = { on: 'level', entity: 'huawei', side: 'below', level: -0.3, days: 7, least: 3 };
  const write = async (score: number, times = 1) => {
    for (let n = 0; n < times; n++)
      await watching.arrive({
        ...report(`${watching.clock.ms} ${score} ${n}`),
        entities: ['huawei', 'nvidia'],
        score,
      });
  };

  test('crossing a level fires, staying there does not, and hovering around it does not either', async () => {
    const alert = await watching.addAlert({ query: 'entity:nvidia', trigger: below });
    await write(0.1, 3);
    await watching.wait(2 * minute);
    expect(await told(alert)).toEqual([]);
    await write(-0.9, 4);
    await watching.wait(2 * minute);
    const [first, ...rest] = await watching.matchesOf(alert);
    expect(rest).toEqual([]);
    expect(first!.told).toMatchObject({
      ...{ kind: 'level', article: null },
      why: 'Sentiment towards Huawei fell below −0.30: −0.47 over 7 days (7 articles).',
    });
    await write(0.6, 2); // −0.23: above, but not clearly
    await watching.wait(2 * minute);
    await write(-0.9);
    await watching.wait(2 * minute);
    expect(await watching.matchesOf(alert)).toHaveLength(1);
    await write(0.9, 6); // clearly above
    await watching.wait(day);
    await write(-1, 12);
    await watching.wait(2 * minute);
    expect(await watching.matchesOf(alert)).toHaveLength(2);
    expect(await told(alert)).toHaveLength(2);
  });

  test('an alert is looked at once a minute, however many articles come', async () => {
    const alert = await watching.addAlert({ query: 'entity:nvidia', trigger: below });
    expect(await watching.look(alert)).not.toBeNull();
    await write(0.1, 3);
    expect(await lookAt(alert)).toBe('2026-03-02T12:01:00.000Z');
    watching.clock.ms += minute;
    expect(await watching.look(alert)).not.toBeNull();
    await watching.arrive({ title: 'Of somebody else', entities: ['smic'] });
    expect(await watching.look(alert)).toBeNull();
  });

  test('copies count for nothing', async () => {
    const alert = await watching.addAlert({ query: 'entity:nvidia', trigger: below });
    await write(0.1, 3);
    await watching.wait(2 * minute);
    for (let n = 0; n < 8; n++)
      await watching.arrive({
        ...report(`copy ${n}`),
        story: 'one',
        entities: ['nvidia', 'huawei'],
        score: -0.9,
      });
    await watching.wait(2 * minute);
    expect(await watching.matchesOf(alert)).toEqual([]);
  });
});

test('a burst fires on its first day, once', async () => {
  const trigger = { on: 'burst' };
  watching.clock.ms -= 60 * day;
  for (let n = 0; n < 60; n++) {
    if (n % 3 === 0) await watching.write({ title: `Usual ${n}`, entities: ['huawei'] });
    await watching.write({ title: `Other ${n}`, entities: ['smic'] });
    watching.clock.ms += day;
  }
  const alert = await watching.addAlert({ query: 'entity:huawei', trigger });
  await watching.wait(2 * minute);
  for (let n = 0; n < 12; n++) await watching.arrive(report(n));
  await watching.wait(hour);
  for (let n = 20; n < 24; n++) await watching.arrive(report(n));
  await watching.wait(hour);
  const matches = await watching.matchesOf(alert);
  expect(matches).toMatchObject([{ about: 'burst:2026-03-02', told: { kind: 'burst' } }]);
  expect(matches[0]!.told.why).toMatch(/^Unusually many: 12 articles on 2 March/);
});

test('silence is told once for each time that nothing comes', async () => {
  const alert = await watching.addAlert({ query: 'entity:huawei', trigger: { on: 'silence', days: 3 } });
  await watching.wait(2 * day);
  await watching.arrive(report(1));
  await watching.wait(2.5 * day);
  expect(await watching.matchesOf(alert)).toEqual([]);
  await watching.wait(7 * day);
  expect(await watching.matchesOf(alert)).toMatchObject([{ told: { kind: 'silence' } }]);
  await watching.arrive({ title: 'Of somebody else', entities: ['smic'] });
  await watching.wait(4 * day);
  expect(await watching.matchesOf(alert)).toHaveLength(1);
  await watching.arrive(report(2));
  await watching.wait(4 * day);
  const whys = (await watching.matchesOf(alert)).map(({ told }) => told.why);
  expect(whys).toEqual([
    'No article for 3 days: the last one came on 4 March.',
    'No article for 3 days: the last one came on 18 March.',
  ]);
  expect(await lookAt(alert)).toBeNull();
});
