import { expect, test } from 'vitest';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import { inLanguage } from '../language/language.ts';
import { eventName, eventNames, languageName, topicName, typeName } from './names.ts';

test('every type of event has a name in both languages, and no other has', () => {
  expect(Object.keys(eventNames).sort()).toEqual(eventTypeIds().sort());
  for (const id of eventTypeIds())
    expect(inLanguage('zh', () => eventName(id))).toMatch(/^[\p{Script=Han}（）]+$/u);
});

test('names in English, in Chinese, and of what is in no table', () => {
  expect([eventName('ipo'), typeName('lab'), topicName('chip-tax'), languageName('zh-Hant')]).toEqual([
    'IPO',
    'lab',
    'Chip tax',
    'Traditional Chinese',
  ]);
  expect(inLanguage('zh', () => [topicName('export-controls'), languageName('en')])).toEqual([
    '出口管制',
    '英语',
  ]);
  expect(languageName('not a tag')).toBe('not a tag');
});
