import type { EntityList } from '../names/list.ts';
import { tagArticle } from '../tag.ts';
import { readShared } from './datasets.ts';

/** A sentence with the names people marked in it. */
export interface Marked {
  text: string;
  names: { start: number; end: number; type: string }[];
}

/** How many names were found, how many of those are right, how many there are. */
export interface Spotted {
  found: number;
  right: number;
  there: number;
}

/** CrossNER's AI sentences: one token and IOB tag per line, sentences parted by blank lines. */
export function readCrossner(split: 'train' | 'dev'): Marked[] {
  return readShared(`crossner/${split}.txt`)
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map(markedSentence);
}

function markedSentence(block: string): Marked {
  const marked: Marked = { text: '', names: [] };
  for (const line of block.trim().split('\n')) {
    const [token, tag] = line.split(/\s+/) as [string, string];
    const start = marked.text.length + (marked.text === '' ? 0 : 1);
    marked.text += (marked.text === '' ? '' : ' ') + token;
    const end = start + token.length;
    if (tag.startsWith('B-')) marked.names.push({ start, end, type: tag.slice(2) });
    else if (tag.startsWith('I-')) marked.names.at(-1)!.end = end;
  }
  return marked;
}

const PEOPLE = new Set(['researcher', 'person']);
const ORGANISATIONS = new Set(['organisation', 'university']);
const LISTED_ORGANISATIONS = new Set(['company', 'lab', 'organisation', 'agency']);

/** Exact spans of people and organisations, listed or not, against the marked ones. */
export function spotNames(sentences: readonly Marked[], list: EntityList): Map<string, Spotted> {
  const counts = new Map<string, Spotted>([
    ['people', { found: 0, right: 0, there: 0 }],
    ['organisations', { found: 0, right: 0, there: 0 }],
  ]);
  for (const { text, names } of sentences) {
    const tags = tagArticle({ title: '', text, language: 'en' }, list);
    const listed = tags.mentions.map(({ entityId, start, end }) => ({
      start,
      end,
      type: list.entities.get(entityId)!.type,
    }));
    const all = [...listed, ...tags.unlistedMentions];
    const people = all.filter(({ type }) => type === 'person');
    const organisations = all.filter(({ type }) => LISTED_ORGANISATIONS.has(type));
    tally(
      counts.get('people')!,
      people,
      names.filter(({ type }) => PEOPLE.has(type)),
    );
    tally(
      counts.get('organisations')!,
      organisations,
      names.filter(({ type }) => ORGANISATIONS.has(type)),
    );
  }
  return counts;
}

type Bounds = { start: number; end: number };

function tally(counts: Spotted, found: readonly Bounds[], there: readonly Bounds[]): void {
  counts.found += found.length;
  counts.there += there.length;
  counts.right += found.filter((one) =>
    there.some(({ start, end }) => start === one.start && end === one.end),
  ).length;
}
