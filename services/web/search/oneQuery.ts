import { topics } from '../../runtime/feeds.ts';
import type { SearchFields } from './searchFields.ts';

/** A value as the query language takes it behind a field's colon. */
export const quoted = (value: string) =>
  /^[\p{L}\p{N}_~.-]+$/u.test(value) ? value : `"${value.replaceAll('"', ' ')}"`;

/** A query as a part of a longer one: what it has of OR is kept together. */
export const asPart = (q: string) => (/\bOR\b|[|或]/.test(q) ? `(${q})` : q);

/**
 * All that the form asks for in the words of the query language, for those who take nothing but a query.
 *
 * @param entity the id of the entity that the form names
 */
export function oneQuery(fields: SearchFields, entity: string | undefined): string {
  const others = conditions(fields, entity);
  return others.length > 0 ? [asPart(fields.q), ...others].filter(Boolean).join(' ') : fields.q;
}

function conditions(fields: SearchFields, entity: string | undefined): string[] {
  const { publisher, topic, language, min, max, after, before, beat } = fields;
  const towards = entity ? `(${quoted(entity)})` : '';
  const asked = [
    // A range is towards the entity itself, which its sentiment says already.
    entity && !min && !max && `entity:${quoted(entity)}`,
    publisher && `publisher:${quoted(publisher)}`,
    topic && `topic:${quoted(topic)}`,
    language && `lang:${quoted(language)}`,
    min && `sentiment${towards}:>=${scoreOf(min)}`,
    max && `sentiment${towards}:<=${scoreOf(max)}`,
    after && `after:${after}`,
    before && `before:${before}`,
    beat === 'true' && `topic:(${topics.join(' OR ')})`,
  ];
  return asked.filter((condition): condition is string => Boolean(condition));
}

/** The form takes a typed minus sign too. */
const scoreOf = (typed: string) => Number(typed.replace('−', '-'));
