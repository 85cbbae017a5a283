import { z } from 'zod';
import { problemSchema } from '../api/problems.ts';
import type { Ask, Asked } from './ask.ts';
import { line, wellFormed } from './clean.ts';
import { Refused, refusedBy } from './refused.ts';

/** The archive as tools see it. */
export interface Archive {
  /**
   * What a route answers, as far as the shape takes it.
   *
   * @throws Refused in words when it refuses
   */
  get<Shape extends z.ZodType>(
    shape: Shape,
    path: string,
    parameters?: Asked['parameters'],
  ): Promise<z.output<Shape>>;
  /** Tries an alert against the past: what it answers, line by line. @throws Refused */
  tryAlert(alert: object): AsyncGenerator<unknown>;
  /**
   * The id of an entity, of which an id, a name, an alias or a ticker is given.
   *
   * @throws Refused naming those that are alike
   */
  entityId(given: string): Promise<string>;
  /** Where the archive shows something, such as `/articles/7`; null where it has no pages. */
  page(path: string): string | null;
  now(): Date;
}

export interface ArchiveDeps {
  ask: Ask;
  /** Where the pages are, without a slash at its end, as far as that is known by now. */
  home(): string | null;
  now(): Date;
}

/** @param signal of the request that is being answered */
export function openArchive({ ask, home, now }: ArchiveDeps, signal?: AbortSignal): Archive {
  const get: Archive['get'] = async (shape, path, parameters = {}) => {
    const answer = await ask({ path, parameters, signal });
    if (!answer.ok) throw await refusal(answer, parameters);
    return understood(shape, await answer.json());
  };
  async function* tryAlert(alert: object): AsyncGenerator<unknown> {
    const answer = await ask({ path: '/v1/alerts/preview', body: alert, signal });
    if (!answer.ok) throw await refusal(answer, { ...alert });
    for (const text of (await answer.text()).split('\n')) if (text !== '') yield JSON.parse(text);
  }
  const page = (path: string) => {
    const at = home();
    return at === null ? null : `${at}${path}`;
  };
  return { get, tryAlert, entityId: (given) => entityId(get, given), page, now };
}

function understood<Shape extends z.ZodType>(shape: Shape, answer: unknown): z.output<Shape> {
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  throw new Refused(
    `That Chipwire answers in a way that this one does not understand; both should be of one version. ${z.prettifyError(read.error)}`,
  );
}

async function refusal(answer: Response, asked: Record<string, unknown>): Promise<Refused> {
  const problem = problemSchema.safeParse(await answer.json().catch(() => null)).data;
  return problem ? refusedBy(problem, asked) : new Refused(`What was asked answered ${answer.status}.`);
}

const named = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  nameZh: z.string().nullable(),
  aliases: z.array(z.string()),
  tickers: z.array(z.string()),
});
type Named = z.output<typeof named>;

async function entityId(get: Archive['get'], given: string): Promise<string> {
  const wanted = wellFormed(given.trim());
  const parameters = { name: wanted, limit: 5 };
  const { entities } = await get(z.object({ entities: z.array(named) }), '/v1/entities', parameters);
  const same = entities.find((entity) => isCalled(entity, wanted));
  if (same) return same.id;
  // Ids need not be like names.
  const own = await get(named, `/v1/entities/${encodeURIComponent(wanted)}`).catch((error: unknown) => {
    if (error instanceof Refused) return null;
    throw error;
  });
  if (own) return own.id;
  const alike = entities.map(({ id, name, type }) => `${id} (${line(name)}, ${type})`).join(', ');
  throw new Refused(
    `No entity is called “${wanted}”. ${alike ? `Perhaps: ${alike}.` : 'The tool entities finds ids by a part of a name; search finds words.'}`,
  );
}

function isCalled({ id, name, nameZh, aliases, tickers }: Named, wanted: string): boolean {
  const folded = wanted.toLowerCase();
  return [id, name, nameZh ?? '', ...aliases, ...tickers].some((each) => each.toLowerCase() === folded);
}
