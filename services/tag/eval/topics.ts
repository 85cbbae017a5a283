import type { EntityList } from '../names/list.ts';
import { topicsOf } from '../topics/topics.ts';
import { topicIds } from '../topics/topics-data.ts';
import type { Counts } from './gold-scores.ts';
import { type Article, labelledTopics, mentionsIn } from './topic-labels.ts';

/** How well the topics' relevances tell what is on a topic, by topic and part, and how often others are taken for it. */
export interface TopicScores {
  rows: { name: string; counts: Counts }[];
  /** items of a recorded week that nobody labelled, next to none of them on a topic */
  others: number;
  /** those of them that are said to be */
  alarms: number;
}

export function scoreTopics(list: EntityList): TopicScores {
  const { labelled, rest } = labelledTopics();
  const relevances = (article: Article) => {
    const { mentioned, titled } = mentionsIn(article, list);
    return topicsOf(article.title, article.text, mentioned, titled, list.entities);
  };
  const judged = labelled.map((article) => ({ ...article, tags: relevances(article) }));
  const rows = topicIds.flatMap((id, index) =>
    [false, true].map((held) => {
      const counts = { right: 0, given: 0, wanted: 0 };
      for (const { on, tags } of judged.filter((each) => each.held === held)) {
        const wanted = on[index];
        if (wanted === undefined) continue;
        const given = tags[index]!.relevance >= 0.5;
        counts.given += Number(given);
        counts.wanted += Number(wanted);
        counts.right += Number(given && wanted);
      }
      return { name: `${id}, ${held ? 'held' : 'tuned'}`, counts };
    }),
  );
  const alarms = rest.filter((article) => relevances(article).some(({ relevance }) => relevance >= 0.5));
  return { rows, others: rest.length, alarms: alarms.length };
}
