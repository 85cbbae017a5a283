import type { PastTitle } from '../../../db/pastArticles.ts';
import type { Spec } from '../../alert/spec.ts';
import type { Numbers, Told } from '../../alert/told.ts';
import type { HeldReason } from './fired.ts';

/** An alert that is not saved yet, and the past that it is tried against. */
export interface AskedPreview {
  query: string;
  spec: Spec;
  from: Date;
  /** Exclusive. */
  until: Date;
}

/** What a try against the past tells, one after the other. */
export type PreviewLine = { hit: PreviewHit } | { progress: PreviewProgress } | { summary: PreviewSummary };

/** How far it is. */
export interface PreviewProgress {
  /** All until then has been looked at. */
  until: Date;
  /** Articles that the query found so far, and hits. */
  articles: number;
  hits: number;
}

/** An article as hits show it. */
export type ShownArticle = Pick<PastTitle, 'id' | 'title' | 'url' | 'publisher' | 'publishedAt'>;

/** One time that the alert would have fired. */
export interface PreviewHit {
  at: Date;
  /** What it is about, as matches have it. */
  about: string;
  kind: Told['kind'];
  why: string;
  /** When its notice would have been made, as far as could be said then. */
  toldAt: Date;
  storyId: number | null;
  /** Null where the numbers of many articles made it fire. */
  article: PastTitle | null;
  numbers: Numbers | null;
  /** Whether it is taken for granted that the archive knew the article then. */
  assumed: boolean;
  /** Null where there is none within 30 days. */
  official: Official | null;
}

/** What the authority itself published of a hit. */
export interface Official {
  /** From the hit to it: more than nothing where the hit came first. */
  minutes: number;
  article: ShownArticle;
}

export interface Week {
  /** Its Monday, `YYYY-MM-DD` (UTC). */
  week: string;
  hits: number;
  notices: number;
}

/** A day on which the query found something that fired or was held back. */
export interface Day {
  /** `YYYY-MM-DD` (UTC). */
  day: string;
  hits: number;
  /** Copies that made nothing fire. */
  copies: number;
  /** Other articles that made nothing fire. */
  held: number;
}

export interface PreviewSummary {
  from: Date;
  until: Date;
  /** When the oldest article of the archive was published; null where there is none. Before it nothing could fire. */
  archiveFrom: Date | null;
  /** Articles that the query found, copies too. */
  articles: number;
  hits: number;
  /** Hits that no line shows: there were too many. */
  unshown: number;
  /** Messages that they would have made. */
  notices: number;
  aWeek: { hits: number; notices: number };
  busiest: Week;
  weeks: Week[];
  /** Days that have something, in their order. */
  days: Day[];
  /** Articles found that made nothing fire, by why. */
  held: Record<HeldReason, number>;
  /**
   * Hits with an official text near them, the median of their minutes, and how many came before it; and hits that were
   * such a text themselves.
   */
  official: { hits: number; medianMinutes: number | null; before: number; itself: number };
  /** Whose articles made it fire, most often first; ten at most. */
  publishers: { publisher: string; hits: number }[];
  /** Articles that were found so long after they were published that they are taken as found when they were. */
  assumed: number;
  /** Articles that were tagged anew since, judged by the tags that they had first. */
  retagged: number;
  /** What changed within the span in what is gathered, earliest first. */
  coverage: { at: Date; kind: string; publisher: string | null; note: string | null }[];
}
