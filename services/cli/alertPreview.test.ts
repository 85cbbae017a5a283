import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../runtime/config.ts';
import { startWatching, type Watching } from '../watch/testing/watching.ts';
import { exitCodes } from './context.ts';
import { run } from './listen.ts';

let watching: Watching;
let folder: string;
beforeAll(async () => {
  watching = await startWatching();
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  const listing = { entities: ['huawei'], events: [{ type: 'entity-listing', who: 'huawei' }] };
  for (let week = 0; week < 3; week++) {
    await watching.write({ title: `Huawei \u001b[31mlisted ${week}`, ...listing, story: `${week}` });
    watching.clock.ms += 60_000;
    await watching.write({ title: `Copied ${week}`, ...listing, story: `${week}`, feed: 'courier' });
    watching.clock.ms += 7 * 86_400_000;
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await watching.close();
});

async function previewed(...words: string[]) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await run(
    { words: ['alerts', 'preview', ...words] },
    {
      ...{ orm: watching.orm, now: watching.now, config: readConfig({}), cwd: folder },
      out: (line) => said.out.push(line),
      err: (line) => said.err.push(line),
      progress: { show: () => {}, end: () => {} },
      signal: new AbortController().signal,
    },
  );
  return { code, out: said.out, err: said.err.join('\n') };
}

test('prints hits and what they come to', async () => {
  const { code, out, err } = await previewed('entity:huawei', '--from', '2026-03-02', '--hits', '1');
  expect({ code, err }).toEqual({ code: exitCodes.done, err: '' });
  expect(out.slice(0, 2)).toEqual([
    '2026-03-02 12:00  First report of this story, by Example Wire.',
    '  Huawei [31mlisted 0 · Example Wire',
  ]);
  expect(out.slice(4)).toEqual([
    '… and 2 more hits.',
    '',
    'Would have fired 3 times in 3 weeks, 0.98 a week; 3 copies held back.',
    '2026-03-02 ███· 2026-03-23 (hits by week, at most 1)',
    'The query found 6 articles: 3 copies.',
    'Fired by: Example Wire 3.',
  ]);
});

test('takes the alert from a file, and prints lines of JSON', async () => {
  writeFileSync(join(folder, 'alert.yaml'), 'gates:\n  importance: 95\nrhythm:\n  every: week\n');
  const words = ['', '--spec', 'alert.yaml', '--trigger', 'event:entity-listing:huawei', '--json'];
  const { code, out } = await previewed(...words);
  expect(code).toBe(exitCodes.done);
  expect(out.map((line) => JSON.parse(line))).toMatchObject([
    { summary: { hits: 0, held: { importance: 3 } } },
  ]);
});

test.each([
  [['x', '--trigger', 'level:huawei:under:0'], 'is no trigger; write one of: story, event:TYPE[:ENTITY]'],
  [['x', '--trigger', 'burst:1'], 'is no trigger'],
  [['x', '--trigger', 'silence:3', '--developments'], '--developments goes with triggers on stories'],
  [['x', '--spec', 'none.yaml'], 'none.yaml is no YAML file'],
  [['entity:nobody'], 'There is no entity “nobody”.'],
  [['x', '--trigger', 'event:wedding'], 'there is no type of event “wedding”'],
  [['x', '--from', '2027-01-01'], 'from must lie before the end of the span'],
])('%j is refused with what to do', async (words, told) => {
  const { code, err } = await previewed(...words);
  expect({ code, err }).toEqual({ code: exitCodes.wrongUse, err: expect.stringContaining(told) });
});
