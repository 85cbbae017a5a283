import { performance } from 'node:perf_hooks';
import { toEntity } from '../names/entity.ts';
import { buildMatcher, type Matcher } from '../names/matcher.ts';

/** What matching costs on a short and on a long list. */
export interface MatcherTimes {
  /** ms for the text with 400 aliases and with 10,000; the least of the rounds */
  fewMs: number;
  manyMs: number;
  ratio: number;
  /** what the ratio may be at most */
  bound: number;
}

const bound = 2;
const few = 400;
const many = 10_000;
const rounds = 40;
const matchesARound = 20;

const openings = [
  'Bao',
  'Chen',
  'Dong',
  'Feng',
  'Guo',
  'Hai',
  'Jin',
  'Kun',
  'Long',
  'Ming',
  'Nan',
  'Ruo',
  'Tian',
];
const middles = ['an', 'ei', 'iang', 'ong', 'ua', 'uo', 'ying', 'zhi', 'xin', 'wei', 'lin', 'rui', 'shan'];
const endings = ['', ' Semi', ' Micro', ' Technology', ' Holdings', ' Capital', ' AI', '-X1', ' 900', ' Lab'];
const signs = '华芯海天中国龙飞星月云智微科电光达新思远景图深曙寒武纪昇腾鲲鹏银河';

/** Names that begin alike, as those of real companies and models do; each number gives another one. */
function nameOf(index: number): string {
  if (index % 4 === 3)
    return `${sign(index)}${sign(index * 7 + 1)}${sign(Math.floor(index / 31) + 5)}${sign(index * 3)}`;
  const opening = openings[index % openings.length]!;
  const middle = middles[Math.floor(index / openings.length) % middles.length]!;
  return `${opening}${middle}${endings[index % endings.length]} ${index.toString(36)}`;
}

const sign = (index: number) => signs[index % signs.length]!;

/** A matcher of so many aliases, each of an entity of its own. */
function matcherOf(aliases: number): Matcher {
  const names = [...new Set(Array.from({ length: aliases * 2 }, (_, index) => nameOf(index)))].slice(
    0,
    aliases,
  );
  return buildMatcher(
    names.map((name, index) => toEntity('company', { id: `x${index}`, name, aliases: [] })),
  );
}

/**
 * Times matching the same text with 400 and with 10,000 generated aliases, in turns so that a busy machine slows both
 * alike. The text names entities of the short list, so that both find the same.
 *
 * @param text of about 3,000 characters
 */
export function timeMatchers(text: string): MatcherTimes {
  const named = `${text}\n${Array.from({ length: 20 }, (_, index) => nameOf(index * 11)).join(', ')}`;
  const lists = [matcherOf(few), matcherOf(many)] as const;
  const times = lists.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++)
    lists.forEach((list, which) => {
      const begun = performance.now();
      for (let i = 0; i < matchesARound; i++) list.match([named]);
      times[which] = Math.min(times[which]!, (performance.now() - begun) / matchesARound);
    });
  const [fewMs, manyMs] = times as [number, number];
  return { fewMs, manyMs, ratio: manyMs / fewMs, bound };
}
