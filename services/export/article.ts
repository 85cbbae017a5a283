import { createHash } from 'node:crypto';

/** An article as exports take it. Times are moments; offsets count UTF-16 code units. */
export interface ExportedArticle {
  id: number;
  url: string | null;
  canonicalUrl: string;
  title: string;
  publisher: string;
  byline: string[];
  language: string;
  publishedAt: Date;
  updatedAt: Date | null;
  foundAt: Date;
  section: string | null;
  words: number;
  paywalled: boolean;
  syndicatedFrom: string | null;
  feedId: string;
  storyId: number | null;
  copyOf: number | null;
  copyShare: number | null;
  /** −1…1 */
  sentimentScore: number | null;
  sentimentLabel: string | null;
  stance: string | null;
  taggerVersion: string | null;
  listVersion: string | null;
  /** Paragraphs, a blank line between. */
  text: string;
  /** When the text was given up, as its publisher's may be kept for a while only. */
  textDroppedAt: Date | null;
  topics: ExportedTopic[];
  /** Most salient first. */
  entities: ExportedEntity[];
  /** In reading order, as quotes and releases; empty where only the article's row was asked for. */
  events: ExportedEvent[];
  quotes: ExportedQuote[];
  releases: ExportedRelease[];
}

export interface ExportedTopic {
  id: string;
  relevance: number;
}

export interface ExportedEntity {
  id: string;
  name: string;
  type: string;
  mentions: number;
  salience: number;
  score: number;
  label: string;
}

export interface ExportedEvent {
  type: string;
  words: string;
  sentence: string;
  fromDay: string;
  toDay: string;
  dated: boolean;
  certainty: string;
  stance: string;
  instrument: string | null;
  instrumentId: string | null;
  pressStatus: string | null;
  who: { entityId: string; role: string; effect: number; words: string }[];
}

export interface ExportedQuote {
  words: string;
  speakerId: string | null;
  speaker: string | null;
  verb: string | null;
  about: string[];
}

export interface ExportedRelease {
  modelId: string;
  modelWords: string;
  claims: {
    kind: string;
    words: string;
    value: number | null;
    unit: string | null;
    measuredBy: string | null;
    sentence: string;
  }[];
}

/** How much of a publisher's text may leave the archive. */
export type TextRight = 'full' | 'excerpt' | 'none';
export type MayShow = (publisher: string) => TextRight;
export const showAll: MayShow = () => 'full';

/** An article with no more of its text than may be shown, and the hash of all of it. */
export type ShownArticle = ExportedArticle & {
  textShown: TextRight;
  /** Null where the text is no longer there. */
  contentHash: string | null;
};

/** `text: false` leaves the text out whatever the rights. */
export function shown(article: ExportedArticle, mayShow: MayShow, text = true): ShownArticle {
  const right = mayShow(article.publisher);
  const kept = {
    ...article,
    text: text ? textFor(right, article.text) : '',
    textShown: text ? right : ('none' as const),
    contentHash: article.textDroppedAt ? null : contentHash(article),
  };
  return right === 'none' ? withoutSentences(kept) : kept;
}

/** SHA-256, hexadecimal, of the title, a blank line and the text, in UTF-8. */
export const contentHash = ({ title, text }: { title: string; text: string }): string =>
  createHash('sha256').update(`${title}\n\n${text}`).digest('hex');

/** What may be shown of a text. */
export const textFor = (right: TextRight, text: string) =>
  right === 'full' ? text : right === 'excerpt' ? excerpt(text) : '';

/** Whole sentences and quotes are text as well. */
const withoutSentences = (article: ShownArticle): ShownArticle => ({
  ...article,
  quotes: [],
  events: article.events.map((event) => ({ ...event, sentence: '' })),
  releases: article.releases.map((release) => ({
    ...release,
    claims: release.claims.map((claim) => ({ ...claim, sentence: '' })),
  })),
});

const longestExcerpt = 300;

/** The beginning of a text on one line, at most 300 characters, cut between words where there are spaces. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, longestExcerpt * 4)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  if (characters.length <= longestExcerpt) return line;
  const cut = characters.slice(0, longestExcerpt).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > cut.length * 0.8 ? cut.slice(0, space) : cut}…`;
}
