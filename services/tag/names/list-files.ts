import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';

/** An entry of a list file with where it was written, for messages. */
export interface Placed<T> {
  entry: T;
  /** `file:line` of the entry, or of the innermost part of it on a path */
  at(keys?: readonly PropertyKey[]): string;
}

/**
 * The entries of a YAML list that fit a schema.
 *
 * @param problems takes a line with file, line and remedy for everything that does not fit
 */
export function readEntries<T>(path: string, schema: z.ZodType<T>, problems: string[]): Placed<T>[] {
  const lines = new LineCounter();
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    problems.push(`${path}: cannot be read; create it, or set CHIPWIRE_ENTITIES to the right path`);
    return [];
  }
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    problems.push(
      `${path}:${lines.linePos(error.pos[0]).line}: not valid YAML: ${error.message.split('\n')[0]}`,
    );
  }
  if (document.errors.length > 0) return [];
  const entries: unknown = document.toJS();
  if (!Array.isArray(entries)) {
    problems.push(`${path}:1: must be a YAML list of entities, each beginning with “- id:”`);
    return [];
  }
  return entries.flatMap((raw: unknown, index) => {
    const place = (keys: readonly PropertyKey[]) => `${path}:${lineOf(document, lines, [index, ...keys])}`;
    const parsed = schema.safeParse(raw);
    if (parsed.success) return [{ entry: parsed.data, at: (keys = []) => place(keys) }];
    for (const issue of parsed.error.issues) {
      problems.push(`${place(issue.path)}: ${issue.path.join('.') || 'entity'}: ${issue.message}`);
    }
    return [];
  });
}

/** The line of the innermost node on a path that is there; a missing field is told at its entity. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
