/**
 * Measures what docs/performance.md shows: npm run bench -- table [parts…] [--save]. The parts are pipeline, stages, peers
 * and workers, all of them by default; the servers at DATABASE_URL and REDIS_URL are measured where they are named. Takes
 * about eight minutes on two cores; other programs should rest meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Home, measurePipeline, nameOf, type PipelineFigures } from '../../worker/bench/pipeline.ts';
import { readProfiles } from '../../worker/bench/profile.ts';
import { shareNames, sharesOf } from '../../worker/bench/shares.ts';
import type { Compared } from './peers/compared.ts';
import { compareFeeds } from './peers/feeds.ts';
import { comparePages } from './peers/pages.ts';
import { compareSearch } from './peers/search.ts';
import { compareTagging } from './peers/tagging.ts';
import { type Section, saveSection, writeRows } from './sections.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    save: { type: 'boolean' },
    articles: { type: 'string', default: '800' },
    'warm-up': { type: 'string', default: '200' },
  },
});
const amount = { articles: Number(values.articles), warmUp: Number(values['warm-up']) };
const shared = process.env.CHIPWIRE_SHARED ?? '../shared';

const { DATABASE_URL, REDIS_URL } = process.env;
const homes: Home[] = [
  {},
  ...(DATABASE_URL ? [{ DATABASE_URL }] : []),
  ...(DATABASE_URL && REDIS_URL ? [{ DATABASE_URL, REDIS_URL }] : []),
];
const full = homes.at(-1)!;

const parts: Record<string, () => Promise<Section | null>> = { pipeline, stages, peers, workers };
for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name];
  if (!part) throw new Error(`There is no part ${name}; there are ${Object.keys(parts).join(', ')}.`);
  const begun = performance.now();
  const section = await part();
  if (!section) {
    console.error(`${name}: needs DATABASE_URL and REDIS_URL, left out`);
    continue;
  }
  console.log(`\n${section.about}\n\n${writeRows(section)}\n`);
  console.error(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`);
  if (values.save) saveSection(name, section);
}

async function pipeline(): Promise<Section> {
  const rows: Section['rows'] = [];
  for (const home of homes) {
    const figures = await measurePipeline(amount, home);
    const { articles, seconds, cpuSeconds, serverCpuSeconds, resident } = figures;
    rows.push([
      ...[figures.home, rounded(articles / totalCpu(figures), 1), rounded(articles / seconds, 1)],
      ...[inMs(cpuSeconds / articles), serverCpuSeconds === null ? '–' : inMs(serverCpuSeconds / articles)],
      Math.round(resident),
    ]);
  }
  return {
    about: `${amount.articles.toLocaleString('en-US')} articles of the scaled sample wire, over HTTP, from the feed to the alerts, after ${amount.warmUp.toLocaleString('en-US')} to warm up; one process.`,
    columns: [
      ...['home', 'articles a second of CPU', 'articles a second of the clock', 'ms of CPU an article'],
      ...['ms of CPU of the servers', 'MB resident'],
    ],
    rows,
  };
}

async function stages(): Promise<Section> {
  const measured: { home: string; each: number; share(part: string): string }[] = [];
  for (const home of full === homes[0] ? homes : [homes[0]!, full]) {
    const profiles = mkdtempSync(join(tmpdir(), 'chipwire-profiles-'));
    const { articles } = await measurePipeline({ ...amount, articles: amount.articles / 2, profiles }, home);
    const spent = sharesOf(readProfiles(profiles));
    rmSync(profiles, { recursive: true });
    const whole = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
    const share = (part: string) => `${((100 * spent.get(part)!) / whole).toFixed(1)}%`;
    measured.push({ home: nameOf(home), share, each: whole / 1e3 / articles });
  }
  return {
    about: `Shares of the work of all threads, by CPU profiles of ${amount.articles / 2} articles; the profiles themselves slow everything down.`,
    columns: ['part', ...measured.map(({ home, each }) => `${home} (${each.toFixed(0)} ms an article)`)],
    rows: shareNames.map((part) => [part, ...measured.map(({ share }) => share(part))]),
  };
}

async function peers(): Promise<Section> {
  const compared: Compared[] = [
    await compareFeeds(shared),
    await comparePages(shared),
    compareTagging(),
    await compareSearch(),
  ];
  return {
    about:
      'Milliseconds of one piece of work, in brackets how many pieces; in turns, the least of several rounds each.',
    columns: ['work', 'Chipwire', 'peer', 'its ms', 'its time as a multiple of ours'],
    rows: compared.flatMap(({ what, own, peers }) =>
      Object.entries(peers).map(([peer, ms]) => [
        ...[what, rounded(own), peer],
        ...(ms === null ? ['not installed', '–'] : [rounded(ms), rounded(ms / own)]),
      ]),
    ),
  };
}

async function workers(): Promise<Section | null> {
  if (!full.REDIS_URL) return null;
  const rows: Section['rows'] = [];
  const numbers = [1, 2, 4];
  // Each process has to compile, and each of its connections to learn the tables; the archive is the same in each row.
  const warmUp = amount.warmUp * Math.max(...numbers);
  let alone = 0;
  for (const processes of numbers) {
    const figures = await measurePipeline({ ...amount, warmUp, processes }, full);
    const each = figures.articles / figures.seconds;
    if (processes === 1) alone = each;
    rows.push([
      ...[processes, rounded(each, 1), rounded(each / alone)],
      inMs(totalCpu(figures) / figures.articles),
    ]);
  }
  return {
    about: `Processes of workers on PostgreSQL and Redis, all on one machine of ${availableParallelism()} cores, which the servers and the wire use as well; ${amount.articles} articles after ${warmUp} to warm up.`,
    columns: [
      'processes',
      'articles a second',
      'times one process',
      'ms of CPU an article, servers included',
    ],
    rows,
  };
}

function totalCpu({ cpuSeconds, serverCpuSeconds }: PipelineFigures): number {
  return cpuSeconds + (serverCpuSeconds ?? 0);
}

function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

function inMs(seconds: number): number {
  return rounded(seconds * 1000, 1);
}
