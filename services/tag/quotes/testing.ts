import type { EntityType } from '../names/entity.ts';
import type { Named, Reading, UnlistedType } from '../reading.ts';
import { sentencesOf } from '../text/sentences.ts';
import { overlapsAny } from '../text/spans.ts';

const UNLISTED = new Set(['person', 'organisation', 'place']);

/**
 * A reading for tests, with every occurrence of the names given.
 *
 * @param names by words: `~person`, `~organisation`, `~place`, or `type id` of a listed entity
 */
export function readingOf(
  text: string,
  names: Record<string, string> = {},
  field: Reading['field'] = 'text',
): Reading {
  const named: Named[] = [];
  for (const words of Object.keys(names).sort((a, b) => b.length - a.length)) {
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      const span = { start, end: start + words.length };
      if (!overlapsAny(named, span)) named.push({ ...span, ...whoIs(words, names[words]!) });
    }
    named.sort((a, b) => a.start - b.start);
  }
  return { field, text, language: /[一-鿿]/.test(text) ? 'zh' : 'en', sentences: sentencesOf(text), named };
}

function whoIs(words: string, who: string): Pick<Named, 'who' | 'type'> {
  if (who.startsWith('~')) {
    const [type, name] = who.slice(1).split('=') as [UnlistedType, string | undefined];
    if (!UNLISTED.has(type)) throw new Error(`${who}: not a kind of unlisted name`);
    return { who: { name: name ?? words, type }, type };
  }
  const [type, entityId] = who.split(' ') as [EntityType, string];
  return { who: { entityId }, type };
}
