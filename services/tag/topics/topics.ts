import type { Entity } from '../names/entity.ts';
import { type Signs, signsIn } from './signs.ts';
import { type Topic, topicIds, topicsData, type Weight } from './topics-data.ts';

/** How much an article is on a topic, 0…1. */
export interface TopicTag {
  id: (typeof topicIds)[number];
  relevance: number;
}

/**
 * The relevance of an article for each topic: a logistic function of the groups of words and entities of topics.yaml
 * that it names. A half divides what is on the topic from what is not.
 *
 * @param mentioned ids of the entities mentioned; @param titled those of them in the title
 */
export function topicsOf(
  title: string,
  text: string,
  mentioned: ReadonlySet<string>,
  titled: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): TopicTag[] {
  const signs = signsIn(title, text, mentioned, titled, entities);
  const { topics } = topicsData();
  return topicIds.map((id) => ({ id, relevance: relevance(topics[id], signs) }));
}

function relevance(topic: Topic, signs: Signs): number {
  const none = logistic(topic.bias);
  const sum = signsFor(topic, signs).reduce((total, { sign, weight }) => total + sign * weight, topic.bias);
  return Math.round(Math.max(0, (logistic(sum) - none) / (1 - none)) * 1000) / 1000;
}

const logistic = (sum: number): number => 1 / (1 + Math.exp(-sum));

/** The signs that a topic weighs, each with its weight, in the order of topics.yaml: anywhere, then in the title. */
export function signsFor(
  { weights, unless, against }: Topic,
  { whole, title }: Signs,
): { sign: number; weight: number }[] {
  const of = (strengths: ReadonlyMap<string, number>, group: string) => strengths.get(group) ?? 0;
  const pair = ({ group, anywhere, inTitle }: Weight, rest: number, restInTitle: number) => [
    { sign: of(whole, group) * rest, weight: anywhere },
    { sign: of(title, group) * restInTitle, weight: inTitle },
  ];
  return [
    ...weights.flatMap((each) => pair(each, 1, 1)),
    ...against.flatMap((each) => pair(each, 1 - of(whole, unless), 1 - of(title, unless))),
  ];
}
