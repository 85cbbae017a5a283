import type { LexemeQuery, Program } from '../../db/program.ts';
import { keyKinds } from '../../db/search/lexemes.ts';
import type { Watched } from './live/watched.ts';

/** Ids of the entities that an alert is for: those that its query asks for, and its trigger. */
export function askedBy({ program, spec: { trigger } }: Watched): string[] {
  const inTrigger = 'entity' in trigger && trigger.entity !== null ? [trigger.entity] : [];
  return [...new Set([...inTrigger, ...(program ? askedIn(program) : [])])];
}

/** Ids of the entities that a program asks for; those that must not be there are none of them. */
export function askedIn(program: Program): string[] {
  if (program.is === 'and' || program.is === 'or') return program.of.flatMap(askedIn);
  if (program.is === 'sentiment') return program.towards === null ? [] : [program.towards];
  return program.is === 'lexemes' && program.query ? askedInLexemes(program.query) : [];
}

const [entity, towards] = [`${keyKinds.entity}:`, `${keyKinds.towards}:`];

function askedInLexemes(query: LexemeQuery): string[] {
  if (query.is === 'and' || query.is === 'or') return query.of.flatMap(askedInLexemes);
  if (query.is !== 'lexeme') return [];
  const { lexeme } = query;
  if (lexeme.startsWith(entity)) return [lexeme.slice(entity.length)];
  // Tenths stand between: `@n:-3:huawei`.
  return lexeme.startsWith(towards) ? [lexeme.slice(lexeme.indexOf(':', towards.length) + 1)] : [];
}
