import type { Section } from '../performance/sections.ts';
import type { Asked } from './asking.ts';
import type { LoadReport } from './report.ts';
import type { Sample } from './settings.ts';

/** What was asked of a load run. */
export interface LoadAsked {
  home: string;
  feeds: number;
  articles: number;
  hours: number;
  speed: number;
  connections: number;
}

/** How the API did while the pipeline was busy, and after it. */
export function askedSection(asked: LoadAsked, busy: readonly Asked[], idle: readonly Asked[]): Section {
  const row = ({ path, perSecond, p50, p99, faults }: Asked, when: string) => [
    ...[`\`${decodeURIComponent(path)}\``, when],
    ...[perSecond, p50, p99, faults],
  ];
  return {
    about: `${asked.connections} connections asking one address without pause, on ${asked.home}: while the pipeline works, and when it rests. Workers, pages and whoever asks share the machine.`,
    columns: ['address', 'pipeline', 'answers/s', 'p50 ms', 'p99 ms', 'faults'],
    rows: [...busy.map((one) => row(one, 'works')), ...idle.map((one) => row(one, 'rests'))],
  };
}

const parts = 5;

/** How the process stood as the archive grew. */
export function soakSection(asked: LoadAsked, samples: readonly Sample[], report: LoadReport): Section {
  const { articlesPerSecond, cpuSecondsPerArticle, deepest, rssPerThousand, heapPerThousand, lag } = report;
  const stands = Array.from(
    { length: parts },
    (_, n) => samples[Math.max(0, Math.ceil(((n + 1) / parts) * samples.length) - 1)]!,
  );
  return {
    about: `${asked.feeds} feeds that show ${asked.articles} articles in ${asked.hours} h of a clock that goes ${asked.speed} times as fast, on ${asked.home}, one process: ${report.articles} articles done, ${articlesPerSecond} a second, ${cpuSecondsPerArticle} s of its CPU each. At most ${deepest} waited. Over the second half its memory rose by ${rssPerThousand} MB and its heap by ${heapPerThousand} MB in a thousand articles. The event loop was late by ${lag.median} ms at p99 (median of all samples), by ${lag.most} ms at worst.`,
    columns: [
      'minute',
      'articles done',
      'waiting',
      'memory, MB',
      'heap after collection, MB',
      'outside the heap, MB',
    ],
    rows: stands.map(({ second, done, waiting, rss, heap, external }) => [
      ...[Math.round(second / 6) / 10, done, waiting],
      ...[rss, heap, external],
    ]),
  };
}
