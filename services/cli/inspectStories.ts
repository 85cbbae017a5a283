import { z } from 'zod';
import { MemoryStore } from '../cluster/memory.ts';
import { isBefore } from '../cluster/order.ts';
import { place } from '../cluster/place.ts';
import { signatureOf } from '../cluster/signature.ts';
import type { EntityList } from '../tag/names/list.ts';
import { tagArticle } from '../tag/tag.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  title: z.string().default(''),
  text: z.string(),
  publishedAt: z.iso.datetime({ offset: true }).optional(),
  publisher: z.string().default(''),
  language: z.string().optional(),
});
type Line = z.infer<typeof lineSchema>;
type Id = string | number;

export type StoryLine =
  | {
      id: Id;
      story: number;
      copyOf: Id | null;
      copyShare: number | null;
      linkedTo: Id | null;
      score: number | null;
      reasons: object | null;
    }
  | { id: Id; error: string };

/**
 * Groups a file of JSON lines `{"id"?, "title"?, "text", "publishedAt"?, "publisher"?, "language"?}` into stories, tagging
 * and placing them as the pipeline does. Articles without a time count as of one time, in the order of their lines.
 *
 * @returns an object for each line, in order; the number of the line where an article has no id
 */
export async function groupedLines(file: string, list: EntityList): Promise<StoryLine[]> {
  const lines = file.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const store = new MemoryStore();
  const ids: Id[] = [];
  const errors = new Map<number, string>();
  for (const [nth, line] of lines.entries()) {
    ids.push(nth + 1);
    try {
      const read = lineSchema.parse(JSON.parse(line));
      ids[nth] = read.id ?? nth + 1;
      store.add(nth, signed(read, nth, list));
    } catch (error) {
      errors.set(nth, reasonOf(error));
    }
  }
  for (const { id } of [...store.known.values()].sort((a, b) => (isBefore(a, b) ? -1 : 1)))
    await place([{ id }], store);
  return ids.map((id, nth) => {
    const placement = store.known.get(nth)?.placement;
    if (!placement) return { id, error: errors.get(nth) ?? 'it was not placed' };
    const { story, copyOf, copyShare, link } = placement;
    return {
      ...{ id, story, copyOf: copyOf === null ? null : ids[copyOf]!, copyShare },
      ...{
        linkedTo: link ? ids[link.to]! : null,
        score: link?.score ?? null,
        reasons: link?.reasons ?? null,
      },
    };
  });
}

function signed({ title, text, language, publishedAt: at, publisher }: Line, nth: number, list: EntityList) {
  const publishedAt = at === undefined ? undefined : new Date(at);
  const tags = tagArticle({ title, text, language, publishedAt }, list);
  const day = (publishedAt ?? new Date(0)).toISOString().slice(0, 10);
  return signatureOf({
    ...{ title, text, publisher, language: language ?? tags.language },
    publishedAt: publishedAt ?? new Date(0),
    canonicalUrl: `line:${String(nth).padStart(9, '0')}`,
    entities: tags.entities.map(({ entityId, salience }) => ({ id: entityId, salience })),
    events: tags.events.map(({ type, when }) => ({
      ...{ type, dated: when !== undefined },
      ...{ fromDay: when?.from ?? day, toDay: when?.to ?? day },
    })),
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}
