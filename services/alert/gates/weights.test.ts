import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { feedFamilies } from '../../runtime/feeds.ts';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import {
  credibilityWeights,
  eventWeights,
  familyWeights,
  importanceWeights,
  noveltyWeights,
  relevanceParts,
} from './weights.ts';

const page = readFileSync(new URL('../../../docs/alerts.md', import.meta.url), 'utf8');
const oneLine = page.replaceAll(/\s+/g, ' ');

const tableOf = (head: string, weights: Record<string, { points: number; because: string }>) =>
  [
    `| ${head} | points | because it … |`,
    '|---|---|---|',
    ...Object.entries(weights)
      .sort(([, a], [, b]) => b.points - a.points)
      .map(([name, { points, because }]) => `| \`${name}\` | ${points} | ${because} |`),
    '',
  ].join('\n');

test('every type of event and every family of feeds has its points, and no other', () => {
  expect(Object.keys(eventWeights).sort()).toEqual(eventTypeIds().sort());
  expect(Object.keys(familyWeights).sort()).toEqual([...feedFamilies].sort());
});

test('docs/alerts.md publishes them', () => {
  expect(page).toContain(tableOf('event', eventWeights));
  expect(page).toContain(tableOf('source', familyWeights));
});

test('the sentences of docs/alerts.md have the other weights', () => {
  const { certainty, stance, title, publisher, mostPublishers, least, inText, unknownEvent } =
    importanceWeights;
  const { facts } = noveltyWeights;
  const { salience, title: named, share } = relevanceParts;
  for (const sentence of [
    `the most of ${salience * 100} × salience + ${named * 100} where it stands in the title + ${share * 100} × its`,
    `Each later one has 100 × ${noveltyWeights.repeat}ⁿ after n reports`,
    `| a type of event | ${facts.event} | | certain now | ${facts.stated} | | denied now | ${facts.denied} |`,
    `| a rule | ${facts.instrument} | | somebody who has a part | ${facts.party} |`,
    `times ${inText} where only the text tells of it`,
    `(stated ${certainty.stated}, planned ${certainty.planned}, unconfirmed ${certainty.unconfirmed}, denied ${certainty.denied})`,
    `without any event ${least}. Added are ${stance} where`,
    `${title} for an entity of the list in the title, and ${publisher} for each other publisher`,
    `up to ${publisher * mostPublishers}.`,
    `An event of another type has ${unknownEvent}.`,
    `(stated ${credibilityWeights.certainty.stated}, planned ${credibilityWeights.certainty.planned}, unconfirmed ${credibilityWeights.certainty.unconfirmed}, denied ${credibilityWeights.certainty.denied})`,
    `A source of another family has ${credibilityWeights.unknownFamily}.`,
  ])
    expect(oneLine).toContain(sentence);
  expect(noveltyWeights.rest).toBe(0.5); // “halves n”
  expect(credibilityWeights.doubt).toBe(0.75); // “takes a quarter”
  expect(salience + named + share).toBeCloseTo(1);
});
