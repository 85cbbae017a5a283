import { expect, test } from 'vitest';
import type { MadeAlert } from './alerts.ts';
import { happeningsOf } from './happenings.ts';
import {
  judgeLog,
  judgeMatches,
  judgeReceived,
  repeatsIn,
  type ShownRound,
  toldAt,
  toldTogether,
} from './ledger.ts';
import { randomFrom } from './random.ts';
import type { Received } from './receiver.ts';

const round: ShownRound = {
  articles: happeningsOf(1, randomFrom(1)).map((article) => ({ ...article, url: `http://h${article.path}` })),
  feedIds: [],
};
const huawei: MadeAlert = {
  ...{ id: 7, name: 'Huawei', query: 'entity:huawei', about: 'huawei' },
  ...{ through: [0, 1], tells: 'each' },
};
const throttled: MadeAlert = { ...huawei, id: 8, through: [1], tells: 'together' };

let last = 0;
const told = (hook: number, paths: string[], more: Partial<Received> = {}): Received => ({
  ...{ at: ++last, hook, id: `notice-${last}`, alertId: 7, more: 0, said: paths.join() },
  urls: paths.map((path) => `http://h/r1-${path}`),
  ...more,
});
/** All that is to be told of the round, once through each hook. */
const whole = () => ['first', 'second', 'both'].flatMap((path) => [0, 1].map((hook) => told(hook, [path])));

test('all that was told once is well, also where a copy or a second report told it', () => {
  const log = [...whole().slice(2), told(0, ['copy']), told(1, ['copy'])];
  expect(judgeReceived(round, log, [huawei])).toEqual({ lost: [], doubled: [] });
  expect(judgeLog(round, log, [huawei])).toEqual([]);
  expect(toldAt(round, log, [huawei])).toBe(log.at(-1)!.at);
});

test('a notice that one hook never had is lost', () => {
  const log = whole().slice(1);
  expect(judgeReceived(round, log, [huawei]).lost).toEqual(['notice: Huawei of r1-a through 0']);
  expect(toldAt(round, log, [huawei])).toBeNull();
});

test('the same id again is a repeat; another id for the same happening is told twice', () => {
  const log = whole();
  const again = [...log, { ...log[0]!, at: 99 }];
  expect(judgeReceived(round, again, [huawei]).doubled).toEqual([]);
  expect(repeatsIn(again)).toBe(1);
  const twice = [...log, told(0, ['copy'])];
  expect(judgeReceived(round, twice, [huawei]).doubled).toEqual([
    expect.stringMatching(/^notice: Huawei of r1-a through 0: notice-\d+, notice-\d+$/),
  ]);
});

test('notices of what nobody asked for, and tries that say different things, are found', () => {
  const log = whole();
  expect(judgeLog(round, [...log, told(0, ['other'])], [huawei])).toEqual([
    expect.stringMatching(/of alert 7 tells of http:\/\/h\/r1-other$/),
  ]);
  expect(judgeLog(round, [...log, { ...log[0]!, said: 'more' }], [huawei])).toEqual([
    expect.stringMatching(/says something else at another try$/),
  ]);
});

test('what is told together is counted once for each notice, and nothing in two of them', () => {
  const [one, two] = [told(1, ['first', 'second'], { alertId: 8 }), told(1, [], { alertId: 8, more: 1 })];
  expect(toldTogether([one, one, two], [huawei, throttled])).toEqual({ told: 3, doubled: [] });
  const again = toldTogether([one, told(1, ['second'], { alertId: 8 })], [huawei, throttled]);
  expect(again.doubled).toEqual(['http://h/r1-second']);
});

test('matches: one for every happening, whichever of its articles made it', () => {
  const match = (path: string, alertId = 7) => ({
    ...{ alertId, url: `http://h/r1-${path}`, storyId: 1, state: 'told', told: true },
  });
  const articles = round.articles.map(({ url }) => ({
    ...{ url, step: 'clustered' as const, storyId: 1, copy: false, unmatched: false },
  }));
  const standing = (...matches: ReturnType<typeof match>[]) => ({
    articles,
    matches,
    pending: 0,
    polling: [],
  });
  const judge = (...paths: string[]) =>
    judgeMatches(round, standing(...paths.map((path) => match(path))), [huawei]);
  expect(judge('copy', 'follow', 'both')).toEqual({ lost: [], doubled: [] });
  expect(judge('first', 'both').lost).toEqual(['match: Huawei of r1-b']);
  expect(judge('first', 'second', 'follow', 'both').doubled).toEqual(['match: Huawei of r1-b']);
});
