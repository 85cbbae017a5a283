import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Sentiment } from '../sentiment/sentiment.ts';

/** One judged target: what people said of `text[from, to)`. */
export interface Judged {
  text: string;
  from: number;
  to: number;
  label: Sentiment['label'];
  /** whether the same text holds targets judged differently */
  conflicting: boolean;
  /** the article or headline it is from: what has it in common is never split over learning and trying */
  source: string;
}

/** Where the public data lies: CHIPWIRE_SHARED, or `shared` beside the checkout. */
export function sharedFolder(): string {
  return join(process.env.CHIPWIRE_SHARED ?? '../shared', 'data');
}

export function hasShared(path: string): boolean {
  return existsSync(join(sharedFolder(), path));
}

/** A file of the public data as text; `.gz` is unpacked. */
export function readShared(path: string): string {
  const bytes = readFileSync(join(sharedFolder(), path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

const POLARITY: Record<number, Sentiment['label']> = { 2: 'negative', 4: 'neutral', 6: 'positive' };

/** NewsMTSC: sentiment towards people in sentences of US political news. */
export function readNewsMtsc(split: 'train' | 'devtest_mt'): Judged[] {
  type Row = {
    primary_gid: string;
    sentence_normalized: string;
    targets: { from: number; to: number; polarity: number }[];
  };
  return lines(readShared(`newsmtsc/${split}.jsonl.gz`)).flatMap((line) => {
    const { primary_gid, sentence_normalized: text, targets } = JSON.parse(line) as Row;
    const source = primary_gid.split('_').slice(0, 3).join('_');
    const conflicting = new Set(targets.map(({ polarity }) => polarity)).size > 1;
    return targets.map(({ from, to, polarity }) => ({
      text,
      from,
      to,
      label: POLARITY[polarity]!,
      conflicting,
      source,
    }));
  });
}

/**
 * SEntFiN: sentiment towards companies and goods in financial headlines.
 *
 * @param part `tune` to learn from, `check` to report: 85 and 15 of a hundred by the row's number
 */
export function readSentfin(part: 'tune' | 'check'): Judged[] {
  return lines(readShared('sentfin/train.csv.gz'))
    .slice(1)
    .flatMap((line) => {
      const [number, title, decisions] = fields(line);
      if ((Number(number) % 20 < 3 ? 'check' : 'tune') !== part) return [];
      return judgements(title!, decisions!);
    });
}

/** The decisions are written as a Python dict, with unescaped quotes in some names. */
function judgements(title: string, decisions: string): Judged[] {
  const found = [...decisions.matchAll(/(['"])(.+?)\1\s*:\s*'(negative|neutral|positive)'/g)];
  const conflicting = new Set(found.map((match) => match[3])).size > 1;
  return found.flatMap(([, , name, label]) => {
    const from = title.indexOf(name!);
    if (from < 0) return [];
    const to = from + name!.length;
    return [{ text: title, from, to, label: label as Sentiment['label'], conflicting, source: title }];
  });
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
