import type { OfficialText } from '../../../db/officialTexts.ts';
import type { FactEvent, Facts } from '../../alert/facts.ts';

/** How far from a hit its official text may be. */
export const officialDays = 30;
const reachMs = officialDays * 86_400_000;

/** Official texts by what they may be found by. */
export interface OfficialTexts {
  /** The text that a hit is about, or is; null where there is none. */
  of(facts: Pick<Facts, 'id' | 'storyId' | 'events'>, at: Date): OfficialText | null;
}

/**
 * Finds the official text that belongs to an article: the earliest of its story, or else the nearest in time that tells
 * of an event of the same type with the same party, or, where one of the two names none, through the same rule.
 *
 * @param common entities that have a part in too much to tell one event from another
 */
export function officialAmong(texts: readonly OfficialText[], common: ReadonlySet<string>): OfficialTexts {
  const byId = new Map(texts.map((text) => [text.id, text]));
  const byStory = new Map<number, OfficialText[]>();
  const byEvent = new Map<string, OfficialText[]>();
  const put = <Key>(map: Map<Key, OfficialText[]>, key: Key, text: OfficialText) =>
    map.get(key)?.push(text) ?? map.set(key, [text]);
  for (const text of texts) {
    if (text.storyId !== null) put(byStory, text.storyId, text);
    for (const key of new Set(text.events.flatMap((event) => keysOf(event, common)))) put(byEvent, key, text);
  }
  return {
    of({ id, storyId, events }, at) {
      const itself = byId.get(id);
      if (itself) return itself;
      const near = (text: OfficialText) => distance(text, at) <= reachMs;
      const ofStory = byStory.get(storyId ?? -1)?.find(near);
      if (ofStory) return ofStory;
      const keys = new Set(events.flatMap((event) => keysAsked(event, common)));
      const alike = [...keys].flatMap((key) => byEvent.get(key)?.filter(near) ?? []);
      return alike.sort((a, b) => distance(a, at) - distance(b, at))[0] ?? null;
    },
  };
}

type Told = Pick<FactEvent, 'type' | 'instrumentId' | 'who'>;

const distance = ({ publishedAt }: OfficialText, at: Date) => Math.abs(publishedAt.getTime() - at.getTime());
const partyKeys = ({ type, who }: Told, common: ReadonlySet<string>) =>
  who.filter((id) => !common.has(id)).map((id) => `${type} party ${id}`);
const ruleKey = ({ type, instrumentId }: Told, which: 'by' | 'only by') =>
  instrumentId === null ? [] : [`${type} ${which} ${instrumentId}`];

function keysOf(event: Told, common: ReadonlySet<string>): string[] {
  const parties = partyKeys(event, common);
  return [...parties, ...ruleKey(event, 'by'), ...(parties.length === 0 ? ruleKey(event, 'only by') : [])];
}

/** Of two that both name parties, the parties decide. */
function keysAsked(event: Told, common: ReadonlySet<string>): string[] {
  const parties = partyKeys(event, common);
  return parties.length === 0 ? ruleKey(event, 'by') : [...parties, ...ruleKey(event, 'only by')];
}
