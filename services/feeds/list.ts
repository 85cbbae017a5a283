import type { Feed } from '../../db/feeds.ts';
import type { Outline } from '../export/opml.ts';

/** Milliseconds that a publisher is left alone after a poll, whoever asks for another. */
export const restMs = 60_000;

/** What feed readers can read of these: no files of this machine, and nothing that is not polled any more. */
export const outlinesOf = (feeds: readonly Feed[]): Outline[] =>
  feeds
    .filter(({ state, url }) => state !== 'removed' && state !== 'gone' && /^https?:/i.test(url))
    .map(({ publisher: title, pollUrl, url, language, topics }) => ({
      ...{ title, url: pollUrl ?? url, language, topics },
    }));
