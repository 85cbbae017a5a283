import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sums } from '../../search/series/points.ts';
import { datedBursts } from '../../search/series/turns.ts';
import type { Trigger } from '../spec.ts';
import { at, spec } from '../testing.ts';
import { type BurstDays, burst } from './burst.ts';
import { dayOf } from './figures.ts';
import type { Looked } from './fire.ts';
import { level } from './level.ts';
import { move } from './move.ts';
import { type Score, Scores } from './scores.ts';
import { silence } from './silence.ts';

const trigger = <On extends Trigger['on']>(given: { on: On } & Record<string, unknown>) =>
  spec({ trigger: given }).trigger as Extract<Trigger, { on: On }>;

/** So many articles of one score, an hour apart, the last at 12:00 of that day. */
const some = (n: number, score: number, day = 0): Score[] =>
  Array.from({ length: n }, (_, back) => ({
    at: new Date(at('12:00', day).getTime() - back * 3_600_000),
    score,
  }));

test('means over a stretch are those of a plain sum, however scores come in', () => {
  const score = fc.record({
    at: fc.date({ min: at('00:00'), max: at('00:00', 5), noInvalidDate: true }),
    score: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  const moment = fc.integer({ min: at('00:00').getTime(), max: at('00:00', 5).getTime() });
  fc.assert(
    fc.property(fc.array(score), fc.array(score), moment, moment, (first, later, one, other) => {
      const [after, until] = [Math.min(one, other), Math.max(one, other)];
      const scores = new Scores(first);
      for (const each of later) scores.add(each);
      const inside = [...first, ...later].filter((each) => +each.at > after && +each.at <= until);
      const { mean, n } = scores.mean(after, until);
      expect(n).toBe(inside.length);
      if (n === 0) expect(mean).toBeNull();
      else expect(mean).toBeCloseTo(inside.reduce((sum, each) => sum + each.score, 0) / n, 5);
    }),
  );
});

const below = trigger({ on: 'level', entity: 'nvidia', side: 'below', level: -0.3 });
const lookLevel = (scores: Score[], memory: unknown, now = at('13:00'), asked = below) =>
  level({ trigger: asked, name: 'Nvidia', scores: new Scores(scores), memory, now });

test('a level fires when the mean crosses it, with figures, and not at the first look', () => {
  const calm = lookLevel(some(12, 0.1), {});
  expect(calm.fire).toBeUndefined();
  const crossed = lookLevel(some(12, -0.344), calm.memory);
  expect(crossed.fire).toEqual({
    ...{ about: 'level:nvidia:below:-0.3:2026-11-20', kind: 'level' },
    why: 'Sentiment towards Nvidia fell below −0.30: −0.34 over 7 days (12 articles).',
  });
  expect(lookLevel(some(12, -0.344), crossed.memory).fire).toBeUndefined();
  expect(lookLevel(some(12, -0.3012), calm.memory).fire?.why).toContain('fell below −0.30: −0.3012 over');
  const first = lookLevel(some(12, -0.344), {});
  expect(first.fire).toBeUndefined();
  expect(lookLevel(some(12, -0.5), first.memory).fire).toBeUndefined();
});

test('a level does not flap: it fires again only after the mean was clearly on the other side', () => {
  let memory: object = {};
  const fired = [0, -0.31, -0.29, -0.31, -0.26, -0.31, -0.25, -0.31].map((score, day) => {
    const looked = lookLevel(some(9, score, day * 10), memory, at('13:00', day * 10));
    memory = looked.memory;
    return looked.fire !== undefined;
  });
  expect(fired).toEqual([false, true, false, false, false, false, false, true]);
});

test('a mean of too few articles changes nothing; of a new alert it is none beyond its level', () => {
  const quiet = lookLevel(some(4, -0.9), {});
  expect(quiet.fire).toBeUndefined();
  const crossed = lookLevel(some(5, -0.9), quiet.memory);
  expect(crossed.fire).toBeDefined();
  const thin = lookLevel([...some(4, 0.9)], crossed.memory);
  expect(lookLevel(some(5, -0.9), thin.memory).fire).toBeUndefined();
});

test('a level above is the mirror, and exactly the level is not beyond it', () => {
  const above = trigger({ on: 'level', entity: 'nvidia', side: 'above', level: 0.5, days: 1, least: 1 });
  const look = (score: number, memory: unknown) => lookLevel(some(1, score), memory, at('13:00'), above);
  const calm = look(0.5, {});
  expect(look(0.5, calm.memory).fire).toBeUndefined();
  const tenths = [-0.9, -0.8, 0.8].map((score) => ({ at: at('12:00'), score })); // their mean is −0.3 and a hair
  const asked = { ...below, least: 3 };
  expect(
    lookLevel(tenths, lookLevel([], {}, at('13:00'), asked).memory, at('13:00'), asked).fire,
  ).toBeUndefined();
  expect(look(0.6, calm.memory).fire?.why).toBe(
    'Sentiment towards Nvidia rose above +0.50: +0.60 over 1 day (1 article).',
  );
});

test('only the days asked for count, and the next look is when the first of them leaves', () => {
  const calm = lookLevel(some(5, 0.5), {}).memory;
  const old = some(50, 0.9, -7).filter((each) => each.at <= at('13:00', -7));
  const crossed = lookLevel([...old, ...some(5, -0.9)], calm, at('13:00'));
  expect(crossed.fire?.why).toContain('(5 articles)');
  expect(crossed.lookAt).toEqual(at('08:00', 7));
  expect(lookLevel([], calm).lookAt).toBeNull();
});

test('memory of another setting, and what is no memory, is as none', () => {
  const calm = lookLevel(some(9, 0.5), {}).memory;
  const stricter = { ...below, level: -0.5 };
  expect(lookLevel(some(9, -0.9), calm, at('13:00'), stricter).fire).toBeUndefined();
  for (const damaged of [null, undefined, 7, 'x', [], { side: 'clear' }, { ...calm, side: 'sideways' }])
    expect(lookLevel(some(9, -0.9), damaged).fire).toBeUndefined();
});

const by3 = trigger({ on: 'move', entity: 'nvidia', by: 0.3 });
const lookMove = (present: number, memory: unknown, day = 0, n = 12) => {
  const month = Array.from({ length: 25 }, (_, back) => some(3, 0.1, day - 4 - back)).flat();
  const scores = new Scores([...month, ...some(n, present, day)]);
  return move({ trigger: by3, name: 'Nvidia', scores, memory, now: at('13:00', day) });
};

test('a move fires either way against the month before, with figures', () => {
  const calm = lookMove(0.1, {});
  expect(calm.fire).toBeUndefined();
  expect(lookMove(-0.32, calm.memory).fire).toEqual({
    ...{ about: 'move:nvidia:down:0.3:2026-11-20', kind: 'move' },
    why: 'Sentiment towards Nvidia fell by 0.42: −0.32 over 3 days (12 articles), against +0.10 over the 30 days before (75).',
  });
  expect(lookMove(0.5, calm.memory).fire?.about).toBe('move:nvidia:up:0.3:2026-11-20');
  expect(lookMove(0.39, calm.memory).fire).toBeUndefined();
  expect(lookMove(-0.5, calm.memory, 0, 4).fire).toBeUndefined();
  expect(lookMove(-0.5, {}).fire).toBeUndefined();
});

test('a move fires again after half the way back, or the other way', () => {
  let memory: object = {};
  const course = [0.1, 0.5, 0.3, 0.5, 0.2, 0.5, -0.4, -0.4, 0.1, -0.4];
  const fired = course.map((present, nth) => {
    const looked = lookMove(present, memory, nth * 60);
    memory = looked.memory;
    return looked.fire?.about.split(':')[2] ?? null;
  });
  expect(fired).toEqual([null, 'up', null, null, null, 'up', 'down', null, null, 'down']);
});

test('a move is looked at again when a score leaves the days for the month', () => {
  expect(lookMove(0.1, {}, 0, 1).lookAt).toEqual(at('12:00', 3));
  expect(lookMove(0.1, {}, 0, 0).lookAt).toEqual(at('10:00', 33 - 28));
  const alone = move({
    ...{ trigger: by3, name: 'Nvidia', memory: {}, now: at('13:00') },
    scores: new Scores(some(1, 0)),
  });
  expect(alone.lookAt).toEqual(at('12:00', 3));
});

const days = (from: string, to: string, articles = 34): BurstDays => ({ from, to, articles, expected: 8.9 });
const lookBurst = (bursts: BurstDays[], memory: unknown, now = at('13:00')) => burst({ bursts, memory, now });

test('a burst fires on its day, and not while it goes on, grows backwards or is over', () => {
  const quiet = lookBurst([], {});
  const began = lookBurst([days('2026-11-20', '2026-11-20')], quiet.memory);
  expect(began.fire).toEqual({
    ...{ about: 'burst:2026-11-20', kind: 'burst' },
    why: 'Unusually many: 34 articles on 20 November, where some 8.9 are usual.',
  });
  for (const [from, to] of [
    ['2026-11-20', '2026-11-21'],
    ['2026-11-19', '2026-11-21'], // an article that came late made the day before one as well
    ['2026-11-21', '2026-11-21'], // one was taken away, and the first day is none any more
  ] as const)
    expect(lookBurst([days(from, to)], began.memory, at('13:00', 1)).fire).toBeUndefined();
  const over = lookBurst([days('2026-11-20', '2026-11-21')], began.memory, at('13:00', 1)).memory;
  expect(lookBurst([days('2026-11-20', '2026-11-20')], over, at('13:00', 2)).fire).toBeUndefined();
  const second = [days('2026-11-20', '2026-11-21'), days('2026-11-23', '2026-11-24', 1200)];
  expect(lookBurst(second, over, at('13:00', 4)).fire).toMatchObject({
    about: 'burst:2026-11-23',
    why: 'Unusually many: 1,200 articles from 23 November to 24 November, where some 8.9 are usual.',
  });
});

test('a burst of the day before yesterday is no news, nor one that a new alert finds', () => {
  const known = lookBurst([], {}).memory;
  expect(lookBurst([days('2026-11-18', '2026-11-18')], known).fire).toBeUndefined();
  expect(lookBurst([days('2026-11-19', '2026-11-19')], known).fire).toBeDefined();
  const first = lookBurst([days('2026-11-20', '2026-11-20')], { until: 'last week' });
  expect(first.fire).toBeUndefined();
  expect(lookBurst([days('2026-11-20', '2026-11-20')], first.memory).fire).toBeUndefined();
});

test('looked at after each article of four months, no burst is told twice, and each that begins is told', () => {
  const counts = fc.array(fc.oneof({ weight: 40, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 30 })), {
    ...{ minLength: 120, maxLength: 120 },
  });
  let told = 0;
  fc.assert(
    fc.property(counts, (articles) => {
      const start = dayOf(at('00:00'));
      const dayAt = (day: number) => dayOf(at('00:00', day));
      const sums: Sums[] = [];
      const fired: string[] = [];
      let memory: unknown = {};
      for (const [day, count] of articles.entries()) {
        const sum = { period: dayAt(day), volume: 0, n: 0, sum: 0, squares: 0 };
        sums.push(sum);
        for (let nth = 0; nth < Math.max(1, count); nth++) {
          sum.volume = Math.min(count, nth + 1);
          const bursts = datedBursts(sums, start, { from: dayAt(Math.max(0, day - 28)), to: dayAt(day) });
          const looked = lookBurst(bursts, memory, at('12:00', day));
          memory = looked.memory;
          if (looked.fire) fired.push(looked.fire.about);
        }
      }
      const all = datedBursts(sums, start, { from: start, to: dayAt(119) });
      expect(fired).toEqual(all.map(({ from }) => `burst:${from}`));
      told += fired.length;
    }),
    { numRuns: 10, examples: [[Array.from({ length: 120 }, (_, day) => (day === 60 ? 30 : day % 2))]] },
  );
  expect(told).toBeGreaterThan(0);
});

const threeDays = trigger({ on: 'silence', days: 3 });
const lookSilence = (lastFound: Date | null, now: Date, memory: unknown = {}): Looked =>
  silence({ trigger: threeDays, lastFound, madeAt: at('09:00', -10), memory, now });

test('silence is told once, counted from the last article', () => {
  expect(lookSilence(at('12:00'), at('11:59', 3))).toMatchObject({ lookAt: at('12:00', 3) });
  const told = lookSilence(at('12:00'), at('12:00', 3));
  expect(told.fire).toEqual({
    ...{ about: 'silence:2026-11-20', kind: 'silence' },
    why: 'No article for 3 days: the last one came on 20 November.',
  });
  expect(told.lookAt).toBeNull();
  expect(lookSilence(at('12:00'), at('12:00', 9), told.memory).fire).toBeUndefined();
  // The last article was taken away: the silence is the same.
  expect(lookSilence(at('12:00', -2), at('12:00', 9), told.memory).fire).toBeUndefined();
  const next = lookSilence(at('18:00', 9), at('18:00', 12), told.memory);
  expect(next.fire?.about).toBe('silence:2026-11-29');
});

test('silence of a new alert counts from when it was made', () => {
  expect(lookSilence(at('09:00', -300), at('09:00', -8))).toMatchObject({ lookAt: at('09:00', -7) });
  expect(lookSilence(null, at('09:00', -7)).fire).toEqual({
    ...{ about: 'silence:2026-11-10', kind: 'silence' },
    why: 'No article for 3 days: none ever came.',
  });
});

test('thirty thousand looks at a growing history take seconds at most', () => {
  const [scores, start] = [new Scores(), performance.now()];
  let [memory, fires]: [unknown, number] = [{}, 0];
  for (let nth = 0; nth < 30_000; nth++) {
    const now = new Date(at('00:00').getTime() + nth * 900_000);
    scores.add({ at: new Date(now.getTime() - (nth % 7) * 600_000), score: Math.sin(nth / 700) });
    const looked = level({ trigger: below, name: 'Nvidia', scores, memory, now });
    memory = looked.memory;
    fires += Number(looked.fire !== undefined);
  }
  expect(fires).toBeGreaterThan(3);
  expect(performance.now() - start).toBeLessThan(3000);
});
