import { expect, test } from 'vitest';
import { loadEntityList } from '../names/list.ts';
import { tagArticle } from '../tag.ts';
import { type Tags, taggerVersion } from '../tags.ts';
import { around, askedOf } from './engine.ts';
import { judgedAnew } from './judged-anew.ts';

const list = loadEntityList();
const article = {
  title: 'Nvidia loses ground in China',
  text: 'Huawei gained share from Nvidia. Nvidia said little. Ye Kejiang, an analyst at Foo Capital, praised Huawei.',
};
const tags = tagArticle(article, list);
const asked = askedOf(article, tags);
const good = { score: 0.8, label: 'positive' as const };
const bad = { score: -0.8, label: 'negative' as const };
/** Judgements that follow the words of each target. */
const judgedBy = (judge: (target: string) => typeof good | typeof bad | undefined) =>
  asked.map(({ text, from, to }) => judge(text.slice(from, to)));
const towards = ({ entities }: Tags, id: string) =>
  entities.find(({ entityId }) => entityId === id)?.sentiment;

test('every mention is asked about in its own sentence, those of the list first', () => {
  expect(asked.slice(0, tags.mentions.length).map(({ text, from, to }) => text.slice(from, to))).toEqual(
    tags.mentions.map(({ words }) => words),
  );
  expect(asked).toHaveLength(tags.mentions.length + tags.unlistedMentions.length);
  expect(asked.map(({ text }) => text)).toContain('Nvidia said little.');
  expect(asked.at(-1)!.text).toMatch(/^Ye Kejiang.*Huawei\.$/);
});

test('answers take the place of the built-in ones, and what follows from them is counted anew', () => {
  const anew = judgedAnew(
    tags,
    judgedBy((target) => (target === 'Nvidia' ? good : bad)),
    'chat:small',
  );
  expect(anew.taggerVersion).toBe(`${taggerVersion}+chat:small`);
  expect(towards(anew, 'nvidia')).toEqual(good);
  expect(towards(anew, 'huawei')).toEqual(bad);
  expect(anew.unlisted.map(({ sentiment }) => sentiment)).toEqual(anew.unlisted.map(() => bad));
  expect(anew.mentions.map(({ cues }) => cues)).toEqual(anew.mentions.map(() => []));
  expect(Math.abs(anew.sentiment.score)).toBeLessThan(0.8);
  expect(anew.sentiment).not.toEqual(tags.sentiment);
  expect(anew.entities.map(({ salience }) => salience)).toEqual(
    tags.entities.map(({ salience }) => salience),
  );
});

test('what was not judged stays, and the version says so', () => {
  const anew = judgedAnew(
    tags,
    judgedBy((target) => (target === 'Huawei' ? bad : undefined)),
    'chat:small',
  );
  expect(anew.taggerVersion).toBe(`${taggerVersion}+chat:small~partly`);
  expect(towards(anew, 'huawei')).toEqual(bad);
  expect(towards(anew, 'nvidia')).toEqual(towards(tags, 'nvidia'));
  expect(anew.mentions.filter(({ words }) => words === 'Nvidia')).toEqual(
    tags.mentions.filter(({ words }) => words === 'Nvidia'),
  );
});

test('no judgement at all leaves the tags and their version alone', () => {
  expect(judgedAnew(tags, [], 'chat:small')).toEqual(tags);
  expect(
    judgedAnew(
      tags,
      asked.map(() => undefined),
      'chat:small',
    ),
  ).toEqual(tags);
});

test('the built-in judgements, given back, change nothing but the version', () => {
  const places = [...tags.mentions, ...tags.unlistedMentions];
  const same = judgedAnew(
    tags,
    places.map(({ sentiment }) => sentiment),
    'chat:small',
  );
  expect(same.sentiment).toEqual(tags.sentiment);
  expect(same.entities).toEqual(tags.entities);
  expect(same.unlisted).toEqual(tags.unlisted);
});

test('an article that names nobody is judged throughout', () => {
  const empty = tagArticle({ title: 'Weather', text: 'It rained.' }, list);
  expect(judgedAnew(empty, [], 'onnx:x@12345678').taggerVersion).toBe(`${taggerVersion}+onnx:x@12345678`);
});

test('a sentence without end is cut around the target, and not all mentions are asked about', () => {
  const text = `${'Huawei "(< '.repeat(5_000)}and ${'a '.repeat(25_000)}`;
  const hostile = { title: '', text };
  const questions = askedOf(hostile, tagArticle(hostile, list));
  expect(questions).toHaveLength(200);
  for (const { text: sentence, from, to } of questions) {
    expect(sentence.length).toBeLessThanOrEqual(600);
    expect(sentence.slice(from, to)).toBe('Huawei');
  }
  expect(around({ text, from: 0, to: text.length, language: 'en' })).toMatchObject({ from: 0, to: 600 });
});
