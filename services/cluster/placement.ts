import { copyShareOf } from './copy.ts';
import { isBefore } from './order.ts';
import { counts, pairOdds, reasonsOf, wordsAlike } from './pair.ts';
import type { ArticleId, Known, Placement, Ruling, StoryStore } from './store.ts';
import { storyIdOf } from './storyId.ts';
import { weights } from './weights.ts';

type Placed = Known & { placement: Placement };
const isPlaced = (known: Known): known is Placed => known.placement !== null;

/** So many of a story's articles that are most like the article say whether it belongs there. */
const bestPairs = 5;

/** Where an article belongs, by the articles before it that share a key with it. */
export async function placementOf(
  article: Known,
  earlier: readonly Known[],
  rulings: readonly Ruling[],
  store: StoryStore,
): Promise<Placement> {
  const heard = earlier.filter(isPlaced).filter((other) => counts(article.signature, other.signature));
  const ruled = await ruledOf(article, rulings, store);
  const copy = copyIn(article, await originalsOf(heard, store), ruled);
  if (copy) return copy;
  if (ruled.with) return joining(article, ruled.with, 1, true);
  return storyIn(article, heard, ruled) ?? alone(article);
}

/** What people said of the article and earlier ones. */
interface Ruled {
  with: Placed | undefined;
  /** stories that it is not part of */
  without: Set<number>;
}

async function ruledOf(article: Known, rulings: readonly Ruling[], store: StoryStore): Promise<Ruled> {
  const own = rulings.flatMap(({ kind, articleId, otherId }) =>
    articleId === article.id
      ? [{ kind, id: otherId }]
      : otherId === article.id
        ? [{ kind, id: articleId }]
        : [],
  );
  const ruled: Ruled = { with: undefined, without: new Set() };
  if (own.length === 0) return ruled;
  const others = new Map((await store.read(own.map(({ id }) => id))).map((other) => [other.id, other]));
  for (const { kind, id } of own) {
    const other = others.get(id);
    if (!other || !isPlaced(other) || !isBefore(other, article)) continue;
    const { story } = other.placement;
    if (kind === 'together') {
      ruled.with = other;
      ruled.without.delete(story);
    } else {
      if (ruled.with?.placement.story === story) ruled.with = undefined;
      ruled.without.add(story);
    }
  }
  return ruled;
}

/** The originals among articles, and those that the copies among them were taken from, each once. */
async function originalsOf(heard: readonly Placed[], store: StoryStore): Promise<Placed[]> {
  const originals = new Map(
    heard.filter(({ placement }) => placement.copyOf === null).map((one) => [one.id, one]),
  );
  const missing = heard.flatMap(({ placement: { copyOf } }) =>
    copyOf !== null && !originals.has(copyOf) ? [copyOf] : [],
  );
  const more = missing.length > 0 ? await store.read([...new Set(missing)]) : [];
  return [...originals.values(), ...more.filter(isPlaced)];
}

function copyIn(article: Known, originals: readonly Placed[], ruled: Ruled): Placement | undefined {
  let best: { original: Placed; share: number } | undefined;
  for (const original of originals) {
    const { story } = original.placement;
    if (ruled.without.has(story) || (ruled.with && ruled.with.placement.story !== story)) continue;
    const share = isBefore(original, article)
      ? copyShareOf(article.signature, original.signature)
      : undefined;
    if (share === undefined) continue;
    if (!best || share > best.share || (share === best.share && isBefore(original, best.original)))
      best = { original, share };
  }
  if (!best) return undefined;
  const share = rounded(best.share);
  return { ...joining(article, best.original, share), copyOf: best.original.id, copyShare: share };
}

function storyIn(article: Known, heard: readonly Placed[], ruled: Ruled): Placement | undefined {
  let best: { odds: number; to: Placed } | undefined;
  for (const pairs of storiesOf(article, heard)) {
    if (ruled.without.has(pairs[0]!.other.placement.story)) continue;
    const odds = storyOdds(article, pairs.slice(0, bestPairs));
    if (odds >= weights.least && (!best || odds > best.odds)) best = { odds, to: pairs[0]!.other };
  }
  return best && joining(article, best.to, rounded(1 / (1 + Math.exp(-best.odds))));
}

/** The mean of the pairs, less where the article is less like them than they are like each other. */
function storyOdds(article: Known, pairs: readonly Pair[]): number {
  const odds = mean(pairs.map((pair) => pair.odds));
  if (pairs.length < fewestForBond || odds < weights.least) return odds;
  const others = pairs.map(({ other }) => other.signature);
  const bond = mean(others.flatMap((one, i) => others.slice(0, i).map((other) => wordsAlike(one, other))));
  const own = mean(others.map((other) => wordsAlike(article.signature, other)));
  return odds - weights.loose * Math.max(0, weights.bond - own / Math.max(bond, leastBond));
}

/** Fewer articles tell nothing of how alike those of a story are. */
const fewestForBond = 3;
const leastBond = 0.02;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Pair {
  other: Placed;
  odds: number;
}

/** The pairs of each story, the best first; of a text and its copies only the best: what is said twice is said once. */
function storiesOf(article: Known, heard: readonly Placed[]): Pair[][] {
  const pairs = heard
    .map((other) => ({ other, odds: pairOdds(article.signature, other.signature) }))
    .sort((a, b) => b.odds - a.odds || (isBefore(a.other, b.other) ? -1 : 1));
  const texts = new Set<ArticleId>();
  const stories = new Map<number, Pair[]>();
  for (const pair of pairs) {
    const { copyOf, story } = pair.other.placement;
    const text = copyOf ?? pair.other.id;
    if (texts.has(text)) continue;
    texts.add(text);
    stories.set(story, [...(stories.get(story) ?? []), pair]);
  }
  return [...stories.values()];
}

function joining(article: Known, to: Placed, score: number, ruled = false): Placement {
  const reasons = reasonsOf(article.signature, to.signature);
  return {
    story: to.placement.story,
    copyOf: null,
    copyShare: null,
    link: { to: to.id, score, reasons: ruled ? { ...reasons, ruled: true } : reasons },
  };
}

const alone = ({ signature }: Known): Placement => ({
  ...{ story: storyIdOf(signature.url), copyOf: null, copyShare: null, link: null },
});

const rounded = (value: number) => Math.round(value * 1000) / 1000;
