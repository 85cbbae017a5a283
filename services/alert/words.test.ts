import { expect, test } from 'vitest';
import { gatesSchema, rhythmSchema, triggerSchema } from './spec.ts';
import { gateWords, rhythmWords, triggerWords } from './words.ts';

const names = { entity: (id: string) => (id === 'huawei' ? 'Huawei' : id), event: (type: string) => type };

test.each([
  [{ on: 'story' }, 'each new story'],
  [{ on: 'story', developments: true }, 'each new story, and whatever is new in it later'],
  [{ on: 'event', type: 'entity-listing' }, 'each story with an event of the type entity-listing'],
  [
    { on: 'event', type: 'entity-listing', entity: 'huawei' },
    'each story with an event of the type entity-listing in which Huawei has a part',
  ],
  [
    { on: 'level', entity: 'huawei', side: 'above', level: 0, days: 1 },
    'sentiment towards Huawei rises above 0, as a mean over 1 day of 5 articles or more',
  ],
  [
    { on: 'move', entity: 'person~李', by: 0.2 },
    'sentiment towards person~李 moves by 0.20 or more, as a mean over 3 days of 5 articles or more, against the 30 days before',
  ],
  [{ on: 'burst' }, 'more articles on a day than chance explains'],
  [{ on: 'silence', days: 14 }, 'no article for 14 days'],
])('%j', (trigger, words) => {
  expect(triggerWords(triggerSchema.parse(trigger), names)).toBe(words);
});

test('gates that ask for nothing are not told, age always is', () => {
  expect(gateWords(gatesSchema.parse({}))).toEqual(['published within 3 days']);
  expect(gateWords(gatesSchema.parse({ importance: 30, maxAgeHours: 36, cooldownMinutes: 90 }))).toEqual([
    'importance of 30 or more',
    'published within 36 hours',
    'nothing but new facts for 90 minutes after it has fired',
  ]);
});

test('rhythms', () => {
  expect(rhythmWords(rhythmSchema.parse({}))).toEqual(['at once']);
  expect(
    rhythmWords(
      rhythmSchema.parse({
        ...{ every: 'week', weekday: 7, timeZone: 'Asia/Kolkata', quiet: { from: '22:00', to: '06:30' } },
        throttle: { most: 1, minutes: 1440 },
      }),
    ),
  ).toEqual([
    'together every Sunday at 08:00 (Asia/Kolkata)',
    'not from 22:00 to 06:30 (Asia/Kolkata)',
    '1 message at most in 1 day',
  ]);
});
