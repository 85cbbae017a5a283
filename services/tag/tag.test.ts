import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEntity } from './names/entity.ts';
import { compileEntityList, loadEntityList } from './names/list.ts';
import { tagArticle } from './tag.ts';
import type { Place, Tags } from './tags.ts';

const list = compileEntityList([
  toEntity('company', { id: 'huawei', name: 'Huawei', nameZh: '华为', aliases: [] }),
  toEntity('company', { id: 'nvidia', name: 'Nvidia', nameZh: '英伟达', aliases: [] }),
  toEntity('lab', { id: 'deepseek', name: 'DeepSeek', nameZh: '深度求索', aliases: [] }),
  toEntity('place', { id: 'shenzhen', name: 'Shenzhen', nameZh: '深圳', aliases: [] }),
  toEntity('person', { id: 'liang-wenfeng', name: 'Liang Wenfeng', nameZh: '梁文锋', aliases: [] }),
  toEntity('person', { id: 'jensen-huang', name: 'Jensen Huang', nameZh: '黄仁勋', aliases: [] }),
]);

const tag = (text: string, title = '') => tagArticle({ title, text }, list);

/** Every listed and unlisted mention as `who: words`, in reading order. */
function who(tags: Tags): string[] {
  const named = [
    ...tags.mentions.map((mention) => ({ ...mention, name: mention.entityId })),
    ...tags.unlistedMentions.map((mention) => ({ ...mention, name: `${mention.type} ${mention.name}` })),
  ];
  return named.sort((a, b) => a.start - b.start).map(({ name, words }) => `${name}: ${words}`);
}

function expectOffsets(tags: Tags, fields: Record<Place['field'], string>): void {
  for (const place of [...tags.mentions, ...tags.unlistedMentions]) {
    const text = fields[place.field];
    expect(text.slice(place.start, place.end)).toBe(place.words);
    expect(place.sentenceStart).toBeLessThanOrEqual(place.start);
    expect(place.sentenceEnd).toBeGreaterThanOrEqual(place.end);
    expect(place.sentenceEnd).toBeLessThanOrEqual(text.length);
  }
}

describe('people', () => {
  it.each<[string, string[]]>([
    [
      'The study was led by Ye Kejiang, a researcher. Later, Ye said it went well.',
      ['person Ye Kejiang: Ye Kejiang', 'person Ye Kejiang: Ye'],
    ],
    [
      'Founder Liang Wenfeng spoke. Liang was brief.',
      ['liang-wenfeng: Liang Wenfeng', 'liang-wenfeng: Liang'],
    ],
    [
      'It was Jensen Huang who spoke, and Huang did it well.',
      ['jensen-huang: Jensen Huang', 'jensen-huang: Huang'],
    ],
    [
      'Then came David Chao, a strategist. Mr Chao agreed.',
      ['person David Chao: David Chao', 'person David Chao: Chao'],
    ],
    ['They met Premier Li Qiang on Monday.', ['person Li Qiang: Li Qiang']],
    [
      'He Lifeng said the talks went well. He left and He was tired of it.',
      ['person He Lifeng: He Lifeng', 'person He Lifeng: He'],
    ],
    [
      'We heard Jensen Huang speak, then his cousin Peter Huang answered.',
      ['jensen-huang: Jensen Huang', 'person Peter Huang: Peter Huang'],
    ],
    ['A report by Liang was read before Liang Wenfeng came.', ['liang-wenfeng: Liang Wenfeng']],
    [
      'It was Ye Kejiang of the Shenzhen Institute of Advanced Technology and Jane Roe of Acme Capital who spoke.',
      [
        'person Ye Kejiang: Ye Kejiang',
        'organisation Shenzhen Institute of Advanced Technology: Shenzhen Institute of Advanced Technology',
        'person Jane Roe: Jane Roe',
        'organisation Acme Capital: Acme Capital',
      ],
    ],
    [
      'A rule of the Bureau of Industry and Security was read by Jane Roe.',
      [
        'organisation Bureau of Industry and Security: Bureau of Industry and Security',
        'person Jane Roe: Jane Roe',
      ],
    ],
    ['In the end, Monday was quiet in the whole of the Chinese market.', []],
  ])('%s', (text, expected) => {
    expect(who(tag(text))).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      '外交部发言人毛宁表示，中方坚决反对。毛宁还说，将采取措施。',
      ['person 毛宁: 毛宁', 'person 毛宁: 毛宁'],
    ],
    ['深度求索创始人梁文锋出席了会议。', ['deepseek: 深度求索', 'liang-wenfeng: 梁文锋']],
    ['分析师郭明錤称，需求强劲。', ['person 郭明錤: 郭明錤']],
    ['公司高层表示，周一马上开会。', []],
    ['他来自清华大学。', ['organisation 清华大学: 清华大学']],
    ['公司创始人杰夫·贝索斯表示，他很高兴。', ['person 杰夫·贝索斯: 杰夫·贝索斯']],
  ])('%s', (text, expected) => {
    expect(who(tagArticle({ title: '', text, language: 'zh' }, list))).toEqual(expected);
  });
});

describe('organisations', () => {
  it.each<[string, string[]]>([
    [
      'He works at the Shenzhen Institute of Advanced Technology in a team of nine.',
      ['organisation Shenzhen Institute of Advanced Technology: Shenzhen Institute of Advanced Technology'],
    ],
    [
      'The firm is part of the Chinese Academy of Sciences.',
      ['organisation Chinese Academy of Sciences: Chinese Academy of Sciences'],
    ],
    [
      'She is with American financial services company Invesco in the city.',
      ['organisation Invesco: Invesco'],
    ],
    [
      'It was first told by the South China Morning Post on its site.',
      ['organisation South China Morning Post: South China Morning Post'],
    ],
    [
      'The chips went to Brightway Technologies in Shenzhen.',
      ['organisation Brightway Technologies: Brightway Technologies', 'shenzhen: Shenzhen'],
    ],
    ['Huawei and Nvidia met.', ['huawei: Huawei', 'nvidia: Nvidia']],
  ])('%s', (text, expected) => {
    expect(who(tag(text))).toEqual(expected);
  });
});

describe('tagArticle', () => {
  it('gives sentiment, cues, salience and topics', () => {
    const tags = tag(
      'US sanctions hit Huawei again on Monday. Nvidia opened an office.',
      'US export curbs hurt Huawei',
    );
    expect(tags.language).toBe('en');
    expect(tags.mentions.map(({ field, entityId, sentiment }) => [field, entityId, sentiment.label])).toEqual(
      [
        ['title', 'huawei', 'negative'],
        ['text', 'huawei', 'negative'],
        ['text', 'nvidia', 'neutral'],
      ],
    );
    expect(tags.mentions[1]!.cues).toEqual(['hit', 'sanctions']);
    expect(tags.entities[0]).toMatchObject({
      entityId: 'huawei',
      mentions: 2,
      sentiment: { label: 'negative' },
    });
    expect(tags.entities[0]!.salience).toBeGreaterThan(tags.entities[1]!.salience);
    const [controls, releases] = tags.topics;
    expect(controls!.relevance).toBeGreaterThan(0.5);
    expect(releases!.relevance).toBeLessThan(0.2);
  });

  it('knows a model release from export controls', () => {
    const [controls, releases] = tag(
      '深度求索今天发布开源大模型，参数达六千亿。',
      '深度求索发布新模型',
    ).topics;
    expect(releases!.relevance).toBeGreaterThan(0.5);
    expect(controls!.relevance).toBeLessThan(0.3);
  });

  it('leaves other articles off topic', () => {
    for (const { relevance } of tag(
      'The team won the final in the rain after extra time.',
      'Late goal wins cup',
    ).topics) {
      expect(relevance).toBe(0);
    }
  });

  it('takes the language it is given', () => {
    expect(tagArticle({ title: '', text: 'Nvidia', language: 'de' }, list).language).toBe('de');
  });

  it('keeps offsets whatever the text', () => {
    const part = fc.constantFrom(
      'Huawei ',
      '华为',
      'Ｈｕａｗｅｉ',
      'Liang Wenfeng ',
      'Liang ',
      'Ye Kejiang said ',
      '毛宁表示',
      '发言人',
      '. ',
      '。',
      '\n',
      '“',
      '”',
      'the ',
      '\ud800',
      '\udc00',
      '\u0000',
      '😀',
      'İ',
      'Ltd ',
      'University of ',
      'İstanbul ',
      '大学',
      '·',
    );
    const words = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, words, fc.constantFrom(undefined, 'en', 'zh'), (title, text, language) => {
        expectOffsets(tagArticle({ title, text, language }, list), { title, text });
      }),
      { numRuns: 500 },
    );
  });

  it.each([['a'], ['A'], ['A '], ['中'], ['"'], ['.'], ['\ud800'], ['\u0000'], ['Ye '], ['“A”, ']])(
    'reads a megabyte of %j in seconds',
    (sign) => {
      const text = sign.repeat(1_000_000 / sign.length);
      const start = performance.now();
      expectOffsets(
        tagArticle({ title: text.slice(0, 1000), text }, compileEntityList(list.entities.values())),
        {
          title: text.slice(0, 1000),
          text,
        },
      );
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );

  it.each([['Huawei '], ['Liang Wenfeng '], ['sanctions on Huawei hit '], ['发言人毛宁表示华为制裁，']])(
    'takes time by length alone for %j over and over',
    (words) => {
      const start = performance.now();
      tag(words.repeat(200_000 / words.length));
      expect(performance.now() - start).toBeLessThan(20_000);
    },
  );
});

const seed = `${process.env.CHIPWIRE_SHARED ?? '../shared'}/data/articles/deepseek-jolt.txt`;

describe.skipIf(!existsSync(seed))('the seed article (skipped where ../shared is absent)', () => {
  const text = existsSync(seed) ? readFileSync(seed, 'utf8') : '';
  const tags = tagArticle({ title: text.split('\n')[0]!, text }, loadEntityList());

  it('finds everyone and everything named', () => {
    const { entities } = loadEntityList();
    const names = new Set([
      ...tags.entities.map(({ entityId }) => entities.get(entityId)!.name),
      ...tags.unlisted.map(({ name }) => name),
    ]);
    for (const name of [
      'DeepSeek',
      'DeepSeek-R1',
      'Liang Wenfeng',
      'Ye Kejiang',
      'Li Qiang',
      'David Chao',
      'Invesco',
      'Huawei',
      'OpenAI',
      'ChatGPT',
      'Amazon',
      'Microsoft',
      'Chinese Academy of Sciences',
      'Shenzhen Institute of Advanced Technology',
      'China',
      'United States',
    ]) {
      expect(names).toContain(name);
    }
    const words = new Set(tags.mentions.map((mention) => mention.words));
    for (const word of ['Beijing', 'Washington', 'R1', 'United States']) expect(words).toContain(word);
  });

  it('links bare surnames', () => {
    const ye = tags.unlistedMentions.filter(({ name }) => name === 'Ye Kejiang').map(({ words }) => words);
    expect(ye).toEqual(['Ye Kejiang', 'Ye', 'Ye', 'Ye', 'Ye']);
  });

  it('is on both topics', () => {
    for (const { relevance } of tags.topics) expect(relevance).toBeGreaterThan(0.7);
  });

  it('keeps offsets', () => {
    expectOffsets(tags, { title: text.split('\n')[0]!, text });
  });
});
