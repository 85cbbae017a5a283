import { expect, test } from 'vitest';
import type { EventTag, Mention, Part, Tags } from '../tag/tags.ts';
import { storedTags, unlistedId } from './storedTags.ts';

const neutral = { score: 0, label: 'neutral' as const };
const empty: Tags = {
  ...{ taggerVersion: '8', language: 'en', sentiment: neutral, topics: [], stance: 'none' },
  ...{ mentions: [], entities: [], unlisted: [], unlistedMentions: [], events: [], quotes: [], releases: [] },
};
const publishedAt = new Date('2025-05-20T23:30:00Z');
const store = (text: string, tags: Partial<Tags>) =>
  storedTags({ title: 'Title', text, publishedAt }, { ...empty, ...tags }, 'list-1');

/** Where words first stand in a text. */
const spanOf = (text: string, words: string) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};
const partIn = (text: string, words: string, who: Part['who']): Part => ({
  ...spanOf(text, words),
  words,
  who,
});
const mentionIn = (text: string, words: string, entityId: string): Mention => ({
  ...{ field: 'text', ...spanOf(text, words), words, sentenceStart: 0, sentenceEnd: text.length },
  ...{ sentiment: neutral, cues: [], entityId },
});

const text =
  'Huawei won. “The curbs help SMIC,” Ye Kejiang of Huawei said, “not us.” V3 has 671B parameters. It is open.';
const ye = { name: 'Ye Kejiang', type: 'person' as const };

test('an event without a date gets the day of publication, in UTC', () => {
  const event: EventTag = {
    ...{
      ...spanOf(text, 'won'),
      words: 'won',
      field: 'text',
      type: 'order',
      sentenceStart: 0,
      sentenceEnd: 11,
    },
    who: [{ ...partIn(text, 'Huawei', { entityId: 'huawei' }), role: 'target', effect: 1 }],
    ...{ when: undefined, certainty: 'stated', stance: 'none', instrument: undefined },
  };
  const dated = { ...event, when: { from: '2025-04-01', to: '2025-06-30', words: 'Q2' } };
  const { events } = store(text, { events: [event, dated] });
  expect(events[0]).toMatchObject({
    ...{
      fromDay: '2025-05-20',
      toDay: '2025-05-20',
      dated: false,
      sentence: 'Huawei won.',
      instrument: null,
    },
    who: [{ entityId: 'huawei', role: 'target', effect: 1, startsAt: 0, endsAt: 6, words: 'Huawei' }],
  });
  expect(events[1]).toMatchObject({ fromDay: '2025-04-01', toDay: '2025-06-30', dated: true });
});

test('a very long sentence is cut around the words that count', () => {
  const long = `${'"'.repeat(50_000)} Huawei won ${'('.repeat(50_000)}`;
  const events: EventTag[] = Array.from({ length: 50 }, () => ({
    ...{
      ...spanOf(long, 'won'),
      words: 'won',
      field: 'text',
      type: 'order',
      sentenceStart: 0,
      sentenceEnd: long.length,
    },
    ...{ who: [], when: undefined, certainty: 'stated', stance: 'none', instrument: undefined },
  }));
  for (const { sentence } of store(long, { events }).events) {
    expect(sentence.length).toBeLessThan(620);
    expect(sentence).toMatch(/^… "+ Huawei won \(+ …$/);
  }
});

test('a split quote is about those named inside its marks, not about those in between', () => {
  const parts = [spanOf(text, 'The curbs help SMIC,'), spanOf(text, 'not us.')];
  const mentions = [
    mentionIn(text, 'SMIC', 'smic'),
    mentionIn(text.replace('Huawei', '_'.repeat(6)), 'Huawei', 'huawei'),
  ];
  const { quotes, unlisted } = store(text, {
    mentions,
    quotes: [
      {
        ...{
          start: parts[0]!.start,
          end: parts[1]!.end,
          field: 'text',
          parts,
          words: 'The curbs help SMIC, not us.',
        },
        ...{ speaker: partIn(text, 'Ye Kejiang', ye), verb: 'said' },
      },
    ],
  });
  expect(quotes).toEqual([
    expect.objectContaining({
      ...{ about: ['smic'], speakerId: 'person~ye-kejiang', speakerWords: 'Ye Kejiang', verb: 'said' },
      speakerStart: text.indexOf('Ye Kejiang'),
    }),
  ]);
  expect(unlisted).toEqual([{ id: 'person~ye-kejiang', ...ye }]);
});

test('a Chinese quote can be searched by its characters', () => {
  const chinese = '他表示：“昇腾够用。”';
  const part = spanOf(chinese, '昇腾够用。');
  const quote = {
    ...part,
    field: 'text' as const,
    parts: [part],
    words: '昇腾够用。',
    speaker: undefined,
    verb: '表示',
  };
  expect(store(chinese, { quotes: [quote] }).quotes[0]).toMatchObject({
    ...{ speakerId: null, searchWords: expect.stringContaining('昇腾') },
  });
});

test('each claim has its sentence', () => {
  const claim = { kind: 'parameters' as const, words: '671B', value: 671e9, unit: undefined, by: undefined };
  const { releases } = store(text, {
    releases: [
      {
        ...{ ...spanOf(text, 'V3'), field: 'text', model: partIn(text, 'V3', { entityId: 'deepseek-v3' }) },
        claims: [{ ...claim, ...spanOf(text, '671B') }],
      },
    ],
  });
  expect(releases).toMatchObject([
    {
      modelId: 'deepseek-v3',
      claims: [{ sentence: 'V3 has 671B parameters.', value: 671e9, measuredBy: null }],
    },
  ]);
});

test('names that differ in case or punctuation alone are one entity', () => {
  const about = { mentions: 1, salience: 0.5, sentiment: neutral };
  const { entities, unlisted } = store(text, {
    unlisted: [
      { ...about, name: 'Ye Kejiang', type: 'person' },
      { ...about, name: 'YE KEJIANG', type: 'person', salience: 0.2 },
      { ...about, name: 'Ye Kejiang', type: 'organisation' },
    ],
  });
  expect(entities.map(({ entityId, mentions, salience }) => [entityId, mentions, salience])).toEqual([
    ['person~ye-kejiang', 2, 0.5],
    ['organisation~ye-kejiang', 1, 0.5],
  ]);
  expect(unlisted.map(({ id }) => id)).toEqual(['person~ye-kejiang', 'organisation~ye-kejiang']);
  expect(unlistedId({ type: 'place', name: '…' })).toBe('place~unnamed');
});
