import type { EntityList } from '../names/list.ts';
import { sentimentTowards } from '../sentiment/sentiment.ts';
import { tagArticle } from '../tag.ts';
import type { Tags } from '../tags.ts';
import type { GoldMention, Passage } from './gold.ts';

/** How often the tagger says what readers say of one kind of thing. */
export interface Agreement {
  what: 'sentiment' | 'who is meant';
  language: Passage['language'];
  agrees: number;
  of: number;
}

/**
 * Holds the tagger against what readers corrected. They correct what is wrong: the tagger that made the tags agrees with
 * none of it, a better one with some, and no figure tells how often tags are right.
 */
export function agreementWith(passages: readonly Passage[], list: EntityList): Agreement[] {
  const rows = (['en', 'zh'] as const).flatMap((language): Agreement[] => [
    { what: 'sentiment', language, agrees: 0, of: 0 },
    { what: 'who is meant', language, agrees: 0, of: 0 },
  ]);
  for (const passage of passages) {
    const tags = tagArticle(passage, list);
    for (const mention of passage.mentions) {
      const what = mention.label === undefined ? 'who is meant' : 'sentiment';
      if (mention.optional) continue;
      const row = rows.find((each) => each.what === what && each.language === passage.language)!;
      row.of++;
      row.agrees += Number(what === 'sentiment' ? isJudgedSo(passage, mention) : isNamedSo(tags, mention));
    }
  }
  return rows.filter((row) => row.of > 0);
}

const isJudgedSo = (passage: Passage, { field, start, end, label }: GoldMention): boolean =>
  sentimentTowards(passage[field], start, end, passage.language).label === label;

function isNamedSo({ mentions, unlistedMentions }: Tags, { who, ...place }: GoldMention): boolean {
  const over = <M extends { field: string; start: number; end: number }>(some: readonly M[]) =>
    some.filter(({ field, start, end }) => field === place.field && start < place.end && place.start < end);
  const [listed, unlisted] = [over(mentions), over(unlistedMentions)];
  if ('nobody' in who) return listed.length === 0 && unlisted.length === 0;
  if ('type' in who) return unlisted.some(({ type }) => type === who.type);
  return listed.some(({ entityId }) => entityId === who.entityId);
}
