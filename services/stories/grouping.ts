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
import { grouping, pairs, savePlacements } from '../../db/storyPlacements.ts';
import { nearest } from '../cluster/nearest.ts';
import { type Change, place } from '../cluster/place.ts';
import { keysOf, type Signature, signatureOf, signatureVersion } from '../cluster/signature.ts';
import type { ArticleId, Known, Look, Placement, Reasons, StoryStore } from '../cluster/store.ts';
import { storyIdOf } from '../cluster/storyId.ts';

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
 * Signs an article and puts it into its story; for a new one, and for one whose text or tags have changed. Safe with
 * others at the same article: what is stored was made of the row as it is.
 *
 * @param mark run first in the transaction; nothing happens when it says false
 * @returns ids of articles that are elsewhere now, or null where nothing happened
 */
export async function placeArticle(
  orm: Orm,
  id: ArticleId,
  mark: (tx: Orm) => Promise<boolean> = async () => true,
): Promise<ArticleId[] | null> {
  for (;;) {
    const article = await signArticle(orm, id);
    if (!article) return null;
    const placed = await grouping(orm, async (tx) => {
      if ((await stillAsRead(tx, [article])).length === 0) return 'again';
      return (await mark(tx)) ? signAndPlace(tx, article) : null;
    });
    if (placed !== 'again') return placed;
  }
}

/** Places an article anew after its text or tags have changed. @returns ids of articles that are elsewhere now */
export const placeAgain = async (orm: Orm, id: ArticleId): Promise<ArticleId[]> =>
  (await placeArticle(orm, id)) ?? [];

async function signAndPlace(tx: Orm, article: SignedArticle): Promise<ArticleId[]> {
  const { id, signature } = article;
  const [known] = await knownOf(tx, [id], signatureVersion);
  const before = known?.signature as Signature | undefined;
  if (known?.placement && isDeepStrictEqual(before, JSON.parse(JSON.stringify(signature)))) return [];
  await saveSigned(tx, [article]);
  return placeChanges(tx, [{ id, before }]);
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
    rulings: () => pairs(tx),
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
