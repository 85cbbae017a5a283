import type { ShownArticle } from './article.ts';
import type { Writer } from './writer.ts';

/** One JSON object a line with everything that is known of the article. */
export const jsonl = (): Writer => ({
  type: 'application/jsonl; charset=utf-8',
  extension: 'jsonl',
  head: '',
  between: '',
  tail: '',
  one: (article) => `${JSON.stringify(told(article))}\n`,
});

function told({ feedId, storyId, sentimentScore, sentimentLabel, ...article }: ShownArticle) {
  const { text, textShown, topics, entities, events, quotes, releases, ...row } = article;
  return {
    ...row,
    feed: feedId,
    story: storyId,
    sentiment: sentimentScore === null ? null : { score: sentimentScore, label: sentimentLabel },
    topics,
    entities: entities.map(({ score, label, ...entity }) => ({ ...entity, sentiment: { score, label } })),
    events,
    quotes,
    releases,
    textShown,
    text,
  };
}
