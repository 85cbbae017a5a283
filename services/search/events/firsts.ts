import { median } from './told.ts';

/** When a story was first told in each language. */
export interface BothTold {
  english: { publishedAt: Date };
  chinese: { publishedAt: Date };
}

export interface FirstsSummary {
  stories: number;
  chineseFirst: number;
  englishFirst: number;
  /** Of all stories; null without any. */
  shareChineseFirst: number | null;
  /** By how much Chinese was earlier, in minutes, negative where English was: the middle of all stories. */
  medianLead: number | null;
}

/** Minutes by which Chinese was earlier, negative where English was. */
export const chineseLead = ({ english, chinese }: BothTold): number =>
  Math.round((english.publishedAt.getTime() - chinese.publishedAt.getTime()) / 60_000);

/** What a list of stories told in both languages comes to. */
export function summaryOf(told: readonly BothTold[]): FirstsSummary {
  const leads = told.map(chineseLead);
  const chineseFirst = leads.filter((lead) => lead > 0).length;
  return {
    stories: leads.length,
    chineseFirst,
    englishFirst: leads.filter((lead) => lead < 0).length,
    shareChineseFirst: leads.length === 0 ? null : Math.round((chineseFirst / leads.length) * 1000) / 1000,
    medianLead: median(leads),
  };
}
