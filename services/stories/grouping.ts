import { isDeepStrictEqual } from 'node:util';
import type { Orm } from '../../db/database.ts';
import {
  type ArticleToSign,
  articleToSign,
  type Known as KnownRow,
  knownNear,
  knownOf,
  saveSignatures,
  stillAsRead,
} from '../../db/signatures.ts';
import { grouping, markClustered, pairs, savePlacements } from '../../db/storyPlacements.ts';
import { nearest } from '../cluster/nearest.ts';
import { isBefore } from '../cluster/order.ts';
import { type Change, place } from '../cluster/place.ts';
import { keysOf, type Signature, signatureOf, signatureVersion } from '../cluster/signature.ts';
import type { ArticleId, Known, Look, Placement, Reasons, StoryStore } from '../cluster/store.ts';
import { storyIdOf } from '../cluster/storyId.ts';
import { together } from './together.ts';

/** An article with the signature made of it. */
export interface SignedArticle extends ArticleToSign {
  signature: Signature;
}

/** Takes no transaction: this is the long part. @returns null when the article is not there or has no tags */
export async function signArticle(orm: Orm, id: ArticleId): Promise<SignedArticle | null> {
  const article = await articleToSign(orm, id);
  if (!article) return null;
  // Where the text is gone, the signature made of it is worth more than one made without.
  const [known] = article.textDroppedAt ? await knownOf(orm, [id], signatureVersion) : [];
  return { ...article, signature: (known?.signature as Signature | undefined) ?? signatureOf(article) };
}

/**
 * Signs an article that has its tags and puts it into its story, and later ones that this concerns. Safe with others at
 * the same article: what is stored was made of the row as it is.
 *
 * @param now when it is put there
 * @returns ids of articles that are elsewhere now, or null where it was there before or has no tags
 */
export const placeNew = (orm: Orm, id: ArticleId, now: Date): Promise<ArticleId[] | null> =>
  placed(orm, id, now);

/** Places an article anew after its text or tags have changed. @returns ids of articles that are elsewhere now */
export const placeAgain = async (orm: Orm, id: ArticleId): Promise<ArticleId[]> =>
  (await placed(orm, id, null)) ?? [];

/** An article to be placed; `newAt` is when a new one is, null for one that was placed before. */
interface Asked {
  article: SignedArticle;
  newAt: Date | null;
}
type Moved = ArticleId[] | null | 'again';

async function placed(orm: Orm, id: ArticleId, newAt: Date | null): Promise<ArticleId[] | null> {
  for (;;) {
    const article = await signArticle(orm, id);
    if (!article) return null;
    const moved = await placing(orm)({ article, newAt });
    if (moved !== 'again') return moved;
  }
}

/** Articles in one transaction; others wait for it. */
export const mostTogether = 16;
const byDatabase = new WeakMap<Orm, (asked: Asked) => Promise<Moved>>();

/**
 * Those that come while others are being placed are placed together afterwards: all wait for one lock, and most of what
 * a transaction costs is the same for many as for one.
 */
function placing(orm: Orm): (asked: Asked) => Promise<Moved> {
  const known = byDatabase.get(orm);
  if (known) return known;
  const made = together((asked: readonly Asked[]) => placeAll(orm, asked), mostTogether);
  byDatabase.set(orm, made);
  return made;
}

/** @returns of each what it moved, or `again` where it has changed since it was read, or is asked for twice */
function placeAll(orm: Orm, asked: readonly Asked[]): Promise<Moved[]> {
  const once = new Map(asked.map((one) => [one.article.id, one]));
  return grouping(orm, async (tx) => {
    const same = new Set(
      await stillAsRead(
        tx,
        [...once.values()].map(({ article }) => article),
      ),
    );
    const fit = [...once.values()].filter(({ article }) => same.has(article));
    const isNew = fit.filter(({ newAt }) => newAt !== null);
    const marked =
      isNew.length > 0
        ? await markClustered(
            tx,
            isNew.map(({ article }) => article.id),
            isNew[0]!.newAt!,
          )
        : null;
    const ready = fit.filter(({ article, newAt }) => newAt === null || marked!.has(article.id));
    const moved = await placeOneByOne(
      tx,
      ready.map(({ article }) => article),
    );
    return asked.map((one) => {
      if (!fit.includes(one)) return 'again';
      return moved.get(one.article.id) ?? null;
    });
  });
}

/** Those after them in the order of grouping need not be placed twice. */
const inOrder = (a: SignedArticle, b: SignedArticle) => (isBefore(a, b) ? -1 : 1);

/**
 * As if each had a transaction of its own. Not as changes made at once: of one that comes alone it is known which later
 * ones see others since, and those are few.
 */
async function placeOneByOne(
  tx: Orm,
  articles: readonly SignedArticle[],
): Promise<Map<ArticleId, ArticleId[]>> {
  const rows = await knownOf(
    tx,
    articles.map(({ id }) => id),
    signatureVersion,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const { store, flush } = storeOver(tx);
  const moved = new Map<ArticleId, ArticleId[]>();
  for (const article of articles.toSorted(inOrder)) {
    const { id, signature } = article;
    const before = known.get(id)?.signature as Signature | undefined;
    const stays =
      known.get(id)?.placement && isDeepStrictEqual(before, JSON.parse(JSON.stringify(signature)));
    if (!stays) await saveSigned(tx, [article]);
    moved.set(id, stays ? [] : await place([{ id, before }], store));
  }
  await flush();
  return moved;
}

const saveSigned = (tx: Orm, articles: readonly SignedArticle[]) =>
  saveSignatures(
    tx,
    articles.map(({ id, publishedAt, signature }) => ({
      ...{ id, publishedAt, signature, version: signatureVersion, keys: keysOf(signature) },
    })),
  );

/**
 * Stores signatures and places their articles as one part of a run over all articles in the order of grouping: those
 * after them, whose turn is still to come, stay where they are.
 *
 * @returns those of the articles that had changed since they were read, and are not placed
 */
export const placeInTurn = (orm: Orm, articles: readonly SignedArticle[]): Promise<SignedArticle[]> =>
  grouping(orm, async (tx) => {
    const same = await stillAsRead(tx, articles);
    if (same.length > 0) {
      await saveSigned(tx, same);
      const { store, flush } = storeOver(tx);
      await place(same, { ...store, later: async () => [] });
      await flush();
    }
    return articles.filter((article) => !same.includes(article));
  });

/**
 * Places changed articles, and later ones that this concerns, in a transaction of {@link grouping}.
 *
 * @returns ids of articles that are elsewhere now, or there for another reason
 */
export async function placeChanges(tx: Orm, changes: readonly Change[]): Promise<ArticleId[]> {
  const { store, flush } = storeOver(tx);
  const moved = await place(changes, store);
  await flush();
  return moved;
}

/** The archive as the cluster core sees it; `flush` writes what it has placed. */
function storeOver(tx: Orm): { store: StoryStore; flush(): Promise<void> } {
  const placed = new Map<ArticleId, Placement>();
  const urls = new Map<ArticleId, string>();
  let ruled: ReturnType<typeof pairs> | undefined;
  const seen = (rows: KnownRow[]): Known[] =>
    rows.map((row) => {
      const signature = row.signature as Signature;
      urls.set(row.id, signature.url);
      return { id: row.id, signature, placement: placed.get(row.id) ?? placementOf(row) };
    });
  const around = async (side: 'earlier' | 'later', looks: readonly Look[]) =>
    nearest(side, looks, seen(await knownNear(tx, side, looks, signatureVersion)));
  const store: StoryStore = {
    read: async (ids) => seen(await knownOf(tx, ids, signatureVersion)),
    earlier: (looks) => around('earlier', looks),
    later: (looks) => around('later', looks),
    rulings: () => (ruled ??= pairs(tx)),
    save: async (id, placement) => {
      placed.set(id, placement);
    },
  };
  const flush = () =>
    savePlacements(
      tx,
      [...placed].map(([articleId, { story, copyOf, copyShare, link }]) => ({
        ...{ articleId, copyOf, copyShare, storyId: story, ownStoryId: storyIdOf(urls.get(articleId)!) },
        link: link && { toId: link.to, score: link.score, reasons: link.reasons },
      })),
    );
  return { store, flush };
}

function placementOf({ placement }: KnownRow): Placement | null {
  if (placement === null) return null;
  const { storyId, copyOf, copyShare, link } = placement;
  return {
    ...{ story: storyId, copyOf, copyShare },
    link: link && { to: link.toId, score: link.score, reasons: link.reasons as Reasons },
  };
}
