import { z } from 'zod';
import { priorities } from './spec.ts';
import { toldSchema } from './told.ts';

/** A message to an alert’s owner: the same at every try and in every channel. */
export const noticeContent = z.object({
  kind: z.enum(['match', 'digest', 'test', 'channel-off']),
  /** Null for what is about a channel. */
  alert: z.object({ id: z.number(), name: z.string(), query: z.string() }).nullable(),
  priority: z.enum(priorities),
  madeAt: z.iso.datetime(),
  /** One line without markup. */
  title: z.string(),
  /** Newest first; {@link mostTold} at most. */
  matches: z.array(toldSchema.extend({ matchId: z.number() })),
  /** Matches beside those. */
  more: z.number(),
});
export type NoticeContent = z.output<typeof noticeContent>;

/** Matches that one notice tells of in full; of the rest it gives the number. */
export const mostTold = 20;

/** A notice with the number that every receiver can know it by, and where its reader may go on. */
export interface Notice extends NoticeContent {
  /** `notice-12`: the same at every try. */
  id: string;
  links: Links;
}

/** Absolute addresses of pages. */
export interface Links {
  home: string;
  /** Null for what is about a channel. */
  alert: string | null;
  /** For the story or article of each match, in their order; null where there is none. */
  matches: (string | null)[];
}
