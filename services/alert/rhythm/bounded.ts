import { oneLine, safeLink } from '../channels/clean.ts';
import type { NoticeContent } from '../notice.ts';

export type ToldMatch = NoticeContent['matches'][number];
type ToldArticle = NonNullable<ToldMatch['article']>;

/** Of each match: names and events, and UTF-16 units of texts. */
const most = { entities: 4, events: 4, title: 300, why: 400, name: 80, id: 200, words: 120 };

/** A match with its texts cut and its lists shortened, so that one is never larger than a notice may be. */
export const bounded = (match: ToldMatch): ToldMatch => ({
  ...match,
  why: oneLine(match.why, most.why),
  article: match.article && articleOf(match.article),
});

const articleOf = (article: ToldArticle): ToldArticle => ({
  ...article,
  url: safeLink(article.url),
  title: oneLine(article.title, most.title),
  publisher: oneLine(article.publisher, most.name),
  language: oneLine(article.language, most.name),
  entities: article.entities.slice(0, most.entities).map((entity) => ({
    ...entity,
    id: oneLine(entity.id, most.id),
    name: oneLine(entity.name, most.name),
    nameZh: entity.nameZh === null ? null : oneLine(entity.nameZh, most.name),
  })),
  events: article.events.slice(0, most.events).map(({ type, words, certainty }) => ({
    type: oneLine(type, most.name),
    words: oneLine(words, most.words),
    certainty: oneLine(certainty, most.name),
  })),
});
