import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { setListVersion } from '../../db/lists.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { type CompiledAlert, compileAlert } from './compile.ts';

const now = new Date('2026-03-02T12:00:00Z');
let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const plain = { aliases: [], tickers: [], parentId: null, wikidata: null };
  await syncEntities(db.orm, [
    { ...plain, id: 'huawei', type: 'company', name: 'Huawei', nameZh: '华为' },
    { ...plain, id: 'smic', type: 'company', name: 'SMIC', nameZh: '中芯国际' },
  ]);
  await setListVersion(db.orm, 'entities', 'list-9');
});
afterAll(() => db.close());

async function compiled(query: string, at = now): Promise<CompiledAlert> {
  const alert = await compileAlert(db.orm, query, at);
  if ('faults' in alert) throw new Error(alert.faults[0]!.message);
  return alert;
}
const programOf = async (query: string) => (await compiled(query)).program;
const lexeme = (text: string, more: object = {}) => ({
  ...{ is: 'lexeme', lexeme: text, prefix: false, weights: '', ...more },
});

describe('an alert’s query', () => {
  it('has the index’s own words: stems, one spelling, keys, places', async () => {
    const export_ = lexeme('export');
    expect(await programOf('exports')).toEqual({ is: 'lexemes', query: export_ });
    expect(await programOf('"exports of chips"')).toEqual({
      is: 'lexemes',
      query: { is: 'followed', by: 2, left: export_, right: lexeme('chip') },
    });
    expect(await programOf('export lead:licences -entity:华为')).toEqual({
      is: 'lexemes',
      query: {
        is: 'and',
        of: [export_, lexeme('licens', { weights: 'B' }), { is: 'not', of: lexeme('@e:huawei') }],
      },
    });
    expect(await programOf('中')).toEqual({ is: 'lexemes', query: lexeme('中', { prefix: true }) });
  });

  it('finds everything where it has only words that no index has, as search does', async () => {
    for (const query of ['', 'the', '-the', '"of the"'])
      expect(await programOf(query), query).toEqual({ is: 'all' });
    expect(await programOf('the OR chip')).toEqual({ is: 'lexemes', query: lexeme('chip') });
  });

  it('has what the index does not know beside what it does', async () => {
    expect(await programOf('chip after:2026-03-01 in:12')).toEqual({
      is: 'and',
      of: [
        { is: 'lexemes', query: lexeme('chip') },
        { is: 'published', side: 'from', at: Date.UTC(2026, 2, 1) },
        { is: 'story', id: 12 },
      ],
    });
    expect(await programOf('atleast3(chips)')).toMatchObject({
      of: [
        { is: 'lexemes' },
        { is: 'often', times: 3, row: [{ nth: 1, lexemes: ['chip'], prefix: null }], weights: '' },
      ],
    });
  });

  it('is made anew within the hour where it counts back from now, and at midnight', async () => {
    expect((await compiled('chip after:2026-03-01')).programUntil).toBeNull();
    expect((await compiled('chip after:7d')).programUntil).toEqual(new Date('2026-03-02T13:00:00Z'));
    const late = new Date('2026-03-02T23:40:00Z');
    expect((await compiled('chip -before:1m', late)).programUntil).toEqual(new Date('2026-03-03T00:00:00Z'));
  });

  it('is of the version of the entity list where it names entities, and only then', async () => {
    const plain = (await compiled('chip topic:export-controls')).programVersion;
    for (const query of ['entity:huawei', 'chip -quote-by:smic', '(chip OR sentiment(smic):<0)'])
      expect((await compiled(query)).programVersion, query).toBe(`${plain} list-9`);
  });

  it('tells its canonical words and whom it asks for', async () => {
    const alert = await compiled('entity:华为 sentiment(中芯国际):<0 -entity:huawei');
    expect(alert.canonical).toBe('entity:huawei sentiment(smic):<0 -entity:huawei');
    expect(alert.entities).toEqual(['huawei', 'smic']);
  });

  it('tells what is wrong with it, also where it is too large to run', async () => {
    expect(await compileAlert(db.orm, 'entity:huawie', now)).toMatchObject({
      faults: [{ mend: 'entity:huawei' }],
    });
    const run = '华为昇腾'.repeat(12);
    const huge = `${run} near/20 ${run}`;
    expect(await compileAlert(db.orm, huge, now)).toMatchObject({
      faults: [{ start: 0, end: huge.length, message: expect.stringContaining('near') }],
    });
  });
});
