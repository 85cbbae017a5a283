import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gatesSchema, rhythmSchema, specSchema, triggerSchema } from './spec.ts';

const page = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');

test('the example of docs/alerts.md is an alert', () => {
  const [, json] = /```json\n([\s\S]*?)```/.exec(page)!;
  const { name, query, ...spec } = JSON.parse(json!);
  expect([name, query]).toEqual(['Huawei licences', 'entity:huawei event:licence-denied']);
  expect(specSchema.parse(spec)).toMatchObject(spec);
});

test('docs/alerts.md names every trigger and every setting', () => {
  const settings = triggerSchema.options.flatMap(({ shape }) => [shape.on.value, ...Object.keys(shape)]);
  for (const name of [...settings, ...Object.keys(rhythmSchema.shape)])
    expect(page).toMatch(new RegExp(`\`${name}[\`:]`));
  for (const name of Object.keys(gatesSchema.shape))
    expect(page.toLowerCase()).toMatch(new RegExp(`(### |\`)${name.toLowerCase()}\\b`));
});

test('a spec that is left out is each new story at once, and what it does not know it refuses', () => {
  expect(specSchema.parse({})).toMatchObject({
    ...{ trigger: { on: 'story', developments: false }, rhythm: { every: 'match', timeZone: 'UTC' } },
    gates: { novelty: 0, maxAgeHours: 72, cooldownMinutes: 0 },
  });
  for (const wrong of [
    { trigger: { on: 'story', development: true } },
    { gates: { relevance: 101 } },
    { gates: { relevence: 10 } },
    { rhythm: { at: '24:00' } },
    { rhythm: { timeZone: 'Mars/Olympus' } },
    { rhythm: { weekday: 0 } },
    { trigger: { on: 'level', entity: 'x', side: 'under', level: 0 } },
    { trigger: { on: 'level', entity: 'x\0', side: 'below', level: 0 } },
  ])
    expect(specSchema.safeParse(wrong).success).toBe(false);
});
