import type { Edit, Fault, Finding } from './faults.ts';

const rounds = 5;
/** Of a text that is no query at all nobody reads more. */
export const mostFaults = 10;

/**
 * The first findings as faults, in reading order, each with the whole query mended where all of them can be: a mend that
 * needs mending itself is none.
 *
 * @param findingsIn finds what is wrong with another query
 */
export function withMends(
  text: string,
  findings: Finding[],
  findingsIn: (text: string) => Finding[],
): Fault[] {
  const mend = mended(text, findings, findingsIn);
  return findings
    .map(({ start, end, message }) => ({ ...placeIn(text, start, end), message, ...(mend ? { mend } : {}) }))
    .sort((a, b) => a.start - b.start)
    .slice(0, mostFaults);
}

function mended(text: string, found: Finding[], findingsIn: (text: string) => Finding[]): string | null {
  let better = text;
  let findings = found;
  for (let round = 0; round < rounds; round++) {
    const edits = findings.flatMap(({ edit }) => edit ?? []);
    if (edits.length < findings.length) return null;
    better = edited(better, edits);
    findings = findingsIn(better);
    if (findings.length === 0) return better.trim() || null;
  }
  return null;
}

/** At least one character of the text, so that there is something to point at. */
function placeIn(text: string, start: number, end: number) {
  const from = Math.max(0, Math.min(start, text.length - 1));
  return { start: from, end: Math.min(text.length, Math.max(end, from + 1)) };
}

/** A text with edits made; of two that overlap the first. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
    // Of the spaces around what was taken out one is enough.
    const isTwice = /^$|\s$/.test(result) && edit.text === '';
    while (isTwice && /\s/.test(text.charAt(at))) at++;
  }
  return result + text.slice(at);
}
