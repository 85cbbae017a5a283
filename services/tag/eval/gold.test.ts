import { describe, expect, it } from 'vitest';
import { loadEntityList } from '../names/list.ts';
import { type Passage, readGold } from './gold.ts';

const eventTypes = new Set(
  `entity-listing entity-delisting military-listing licence-required licence-granted licence-denied rule-proposed
  rule-issued rule-rescinded rule-delayed guidance-issued bill-progress enforcement penalty mineral-retaliation
  retaliation-listing purchase-discouraged app-ban antitrust-probe security-review model-release-open
  model-release-closed benchmark-claim distillation-claim price-cut chip-launch production order order-cut funding ipo
  capex earnings-guidance outage attack talks ally-alignment tariff`.split(/\s+/),
);

const gold = readGold();
const { entities } = loadEntityList();
const short = gold.filter(({ file }) => !file.endsWith('-articles'));
const plain = ({ title, text }: Passage) => `${title}\n${text}`;

/** One line for each fault, so that a failure names them all. */
const faults = (passages: readonly Passage[], faultsOf: (passage: Passage) => readonly string[]) =>
  passages.flatMap((passage) => faultsOf(passage).map((fault) => `${passage.id}: ${fault}`));

describe('the gold set', () => {
  it('has every id once', () => {
    const ids = gold.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('names entities that are on the list', () => {
    const unknown = faults(gold, ({ mentions }) =>
      mentions.flatMap(({ who }) => ('entityId' in who && !entities.has(who.entityId) ? [who.entityId] : [])),
    );
    expect(unknown).toEqual([]);
  });

  it('places mentions where their words stand, in reading order', () => {
    const astray = faults(gold, (passage) =>
      passage.mentions
        .filter(({ field, start, end, words }, at) => {
          const before = passage.mentions[at - 1];
          const inOrder = before === undefined || before.field !== field || before.end <= start;
          return passage[field].slice(start, end) !== words || !inOrder;
        })
        .map(({ words }) => words),
    );
    expect(astray).toEqual([]);
    expect(gold.filter(({ title, text }) => /[{}]|\|[-+0?~]/.test(title + text))).toEqual([]);
  });

  it('marks names without white space or possessive at their edges', () => {
    const ragged = faults(gold, ({ mentions }) =>
      mentions.map(({ words }) => words).filter((words) => words !== words.trim() || /['’]s$/.test(words)),
    );
    expect(ragged).toEqual([]);
  });

  it('knows the types of its events, and those who take part', () => {
    const unknown = faults(gold, (passage) =>
      (passage.events ?? []).flatMap(({ type, who }) => [
        ...(eventTypes.has(type) ? [] : [type]),
        ...who.filter((name) => !isMentioned(passage, name)),
      ]),
    );
    expect(unknown).toEqual([]);
  });

  it('gives quotes inside quotation marks to speakers who are mentioned', () => {
    const wrong = faults(gold, (passage) =>
      (passage.quotes ?? []).flatMap(({ field, words, parts, speaker }) => [
        ...(parts.every(({ start, end }) => isQuoted(passage[field], start, end)) ? [] : [words]),
        ...(speaker === null || isMentioned(passage, speaker) ? [] : [speaker]),
      ]),
    );
    expect(wrong).toEqual([]);
  });

  it('names released models that the passage names', () => {
    const wrong = faults(gold, (passage) =>
      (passage.releases ?? []).map(({ model }) => model).filter((model) => !isMentioned(passage, model)),
    );
    expect(wrong).toEqual([]);
  });

  it('gives each short passage a stance and says why it is hard', () => {
    const missing = faults(short, ({ stance, why }) =>
      Object.entries({ stance, why }).flatMap(([name, value]) => (value === undefined ? [name] : [])),
    );
    expect(missing).toEqual([]);
  });

  it.each(['en', 'zh'])('holds back a third, with every kind of thing in both parts: %s', (language) => {
    const own = short.filter((passage) => passage.language === language);
    const held = own.filter(({ part }) => part === 'held');
    if (own.length < 30) return;
    expect(held.length / own.length).toBeGreaterThan(0.3);
    expect(held.length / own.length).toBeLessThan(0.37);
    for (const some of [held, own.filter(({ part }) => part === 'tune')]) {
      expect(some.some(({ quotes }) => quotes!.length > 0)).toBe(true);
      expect(some.some(({ releases }) => releases!.length > 0)).toBe(true);
      expect(new Set(some.map(({ stance }) => stance)).size).toBe(5);
      expect(some.some(({ topics }) => topics?.length === 0)).toBe(true);
    }
  });
});

/** An entity's id that is marked in the passage, or a name that stands in it. */
function isMentioned(passage: Passage, name: string): boolean {
  if (entities.has(name))
    return passage.mentions.some(({ who }) => 'entityId' in who && who.entityId === name);
  return plain(passage).includes(name);
}

function isQuoted(text: string, start: number, end: number): boolean {
  const before = text.slice(0, start).trimEnd().at(-1) ?? '';
  const after = text.slice(end);
  return '“"‘\'「『＂'.includes(before) && (/^[”"’'」』＂]/.test(after) || after.startsWith('\n\n'));
}
