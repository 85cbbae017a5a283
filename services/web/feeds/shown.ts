import { type FeedHealth, type Health, healths } from '../../feeds/health.ts';
import type { Asked } from '../layout/pageTools.ts';

/** Which feeds a page shows, and in which order. */
export interface FeedView {
  words: string;
  health: Health | undefined;
  language: string | undefined;
  order: Order;
}

export const orders = ['trouble', 'publisher', 'newest', 'articles', 'slowest'] as const;
export type Order = (typeof orders)[number];

export function readView(asked: Asked): FeedView {
  return {
    words: (asked('words') ?? '').trim().slice(0, 100),
    health: healths.find((health) => health === asked('health')),
    language: asked('language')?.slice(0, 35) || undefined,
    order: orders.find((order) => order === asked('order')) ?? 'trouble',
  };
}

/** The feeds of a view in its order; those by publisher stay as they come. */
export function shownFeeds(feeds: readonly FeedHealth[], view: FeedView): FeedHealth[] {
  const words = view.words.toLowerCase();
  return feeds
    .filter(
      ({ id, publisher, url, health, language }) =>
        (view.health === undefined || health === view.health) &&
        (view.language === undefined || language === view.language) &&
        (words === '' || [id, publisher, url].some((text) => text.toLowerCase().includes(words))),
    )
    .sort(by[view.order]);
}

const time = (at: Date | null) => at?.getTime() ?? 0;
const by: Record<Order, (a: FeedHealth, b: FeedHealth) => number> = {
  trouble: (a, b) => healths.indexOf(a.health) - healths.indexOf(b.health),
  publisher: () => 0,
  newest: (a, b) => time(b.newestArticleAt) - time(a.newestArticleAt),
  articles: (a, b) => b.articles - a.articles,
  slowest: (a, b) => (b.medianMs ?? -1) - (a.medianMs ?? -1),
};
