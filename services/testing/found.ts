import type { NewEvent } from '../../db/events.ts';
import type { NewQuote } from '../../db/quotes.ts';
import type { NewRelease } from '../../db/releases.ts';

/** What a test wants to have been found in an article's text; the rest is filled in. */
type Wanted<T> = Partial<T> & { words: string };

/** An event shown by `words` where they first stand in `text`, which is taken as one sentence. */
export function eventIn(text: string, { words, ...more }: Wanted<NewEvent> & { type: string }): NewEvent {
  const startsAt = text.indexOf(words);
  return {
    ...{ field: 'text', startsAt, endsAt: startsAt + words.length, words },
    ...{ sentence: text, sentenceStart: 0, sentenceEnd: text.length },
    ...{ fromDay: '2025-01-15', toDay: '2025-01-15', dated: true, certainty: 'stated', stance: 'none' },
    ...{ instrument: null, instrumentId: null, pressStatus: null, who: [] },
    ...more,
  };
}

/** A part in an event, as the text first writes it. */
export function roleIn(text: string, entityId: string, words: string, role: string, effect: -1 | 0 | 1) {
  const startsAt = text.indexOf(words);
  return { entityId, role, effect, startsAt, endsAt: startsAt + words.length, words };
}

/** A quote of `words` where they first stand in `text`, in one part. */
export function quoteIn(text: string, { words, ...more }: Wanted<NewQuote>): NewQuote {
  const start = text.indexOf(words);
  const end = start + words.length;
  return {
    ...{ field: 'text', startsAt: start, endsAt: end, parts: [{ start, end }], words, searchWords: words },
    ...{ speakerId: null, speakerWords: null, speakerStart: null, speakerEnd: null, verb: null, about: [] },
    ...more,
  };
}

/** A release of the model that `text` names as `words`. */
export function releaseIn(
  text: string,
  modelId: string,
  words: string,
  claims: (Pick<NewRelease['claims'][number], 'kind' | 'words' | 'value'> &
    Partial<NewRelease['claims'][number]>)[],
): NewRelease {
  const startsAt = text.indexOf(words);
  return {
    ...{ modelId, modelWords: words, field: 'text', startsAt, endsAt: startsAt + words.length },
    claims: claims.map((claim) => {
      const at = text.indexOf(claim.words);
      const place = { startsAt: at, endsAt: at + claim.words.length };
      return { unit: null, measuredBy: null, sentence: text, ...place, ...claim };
    }),
  };
}
