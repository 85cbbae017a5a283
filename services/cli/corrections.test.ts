import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { correctTag } from '../corrections/corrections.ts';
import { readConfig } from '../runtime/config.ts';
import { readPassages } from '../tag/eval/gold.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { addFeedsAndEntities } from '../web/testing/sampleArchive.ts';
import type { CommandContext } from './context.ts';
import { exportCorrections } from './corrections.ts';

let db: Database;
let folder: string;
let said: { out: string[]; err: string[] };
const now = new Date('2026-11-26T09:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  await addFeedsAndEntities(db.orm);
  const written = {
    title: 'Nvidia opens an office',
    text: 'In Taipei.',
    publishedAt: '2025-05-20T08:00:00Z',
  };
  const mention = mentionOf('nvidia', 'Nvidia', written, 'title', ['negative', -0.5, ['opens']]);
  const article = await addArticle(db.orm, { ...written, mentions: [{ ...mention, sentenceEnd: 22 }] });
  const asked = { article, field: 'title' as const, start: 0, entity: 'nvidia', note: null };
  await correctTag(db.orm, 'local', { ...asked, right: { label: 'neutral' } }, now);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});
beforeEach(() => {
  said = { out: [], err: [] };
});

const context = (signal = new AbortController().signal): CommandContext => ({
  ...{ orm: db.orm, now: () => now, cwd: folder, signal, config: readConfig({}) },
  out: (line) => said.out.push(line),
  err: (line) => said.err.push(line),
  progress: { show: () => {}, end: () => {} },
});

test('corrections go to a file that the eval reads', async () => {
  expect(await exportCorrections(context(), { out: 'readers.yaml' })).toBe(0);
  const yaml = readFileSync(join(folder, 'readers.yaml'), 'utf8');
  expect(yaml).toContain('# Corrections by readers, taken from the archive at 2026-11-26T09:00:00.000Z.');
  expect(readPassages(yaml, { file: 'readers', partly: true })).toMatchObject([
    { text: 'Nvidia opens an office', mentions: [{ label: 'neutral' }], part: 'held' },
  ]);
  expect(said.err.join()).toContain('npm run eval -- tag --gold readers.yaml');
});

test('or to the terminal', async () => {
  expect(await exportCorrections(context(), {})).toBe(0);
  expect(said.out).toContain('  text: "{Nvidia|nvidia|0} opens an office"');
});

test('and a stopped one leaves no file', async () => {
  expect(await exportCorrections(context(AbortSignal.abort()), { out: 'stopped.yaml' })).toBe(130);
  expect(readdirSync(folder)).not.toContain('stopped.yaml');
});
