import { oneLine } from '../channels/clean.ts';
import type { Told } from '../told.ts';
import { sinceWords } from './since.ts';

export interface Titled {
  /** The alert’s. */
  name: string;
  kind: 'match' | 'digest';
  /** Newest first; one at least. */
  matches: readonly Told[];
  /** How many there are, with those that are not given. */
  all: number;
  /** Of a digest: since when. */
  since: Date | null;
  now: Date;
  timeZone: string;
}

const mostName = 80;
const mostWhat = 200;

/**
 * One line without markup: “Huawei licences: Commerce adds 12 to the Entity List (3 publishers)”, the same “… and 12
 * more”, or of a digest “Huawei licences: 8 stories since yesterday 08:00”.
 */
export function noticeTitle({ name, kind, matches, all, since, now, timeZone }: Titled): string {
  const from = since && kind === 'digest' ? ` since ${sinceWords(since, now, timeZone)}` : '';
  const said =
    kind === 'digest' && all > 1
      ? `${figure(all)} ${kindsWords(matches)}${from}`
      : `${whatOf(matches[0]!)}${andMore(all - 1)}`;
  return `${oneLine(name, mostName)}: ${said}`;
}

const figure = (count: number) => count.toLocaleString('en');
const andMore = (more: number) => (more > 0 ? ` … and ${figure(more)} more` : '');

/** Of a match on an article its title, without one why it fired. */
function whatOf({ kind, why, article, publishers }: Told): string {
  if (!article?.title.trim()) return oneLine(why, mostWhat).replace(/\.$/, '');
  const told = publishers !== null && publishers > 1 ? ` (${publishers} publishers)` : '';
  return `${kind === 'development' ? 'update: ' : ''}${oneLine(article.title, mostWhat)}${told}`;
}

function kindsWords(matches: readonly Told[]): string {
  const stories = matches.every(({ kind }) => kind === 'story' || kind === 'event');
  return stories ? 'stories' : matches.every(({ kind }) => kind === 'development') ? 'updates' : 'matches';
}
