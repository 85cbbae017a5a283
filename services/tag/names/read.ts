import type { Named, Reading, Who } from '../reading.ts';
import { sentencesOf } from '../text/sentences.ts';
import { overlapsAny, type Span } from '../text/spans.ts';
import { chineseNames } from './chinese-names.ts';
import { definiteMentions } from './definite-mentions.ts';
import { englishNames, type Found } from './english-names.ts';
import type { Entity, EntityType } from './entity.ts';
import type { Match } from './matcher.ts';
import { type NamedInFull, surnameMentions } from './surname-mentions.ts';

/**
 * Splits a field into sentences and finds its names: listed ones, others, bare surnames, and descriptions that surely
 * stand for one of them.
 *
 * @param matches of the entity list in this field
 */
export function readField(
  field: Reading['field'],
  text: string,
  matches: readonly Match[],
  language: string,
  entities: ReadonlyMap<string, Entity>,
): Reading {
  const sentences = sentencesOf(text);
  const found = unlistedNames(text, sentences, matches, language, entities);
  // A longer name swallows the place inside it: Shenzhen Institute of Advanced Technology.
  const listed = matches.filter((match) => !overlapsAny(found, match));
  const full: Named[] = [
    ...listed.map(({ entityId, start, end, reason }) => ({
      start,
      end,
      who: { entityId },
      type: entities.get(entityId)!.type,
      reason,
    })),
    ...found.map(({ name, type, start, end }) => ({ start, end, who: { name, type }, type })),
  ].sort(byStart);
  const named = [...full, ...surnames(text, full)].sort(byStart);
  const described = definiteMentions({ text, language, sentences, named }, entities);
  // “The Hangzhou-based lab” is the lab, not the city.
  const apart = named.filter((name) => !overlapsAny(described, name));
  return { field, text, language, sentences, named: [...apart, ...described].sort(byStart) };
}

const byStart = (a: Span, b: Span) => a.start - b.start;

function unlistedNames(
  text: string,
  sentences: readonly Span[],
  matches: readonly Match[],
  language: string,
  entities: ReadonlyMap<string, Entity>,
): Found[] {
  if (language === 'zh') return chineseNames(text, matches);
  if (language !== 'en') return [];
  const loose = new Map<Span, EntityType>();
  for (const match of matches) {
    const { type } = entities.get(match.entityId)!;
    if (type === 'place' || (match.alias.context && !match.alias.text.includes(' '))) loose.set(match, type);
  }
  return englishNames(text, sentences, matches, loose);
}

/** Bare surnames of people, listed or not, who were named in full before. */
function surnames(text: string, named: readonly Named[]): Named[] {
  const people = named.flatMap(({ start, end, who, type }): NamedInFull<Who>[] => {
    const fullName = text.slice(start, end);
    return type === 'person' && fullName.includes(' ') ? [{ start, end, fullName, key: who }] : [];
  });
  return surnameMentions(text, people, named).map(({ start, end, key, fullName }) => ({
    start,
    end,
    who: key,
    type: 'person',
    reason: `surname of ${fullName}`,
  }));
}
