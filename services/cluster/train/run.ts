/**
 * Learns the weights of `spaced` from ECB+, for weights.ts: node --import tsx services/cluster/train/run.ts. First it says
 * how far they carry: topics are dealt into five parts, each is grouped by what was learned from the others, with the
 * files in order, in reverse and shuffled, since an article is held against earlier ones only. Its seeds are fixed.
 */
import { groupingScores } from '../eval/scores.ts';
import { type Labelled, readEcb } from '../eval/sets.ts';
import { MemoryStore } from '../memory.ts';
import { likenessOf, modelOf, models } from '../pair.ts';
import { place } from '../place.ts';
import { type Signature, signatureOf } from '../signature.ts';

import { type Model, weights } from '../weights.ts';
import { type Case, logistic } from './logistic.ts';

/** What ECB+ can teach: it has no times, publishers or tags. The other weights stay. */
const learned = ['words', 'phrases', 'names', 'numbers', 'years', 'dateline'] as const;
const parts = 5;
const deals = 3;
/** Of pairs across topics, nearly all of them unlike, one in so many. */
const sparse = 20;

interface Article {
  topic: string;
  story: string;
  signature: Signature;
}

const labelled = readEcb();
if (!labelled) {
  console.error('ECB+ is not there; CHIPWIRE_SHARED names the folder that holds data/ecbplus.');
  process.exit(1);
}
const articles = labelled.map((one): Article => ({ ...one, ...signed(one, 0) }));
const topics = [...new Set(articles.map(({ topic }) => topic))];

const orders = [labelled, [...labelled].reverse(), ...[1, 2, 3].map((seed) => shuffled(labelled, seed))].map(
  (order) => new Map(order.map(({ id }, at) => [id, at])),
);
for (const [nth, order] of orders.entries()) {
  const ordered = labelled.map((one): Article => ({ ...one, ...signed(one, order.get(one.id)!) }));
  const scores: number[] = [];
  for (let deal = 0; deal < deals; deal++) scores.push(await leftOut(ordered, shuffled(topics, 100 + deal)));
  const mean = scores.reduce((sum, score) => sum + score, 0) / deals;
  console.log(
    `topics left out, ${['files in order', 'in reverse'][nth] ?? 'shuffled'}: B-cubed F1 ${mean.toFixed(3)}`,
  );
}
console.log(learn(articles));

function signed({ text, story }: Labelled, at: number): Pick<Article, 'topic' | 'signature'> {
  const canonicalUrl = `line:${String(at).padStart(9, '0')}`;
  const blank = {
    title: '',
    publisher: '',
    language: 'en',
    publishedAt: new Date(0),
    entities: [],
    events: [],
  };
  return { topic: story.split(' ')[0]!, signature: signatureOf({ ...blank, canonicalUrl, text }) };
}

async function leftOut(all: readonly Article[], dealt: readonly string[]): Promise<number> {
  const wanted: string[] = [];
  const given: number[] = [];
  for (let part = 0; part < parts; part++) {
    const held = (article: Article) => dealt.indexOf(article.topic) % parts === part;
    models.spaced = modelOf(learn(all.filter((one) => !held(one))));
    const tested = all.filter(held);
    wanted.push(...tested.map(({ story }) => story));
    given.push(...(await grouped(tested)));
  }
  return groupingScores(wanted, given).f1;
}

async function grouped(some: readonly Article[]): Promise<number[]> {
  const store = new MemoryStore();
  for (const [id, { signature }] of some.entries()) store.add(id, signature);
  await place(
    [...some.keys()].map((id) => ({ id })),
    store,
  );
  return [...some.keys()].map((id) => store.known.get(id)!.placement!.story);
}

function learn(from: readonly Article[]): Model {
  const [bias, ...found] = logistic(casesOf(from)).map((value) => Math.round(value * 100) / 100);
  return {
    ...weights.spaced,
    bias: bias!,
    ...Object.fromEntries(learned.map((what, k) => [what, found[k]!])),
  };
}

function casesOf(from: readonly Article[]): Case[] {
  let across = 0;
  return from.flatMap((one, i) =>
    from.slice(0, i).flatMap((other): Case[] => {
      const near = one.topic === other.topic;
      if (!near && across++ % sparse !== 0) return [];
      const likeness = likenessOf(one.signature, other.signature);
      const weight = near ? 1 : sparse;
      return [{ parts: learned.map((what) => likeness[what]), is: one.story === other.story, weight }];
    }),
  );
}

/** Fisher and Yates with a generator of 32 bits. */
function shuffled<T>(all: readonly T[], seed: number): T[] {
  const out = [...all];
  let state = seed;
  for (let i = out.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
