import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, expect, test } from 'vitest';
import { peakMemory } from './testing/virtual.ts';
import { CrowdedError, OverrunError, startThreads, type Threads } from './threads.ts';

let threads: Threads | undefined;
afterEach(() => threads?.close());

const rss = (inside: string) =>
  `<rss version="2.0"><channel><title>x</title><item>${inside}</item></channel></rss>`;
const page = (inside: string) => `<!doctype html><title>x</title><article>${inside}</article>`;
const url = 'https://news.example/a';
const text = 'Huawei said on Tuesday that its processors would be made at home. '.repeat(5);

const inputs: [string, (threads: Threads) => Promise<unknown>][] = [
  [
    'row 7: 280 kB of “a<h ”',
    (t) => t.parse({ url, text: rss(`<description>${'a&lt;h '.repeat(40_000)}</description>`) }),
  ],
  [
    'row 7: 280 kB of “<”',
    (t) => t.parse({ url, text: rss(`<description>${'&lt;'.repeat(70_000)}</description>`) }),
  ],
  [
    'row 7: 2.8 MB of “<”',
    (t) => t.parse({ url, text: rss(`<description>${'&lt;'.repeat(700_000)}</description>`) }),
  ],
  ['100,000 deep', (t) => t.parse({ url, text: rss('<a>'.repeat(100_000)) })],
  ['10 MB of entries', (t) => t.parse({ url, text: rss('<title>a</title></item><item>'.repeat(350_000)) })],
  ['row 16: 50,000 nested divs', (t) => t.page({ url, html: page('<div>'.repeat(50_000) + text) })],
  [
    'row 16: 100,000 attributes',
    (t) =>
      t.page({
        url,
        html: page(`<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}>${text}`),
      }),
  ],
  [
    'row 16: 100,000 <p>',
    (t) => t.page({ url, html: page(`<p>${text}`.repeat(100) + '<p>x'.repeat(100_000)) }),
  ],
  ['5 MB of one letter', (t) => t.page({ url, html: page(`<p>${'x'.repeat(5_000_000)}`) })],
  [
    'robots.txt of 500 kB in patterns',
    (t) =>
      t.robots({
        url: `${url}${'a'.repeat(1900)}`,
        text: `User-agent: *\n${`Disallow: /${'*a'.repeat(500)}b\n`.repeat(490)}`,
      }),
  ],
  [
    'robots.txt of one pattern',
    (t) =>
      t.robots({
        url: `${url}${'a'.repeat(1900)}`,
        text: `User-agent: *\nDisallow: /${'*a'.repeat(249_000)}b`,
      }),
  ],
];

// Other processes on the machine make the loop lag as well, but not three times in a row.
test.each(inputs)(
  '%s ends within its deadline while the main loop goes on',
  { retry: 2 },
  async (name, run) => {
    threads = startThreads(undefined);
    await threads.parse({ url, text: rss('<title>warm</title>') });
    const lag = monitorEventLoopDelay({ resolution: 5 });
    lag.enable();
    const started = performance.now();
    const outcome = await run(threads).then(
      () => 'done',
      (error: Error) => (error instanceof OverrunError ? 'given up' : error.name),
    );
    const ms = Math.round(performance.now() - started);
    lag.disable();
    const worst = Math.round(lag.max / 1e6);
    console.log(
      `${name}: ${outcome} after ${ms} ms; main loop lags ${worst} ms; peak memory ${Math.round(peakMemory() / 1e6)} MB`,
    );
    // 5 s of CPU, or 20 s on the clock of a crowded machine
    expect(ms).toBeLessThan(21_000);
    expect(worst).toBeLessThan(200);
    expect(await threads.parse({ url, text: rss('<title>next</title><link>/n</link>') })).toMatchObject({
      entries: [{ title: 'next' }],
    });
  },
);

test('row 7: a task that runs past its deadline is ended, and the next one finds a fresh thread', async () => {
  threads = startThreads(undefined, { cpuMs: 300, wallMs: 1500 });
  await threads.parse({ url, text: rss('<title>warm</title>') });
  const started = performance.now();
  const endless = threads.robots({
    url: `${url}${'a'.repeat(60_000)}`,
    text: `User-agent: *\nDisallow: /${'*a'.repeat(249_000)}b`,
  });
  await expect(endless).rejects.toThrow(/took longer than .* given up/);
  expect(performance.now() - started).toBeLessThan(3000);
  expect(await threads.robots({ url, text: '' })).toMatchObject({ allowed: true });
});

test('waiting for a thread does not count', async () => {
  threads = startThreads(undefined, { cpuMs: 2000, wallMs: 4000 });
  const slow = page(`<p>${text}</p>`.repeat(3000));
  const many = Array.from({ length: 12 }, () => threads!.page({ url, html: slow }));
  for (const done of await Promise.allSettled(many)) expect(done.status).toBe('fulfilled');
});

test('a task that finds no thread in time says nothing against its text', async () => {
  threads = startThreads(undefined, { cpuMs: 2000, wallMs: 4000, waitMs: 1 });
  await expect(threads.parse({ url, text: rss('<title>early</title>') })).rejects.toThrow(CrowdedError);
});

test('a task that needs too much memory ends alone', async () => {
  threads = startThreads(undefined, undefined, 160);
  const greedy = threads.robots({ url, text: 'a:b\n'.repeat(6_000_000) });
  await expect(greedy).rejects.toThrow(/too much memory/);
  expect(await threads.robots({ url, text: '' })).toMatchObject({ allowed: true });
});
