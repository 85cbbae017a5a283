import type { Orm } from '../../../db/database.ts';
import type { OfficialText } from '../../../db/officialTexts.ts';
import { type PastTitle, pastTitles } from '../../../db/pastArticles.ts';
import type { Fired } from './fired.ts';
import type { Official, PreviewHit } from './lines.ts';
import type { OfficialTexts } from './official.ts';

/** Hits as they are shown. */
export async function hitsOf(
  orm: Orm,
  fired: readonly (Fired & { toldAt: Date })[],
  official: OfficialTexts,
): Promise<PreviewHit[]> {
  const titles = await pastTitles(
    orm,
    fired.flatMap(({ finding }) => finding?.facts.id ?? []),
  );
  return fired.map((each) => hitOf(each, titles, official));
}

function hitOf(
  { fire, at, toldAt, finding, numbers }: Fired & { toldAt: Date },
  titles: ReadonlyMap<number, PastTitle>,
  official: OfficialTexts,
): PreviewHit {
  const facts = finding?.facts;
  const text = facts ? official.of(facts, at) : null;
  return {
    ...{ at, ...fire, toldAt, numbers, storyId: facts?.storyId ?? null },
    article: (facts && titles.get(facts.id)) ?? null,
    assumed: finding?.assumed ?? false,
    official: text && leadOver(text, at),
  };
}

function leadOver({ id, title, url, publisher, publishedAt }: OfficialText, at: Date): Official {
  const minutes = Math.round((publishedAt.getTime() - at.getTime()) / 60_000);
  return { minutes, article: { id, title, url, publisher, publishedAt } };
}
