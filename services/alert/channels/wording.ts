import type { Notice } from '../notice.ts';
import { bounded } from './bounded.ts';

/** What a notice says in words, the same in every channel that people read; plain text that each escapes in its way. */
export interface Wording {
  title: string;
  /** One for each match, newest first. */
  passages: Passage[];
  /** Matches beside those. */
  more: number;
  alert: string | null;
  /** Where to go on: the alert’s page, or Chipwire’s first. */
  link: string;
}

/** One match in words; a line that says nothing is empty. */
export interface Passage {
  headline: string;
  /** The publisher’s page, else Chipwire’s. */
  link: string | null;
  /** Chipwire’s page of the story. */
  page: string | null;
  /** `Example Wire · 26 Nov 2026, 08:12 UTC · 4 publishers` */
  source: string;
  /** Why it is told, where the headline does not say it. */
  why: string;
  /** `Nvidia −0.45 negative · Huawei (华为) +0.30 positive`: never by a colour alone. */
  sentiments: string;
  /** `entity listing (planned)` */
  events: string;
  /** `relevance 80 · novelty 100 · importance 62 · credibility 71` */
  numbers: string;
}

type Match = Notice['matches'][number];
type Entity = NonNullable<Match['article']>['entities'][number];

/** Puts a notice into words; every line is clean and bounded, whatever feeds sent. */
export function wordingOf(notice: Notice): Wording {
  const { title, matches, more, alert, links } = bounded(notice);
  return {
    title,
    passages: matches.map((match, at) => passageOf(match, links.matches[at] ?? null)),
    more,
    alert: alert?.name ?? null,
    link: links.alert ?? links.home,
  };
}

function passageOf(match: Match, page: string | null): Passage {
  const { article, why, numbers } = match;
  return {
    headline: article?.title || why,
    link: article?.url ?? page,
    page,
    source: sourceOf(match),
    why: article?.title ? why : '',
    sentiments: (article?.entities ?? []).map(sentimentOf).join(' · '),
    events: (article?.events ?? []).map(eventOf).join(' · '),
    numbers: numbers
      ? Object.entries(numbers)
          .map(([name, value]) => `${name} ${Math.round(value)}`)
          .join(' · ')
      : '',
  };
}

function sourceOf({ article, publishers, matchedAt }: Match): string {
  const parts = article ? [article.publisher, moment(article.publishedAt)] : [moment(matchedAt)];
  if (publishers !== null && publishers > 1) parts.push(`${publishers} publishers`);
  return parts.join(' · ');
}

const sentimentOf = ({ name, nameZh, score, label }: Entity): string =>
  `${nameZh && nameZh !== name ? `${name} (${nameZh})` : name} ${signed(score)} ${label}`;

const eventOf = ({ type, certainty }: { type: string; certainty: string }): string => {
  const words = type.replaceAll('-', ' ');
  return certainty === 'stated' ? words : `${words} (${certainty})`;
};

/** `+0.30`, `−0.45`, `0.00`: with a real minus sign. */
function signed(score: number): string {
  const digits = Math.abs(score).toFixed(2);
  if (Number(digits) === 0) return digits;
  return `${score < 0 ? '−' : '+'}${digits}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `26 Nov 2026, 08:12 UTC` */
function moment(iso: string): string {
  const at = new Date(iso);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** As many of the first as have room together, and how many were left out. */
export function fitting<Part>(
  parts: readonly Part[],
  most: number,
  sizeOf: (part: Part) => number,
): { kept: Part[]; left: number } {
  let room = most;
  const end = parts.findIndex((part) => {
    room -= sizeOf(part);
    return room < 0;
  });
  const kept = end === -1 ? [...parts] : parts.slice(0, end);
  return { kept, left: parts.length - kept.length };
}

/** `and 3 more`; nothing where there are none. */
export const andMore = (more: number): string => (more > 0 ? `and ${more} more` : '');
