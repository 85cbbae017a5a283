import type { DatePhrase } from './clockWords.ts';
import type { Part, Told } from './told.ts';

/** What a test wants to be told; the rest is filled in. Articles are numbered by their time of publication. */
export interface Wanted extends Partial<Omit<Told, 'article' | 'who'>> {
  type: string;
  /** `YYYY-MM-DD`, or with a time */
  on: string;
  publisher?: string;
  language?: string;
  /** `role:entity`, or `role:entity:type` for others than companies */
  who?: string[];
}

/** An event as an article tells it: undated, stated in the text, unless the test says otherwise. */
export function told({ on, publisher = 'Wire', language = 'en', who = [], ...more }: Wanted): Told {
  const publishedAt = new Date(on.length === 10 ? `${on}T12:00:00Z` : on);
  const id = Math.floor(publishedAt.getTime() / 60_000) * 10 + (publisher.length % 10);
  const day = more.fromDay ?? on.slice(0, 10);
  return {
    article: { id, title: more.type, url: null, publisher, language, publishedAt },
    ...{ storyId: null, nth: 0, field: 'text', sentence: `${publisher}: ${more.type}`, certainty: 'stated' },
    ...{ fromDay: day, toDay: day, dated: more.fromDay !== undefined },
    ...{ instrument: null, instrumentId: null, pressStatus: null },
    who: who.map(part),
    ...more,
  };
}

function part(words: string): Part {
  const [role = '', entityId = '', type = 'company'] = words.split(':');
  return { role, entityId, type, effect: 0 };
}

/** The date that a sentence writes as `words`. */
export function dateIn(sentence: string, words: string, from: string, to = from): DatePhrase {
  const start = sentence.indexOf(words);
  return { start, end: start + words.length, words, from, to };
}
