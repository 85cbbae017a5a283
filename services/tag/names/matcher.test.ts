import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alias, Entity } from './entity.ts';
import { buildMatcher } from './matcher.ts';

function entity(id: string, ...aliases: (string | Alias)[]): Entity {
  return {
    id,
    type: 'company',
    name: id,
    aliases: aliases.map((alias) => (typeof alias === 'string' ? { text: alias } : alias)),
  };
}

const list = [
  entity('huawei', 'Huawei', '华为', '華為'),
  entity('smic', 'SMIC', 'SMIC International', '中芯国际'),
  entity('mofcom', '商务部'),
  entity('commerce', '美国商务部'),
  entity('arm', { text: 'Arm', context: ['chip', 'SoftBank'] }),
  entity('meta', { text: 'Meta', case: 'exact' }),
  entity('h100', 'H100'),
  entity('gpt-4', 'GPT-4'),
  entity('gpt-4-5', 'GPT-4.5'),
  entity('sk-hynix', 'SK hynix', 'SK海力士'),
  entity('bis', { text: 'BIS', context: ['export', 'Commerce'], not: ['Basel', 'central bank'] }),
  entity('mexico', { text: 'Mexico', not: ['New Mexico'] }),
  entity('openai', 'OpenAI'),
  entity('gpu', 'GPU'),
  entity('z-ai', 'Z.ai'),
  entity('deepseek', 'DeepSeek'),
  entity('cn', { text: 'Beijing', notAfter: ['in', 'near'], notBefore: ['hotel', 'Time'] }),
  entity('cambricon', { text: '寒武纪', not: ['化石'] }, '寒武紀'),
  entity('deepseek-r1', 'DeepSeek-R1', { text: 'R1', context: ['DeepSeek'] }),
];
const matcher = buildMatcher(list);

function found(text: string): string[] {
  return matcher.match([text])[0]!.map(({ entityId, start, end }) => `${entityId}:${text.slice(start, end)}`);
}

describe('matcher', () => {
  it.each<[string, string[]]>([
    ['中芯国际SMIC宣布扩产', ['smic:中芯国际', 'smic:SMIC']],
    ['Huawei-designed chips, Huawei’s and HUAWEI', ['huawei:Huawei', 'huawei:Huawei', 'huawei:HUAWEI']],
    ['Huaweis', []],
    ['NotHuawei', []],
    ['華為與华为', ['huawei:華為', 'huawei:华为']],
    ['美国商务部与商务部', ['commerce:美国商务部', 'mofcom:商务部']],
    ['SMIC International said', ['smic:SMIC International']],
    ['smic said', []],
    ['an arm and a leg', []],
    ['Arm designs a chip', ['arm:Arm']],
    ['Arms races over a chip and an Arm', ['arm:Arm']],
    ['ARM makes a chip', []],
    ['meta and Meta', ['meta:Meta']],
    ['H100s and ten H100', ['h100:H100', 'h100:H100']],
    ['H1000', []],
    ['GPT-4 beats GPT-4.5, not GPT-4.', ['gpt-4:GPT-4', 'gpt-4-5:GPT-4.5', 'gpt-4:GPT-4']],
    ['GPT-4.7 is new', []],
    ['GPT-4o is another', []],
    ['SK海力士与SK Hynix', ['sk-hynix:SK海力士', 'sk-hynix:SK Hynix']],
    ['Ｈｕａｗｅｉ says ＳＭＩＣ', ['huawei:Ｈｕａｗｅｉ', 'smic:ＳＭＩＣ']],
    ['BIS export rule', ['bis:BIS']],
    ['BIS export view from Basel', []],
    ['BIS meets', []],
    ['Mexico, not New Mexico', ['mexico:Mexico']],
    ['New Mexico', []],
    ['GPUs', ['gpu:GPU']],
    ['Z.ai and Z.aim', ['z-ai:Z.ai']],
    ['R1 alone', []],
    [
      'DeepSeek and its R1, DeepSeek-R1, R10',
      ['deepseek:DeepSeek', 'deepseek-r1:R1', 'deepseek-r1:DeepSeek-R1'],
    ],
    ['“OpenAI”/OpenAI’s', ['openai:OpenAI', 'openai:OpenAI']],
    ['DeepSeek\u2011R1', ['deepseek-r1:DeepSeek\u2011R1']],
    ['SMIC\u00a0International', ['smic:SMIC\u00a0International']],
    ['see https://blog.huawei.com/huawei-news or huawei_en', []],
    ['a huawei phone, /2026/why-huawei-won', ['huawei:huawei']],
    ['talks in Beijing, near Beijing; in Beijing’s eyes, by Beijing', ['cn:Beijing', 'cn:Beijing']],
    ['a Beijing hotel, Beijing time, Beijing talks', ['cn:Beijing']],
    ['那是寒武纪，寒武紀的化石', []],
    ['寒武紀漲價，寒武纪', ['cambricon:寒武紀', 'cambricon:寒武纪']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('lets a context word in the title serve the text', () => {
    const [title, text] = matcher.match(['DeepSeek soars', 'R1 is out']);
    expect(title!.map(({ entityId }) => entityId)).toEqual(['deepseek']);
    expect(text!.map(({ entityId }) => entityId)).toEqual(['deepseek-r1']);
  });

  it('says why an alias was taken where there was a choice', () => {
    const [matches] = matcher.match([
      '美国商务部 named DeepSeek, its R1, Huawei, the SMIC fab and BIS export talks',
    ]);
    expect(matches!.map(({ entityId, reason }) => [entityId, reason])).toEqual([
      ['commerce', 'longest match over 商务部'],
      ['deepseek', undefined],
      ['deepseek-r1', 'context: DeepSeek'],
      ['huawei', undefined],
      ['smic', 'exact case'],
      ['bis', 'context: export'],
    ]);
  });

  it('does not tell of an entity left for its own part', () => {
    const family = buildMatcher([
      entity('maker', 'Acme'),
      { ...entity('part', 'Acme X1'), parent: 'maker' },
      entity('other', 'Acme Bank'),
    ]);
    const reasons = family.match(['Acme X1 and Acme Bank'])[0]!.map(({ reason }) => reason);
    expect(reasons).toEqual([undefined, 'longest match over Acme']);
  });

  it('gives a shared alias to the entity whose context fits', () => {
    const shared = buildMatcher([
      entity('plain', 'Spark'),
      entity('model', { text: 'Spark', context: ['iFlytek'] }),
    ]);
    expect(shared.match(['Spark by iFlytek'])[0]![0]!.entityId).toBe('model');
    expect(shared.match(['Spark'])[0]![0]!.entityId).toBe('plain');
  });

  it('agrees with a plain reading of the rules on random lists and texts', () => {
    const sign = fc.constantFrom(
      'a',
      'A',
      'b',
      's',
      '1',
      '2',
      '.',
      '-',
      ' ',
      '中',
      '国',
      'Ａ',
      '國',
      '\ud840',
      '\u0000',
    );
    const words = (min: number, max: number) =>
      fc.array(sign, { minLength: min, maxLength: max }).map((all) => all.join(''));
    const alias = fc.record(
      {
        text: words(1, 4),
        context: fc.array(words(1, 2), { minLength: 1, maxLength: 2 }),
        not: fc.array(words(1, 4), { minLength: 1, maxLength: 1 }),
        case: fc.constantFrom('exact' as const, 'any' as const),
      },
      { requiredKeys: ['text'] },
    );
    fc.assert(
      fc.property(
        fc.array(alias, { minLength: 1, maxLength: 6 }),
        words(0, 40),
        words(0, 10),
        (aliases, text, title) => {
          const entities = aliases.map((each, index) => entity(`e${index}`, each));
          const [inTitle, inText] = buildMatcher(entities).match([title, text]);
          const short = (matches: { entityId: string; start: number; end: number }[]) =>
            matches.map(({ entityId, start, end }) => `${entityId}@${start}-${end}`);
          expect(short(inTitle!)).toEqual(short(plainReading(entities, [title, text], 0)));
          expect(short(inText!)).toEqual(short(plainReading(entities, [title, text], 1)));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('takes ten thousand aliases in about the time of four hundred', () => {
    const text =
      'Huawei and SMIC said on Monday that the rule would not change their plans for chips. 中芯国际宣布。'.repeat(
        40,
      );
    const many = Array.from({ length: 10_000 }, (_, i) =>
      entity(`x${i}`, `Company ${i.toString(36)} Holdings`, `第${i}公司`),
    );
    const [few, lots] = [buildMatcher([...list, ...many.slice(0, 400)]), buildMatcher([...list, ...many])];
    const time = (each: typeof few) => {
      const start = performance.now();
      for (let i = 0; i < 60; i++) each.match([text]);
      return performance.now() - start;
    };
    time(few);
    time(lots);
    const ratios = Array.from({ length: 5 }, () => time(lots) / time(few)).sort((a, b) => a - b);
    // The promise is twice; the margin is for a busy machine.
    expect(ratios[2]).toBeLessThan(3);
  });

  it.each([['a'], ['中'], [' '], ['\ud800'], ['\u0000'], ['1']])('reads a megabyte of %j', (sign) => {
    const hostile = buildMatcher([entity('a', 'aaaaa', '中中', '中', '  ', '\u0000\u0000', '111')]);
    expect(() => hostile.match([sign.repeat(1_000_000)])).not.toThrow();
  });
});

/** The rules, written down the slow way. */
function plainReading(entities: readonly Entity[], fields: readonly string[], field: number) {
  const text = fields[field]!;
  const candidates: { entityId: string; start: number; end: number; rank: number; order: number }[] = [];
  entities.forEach(({ id, aliases }, order) => {
    for (const alias of aliases) {
      const holders = (alias.not ?? []).filter(
        (term) => plain(term) !== plain(alias.text) && plain(term).includes(plain(alias.text)),
      );
      const others = (alias.not ?? []).filter((term) => !holders.includes(term));
      const stands = (term: string) => fields.some((each) => placesOf(each, term).length > 0);
      for (const term of holders) {
        for (const place of placesOf(text, term)) candidates.push({ entityId: '', ...place, rank: 2, order });
      }
      if (alias.context && !alias.context.some(stands)) continue;
      if (others.some(stands)) continue;
      const exact =
        alias.case === 'exact' ||
        (alias.case === undefined &&
          (alias.context !== undefined || [...plain(alias.text)].filter((c) => /[a-z]/.test(c)).length < 5));
      for (const place of placesOf(text, alias.text)) {
        const words = width(text.slice(place.start, place.end));
        if (exact ? words !== width(alias.text) : isAddress(words, width(alias.text), text, place)) continue;
        candidates.push({ entityId: id, ...place, rank: alias.context ? 0 : 1, order });
      }
    }
  });
  candidates.sort(
    (a, b) =>
      b.end - b.start - (a.end - a.start) || a.start - b.start || a.rank - b.rank || a.order - b.order,
  );
  const kept: typeof candidates = [];
  for (const one of candidates) {
    if (!kept.some((other) => other.start < one.end && other.end > one.start)) kept.push(one);
  }
  return kept.filter(({ entityId }) => entityId !== '').sort((a, b) => a.start - b.start);
}

function isAddress(
  words: string,
  alias: string,
  text: string,
  { start, end }: { start: number; end: number },
): boolean {
  if (!/^[a-z]/.test(words) || words[0] === alias[0]) return false;
  const [before = ' ', after = ' ', next = ' '] = [text[start - 1], text[end], text[end + 1]];
  if (/[/._=@]/.test(before) || /[/_=]/.test(after)) return true;
  return (after === '.' && /[a-z]/i.test(width(next))) || (after === '-' && before === '-');
}

function width(text: string): string {
  return text.replaceAll('Ａ', 'A').replaceAll('國', '国');
}

function plain(text: string): string {
  return width(text).toLowerCase();
}

function placesOf(text: string, term: string): { start: number; end: number }[] {
  const places: { start: number; end: number }[] = [];
  const [within, wanted] = [plain(text), plain(term)];
  for (let start = 0; start + wanted.length <= within.length; start++) {
    const end = start + wanted.length;
    if (within.slice(start, end) !== wanted) continue;
    const latin = (char: string | undefined) => char !== undefined && /[a-z0-9]/.test(char);
    if (latin(within[start]) && latin(within[start - 1])) continue;
    const last = within[end - 1];
    const capital = last !== width(text)[end - 1];
    const plural =
      within[end] === 's' &&
      width(text)[end] === 's' &&
      !latin(within[end + 1]) &&
      (/\d/.test(last!) || capital);
    if (latin(last) && latin(within[end]) && !plural) continue;
    if (/\d/.test(last!) && within[end] === '.' && /\d/.test(within[end + 1] ?? '')) continue;
    places.push({ start, end });
  }
  return places;
}
