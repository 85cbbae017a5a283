/** An event as an article tells it: what is read here of db's rows. */
export interface Told {
  article: ToldIn;
  storyId: number | null;
  nth: number;
  type: string;
  /** Where the words that show it stand. */
  field: 'title' | 'text';
  sentence: string;
  /** First and last day, `YYYY-MM-DD`; that of publication where the text gives none. */
  fromDay: string;
  toDay: string;
  dated: boolean;
  certainty: 'stated' | 'planned' | 'unconfirmed' | 'denied';
  instrument: string | null;
  instrumentId: string | null;
  pressStatus: string | null;
  who: Part[];
}

export interface ToldIn {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  language: string;
  publishedAt: Date;
}

export interface Part {
  entityId: string;
  type: string;
  role: string;
  effect: number;
}

/** A sentence of an article that a statement rests on. */
export interface Source {
  article: ToldIn;
  sentence: string;
  certainty: Told['certainty'];
}

export const sourceOf = ({ article, sentence, certainty }: Told): Source => ({
  article,
  sentence,
  certainty,
});

/** Whom or what an event is about: not who acts, not who gains by it, no country. */
export function aboutOf({ who, instrumentId }: Told): string[] {
  const named = who
    .filter(({ role, type }) => role !== 'actor' && role !== 'rival' && type !== 'place')
    .map(({ entityId }) => entityId);
  return [...new Set(instrumentId === null ? named : [...named, instrumentId])];
}

/** Lists and laws under which many things are done: that two events name one does not make them the same. */
const regimes = new Set([
  ...['entity-list', 'unverified-list', 'military-end-user-list', 'list-1260h', 'ns-cmic', 'sdn-list'],
  ...[
    'ear',
    'ecra',
    'commerce-control-list',
    'fdpr',
    'de-minimis',
    'ieepa',
    'section-232',
    'section-301',
    'ndaa',
  ],
  ...['prc-export-control-law', 'dual-use-regulations', 'unreliable-entity-list', 'prc-control-list'],
  ...[
    'anti-foreign-sanctions-law',
    'anti-monopoly-law',
    'data-security-law',
    'cybersecurity-law',
    'pipl',
    'gdpr',
  ],
]);

export const isRegime = (id: string): boolean => regimes.has(id);

/** What two events must share to be one, of what they are about: firms, models, chips, materials and single rules. */
export function subjectsOf(told: Told): string[] {
  const broad = new Set(told.who.filter(({ type }) => type === 'technology').map(({ entityId }) => entityId));
  return aboutOf(told).filter((id) => !isRegime(id) && !broad.has(id));
}

/** Told beside other things, in the text and without a day: it may look back or ahead. */
export const isAside = ({ field, dated }: Told): boolean => field === 'text' && !dated;

/** A sentence this long, or with so many titles, is a list of headlines, whose words belong to different ones. */
export const isDigest = ({ sentence, article }: Told): boolean =>
  sentence.length > (article.language === 'zh' ? 200 : 400) || sentence.split('《').length > 4;

/** Rules of the entity list that an event is about. */
export const rulesOf = ({ who, instrumentId }: Told) => [
  ...new Set([
    ...(instrumentId === null ? [] : [instrumentId]),
    ...who.filter(({ type }) => type === 'rule').map(({ entityId }) => entityId),
  ]),
];

export const shareOne = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((each) => others.includes(each));

/** Oldest first, in the article's order. */
export const byTime = (a: Told, b: Told): number =>
  a.article.publishedAt.getTime() - b.article.publishedAt.getTime() ||
  a.article.id - b.article.id ||
  a.nth - b.nth;

const dayLength = 24 * 60 * 60 * 1000;

/** `YYYY-MM-DD` of a time, in UTC. */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Days from one day to another, negative backwards. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength);

export const daysApart = (a: Date, b: Date): number => Math.abs(a.getTime() - b.getTime()) / dayLength;

/** The middle value, or the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
