import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Judged } from '../../eval/datasets.ts';

const schema = z.record(z.string(), z.array(z.string()));
const LABELS = { '+': 'positive', '-': 'negative', '0': 'neutral' } as const;

/** The sentences of beat.yaml with their marked targets. */
export function readBeat(): Judged[] {
  const yaml = readFileSync(new URL('beat.yaml', import.meta.url), 'utf8');
  return Object.values(schema.parse(parse(yaml)))
    .flat()
    .flatMap(unmarked);
}

function unmarked(marked: string): Judged[] {
  const targets: Pick<Judged, 'from' | 'to' | 'label'>[] = [];
  let text = '';
  let done = 0;
  for (const { 0: all, 1: words, 2: sign, index } of marked.matchAll(/\{([^{}|]+)\|([-+0])\}/g)) {
    text += marked.slice(done, index);
    const from = text.length;
    text += words!;
    targets.push({ from, to: text.length, label: LABELS[sign as keyof typeof LABELS] });
    done = index + all.length;
  }
  text += marked.slice(done);
  if (/[{}|]/.test(text)) throw new Error(`beat.yaml has a mark that cannot be read: ${marked}`);
  const conflicting = new Set(targets.map(({ label }) => label)).size > 1;
  return targets.map((target) => ({ ...target, text, conflicting, source: text }));
}
