import { feedFamilies } from '../../runtime/feeds.ts';
import { type Sentence, say } from '../language/say.tsx';
import { languageName, topicName } from '../parts/names.ts';
import { duration } from '../parts/times.tsx';

// What forms of feeds offer, and what it is called.

const families: Record<(typeof feedFamilies)[number], Sentence> = {
  regulator: 'regulator',
  'think-tank': 'think tank',
  'trade-press': 'trade press',
  'general-press': 'general press',
  'finance-press': 'finance press',
  'state-media': 'state media',
  lab: 'AI lab',
  wire: 'news wire',
  research: 'research',
  community: 'community',
  'law-firm': 'law firm',
};

/** What kind of source it is, in words; a kind that is on no list as it is. */
export const familyName = (family: string): string =>
  Object.hasOwn(families, family) ? say(families[family as keyof typeof families]) : family;

export const familyOptions = (): Record<string, string> =>
  Object.fromEntries(feedFamilies.map((family) => [family, familyName(family)]));

const languages = ['en', 'zh', 'zh-Hant', 'ja', 'ko', 'de', 'fr', 'es', 'nl'];

/** @param found a language beside the usual ones */
export const languageOptions = (found?: string): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...languages, ...(found ? [found] : [])])].map((tag) => [tag, languageName(tag)]),
  );

const intervals = [900, 1800, 3600, 3 * 3600, 6 * 3600, 86_400];

/** @param set seconds beside the usual ones */
export const intervalOptions = (set?: number): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...intervals, ...(set ? [set] : [])])]
      .sort((a, b) => a - b)
      .map((seconds) => [String(seconds), duration(seconds)]),
  );

/** Topics of a feed, in words. */
export const topicNames = (topics: readonly string[]): string => topics.map(topicName).join(' · ');
