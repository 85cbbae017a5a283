/**
 * Fits the weights of topics.yaml to the tuned part of the labelled articles and prints them, to be copied there:
 * node --import tsx services/tag/topics/fit.ts. Needs the recorded items beside the checkout.
 */
import { type Article, type Labelled, labelledTopics, mentionsIn } from '../eval/topic-labels.ts';
import { type EntityList, loadEntityList } from '../names/list.ts';
import { type Signs, signsIn } from './signs.ts';
import { signsFor } from './topics.ts';
import { topicIds, topicsData, type Weight } from './topics-data.ts';

const ROUNDS = 4000;
const RATE = 0.5;
const SMALLNESS = 0.15;

/** Logistic regression by gradient descent with momentum, weights held small; the same result at each run. */
function fitted(examples: readonly { signs: number[]; on: boolean; weight: number }[]): number[] {
  const size = examples[0]!.signs.length;
  const weights = new Array<number>(size).fill(0);
  const speed = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round++) {
    const slope = weights.map((weight, i) => (i === 0 ? 0 : SMALLNESS * weight));
    for (const { signs, on, weight } of examples) {
      const sum = signs.reduce((total, sign, i) => total + sign * weights[i]!, 0);
      const error = weight * (1 / (1 + Math.exp(-sum)) - Number(on));
      signs.forEach((sign, i) => {
        slope[i]! += error * sign;
      });
    }
    for (let i = 0; i < size; i++) {
      speed[i] = 0.9 * speed[i]! - (RATE * slope[i]!) / examples.length;
      weights[i]! += speed[i]!;
    }
  }
  return weights;
}

function printWeights(labelled: readonly Labelled[], rest: readonly Article[], list: EntityList): void {
  const signsOf = (article: Article) => {
    const { mentioned, titled } = mentionsIn(article, list);
    return signsIn(article.title, article.text, mentioned, titled, list.entities);
  };
  // Every eighth item of the week stands for all that is off the beat.
  const off = rest.filter((_, index) => index % 8 === 0).map(signsOf);
  const tuned = labelled
    .filter(({ held }) => !held)
    .map(({ on, ...article }) => ({ on, signs: signsOf(article) }));
  for (const [index, id] of topicIds.entries()) {
    const topic = topicsData().topics[id];
    const row = (signs: Signs) => [1, ...signsFor(topic, signs).map(({ sign }) => sign)];
    const weights = fitted([
      ...tuned
        .filter(({ on }) => on[index] !== undefined)
        .map(({ on, signs }) => ({ signs: row(signs), on: on[index]!, weight: 1 })),
      ...off.map((signs) => ({ signs: row(signs), on: false, weight: 0.5 })),
    ]).map((weight) => weight.toFixed(1));
    const line = ({ group }: Weight, i: number) =>
      `      ${group}: [${weights[1 + 2 * i]}, ${weights[2 + 2 * i]}]`;
    const lines = [...topic.weights, ...topic.against].map(line);
    lines.splice(topic.weights.length, 0, `    unless: ${topic.unless}\n    against:`);
    console.log(`  ${id}:\n    bias: ${weights[0]}\n    weights:\n${lines.join('\n')}`);
  }
}

const { labelled, rest } = labelledTopics();
printWeights(labelled, rest, loadEntityList());
