import { createApi } from '../api/app.ts';
import { askHere } from '../mcp/ask.ts';
import { Refused } from '../mcp/refused.ts';
import { version } from '../runtime/version.ts';
import { type CommandContext, exitCodes, WrongUse } from './context.ts';

export interface AskCommand {
  /** Of the API, with its parameters: `/v1/quotes?speaker=nvidia` */
  path: string;
  /** Of a try of an alert, as JSON. */
  body?: string;
  /** Prints a line of JSON about the answer before it. */
  head?: boolean;
}

/** The line in front of an answer. */
export interface Head {
  status: number;
  /** Where people open the pages; null where that is not known. */
  home: string | null;
}

/** Prints what a route of the API answers. Only what reads is asked. */
export async function askRoute(ctx: CommandContext, { path, body, head }: AskCommand): Promise<number> {
  const answer = await answerOf(ctx, path, body);
  if (head) ctx.out(JSON.stringify({ status: answer.status, home: ctx.home ?? null } satisfies Head));
  for (const line of (await answer.text()).replace(/\n$/, '').split('\n')) {
    ctx.out(line);
    await ctx.drain?.();
  }
  if (ctx.signal.aborted) return exitCodes.interrupted;
  return answer.ok ? exitCodes.done : answer.status < 500 ? exitCodes.wrongUse : exitCodes.failed;
}

async function answerOf(ctx: CommandContext, path: string, body: string | undefined): Promise<Response> {
  const { orm, now, signal, home } = ctx;
  let broken: Error | undefined;
  const report = (error: Error) => {
    broken = error;
  };
  const api = createApi({ orm, now, version, report, ...(home ? { home } : {}) });
  try {
    const answer = await askHere(api, { owner: 'local' })({ path, body: readBody(body), signal });
    if (broken) throw broken;
    return answer;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    ctx.err(error.message);
    throw new WrongUse(error.message);
  }
}

function readBody(body: string | undefined): object | undefined {
  if (body === undefined) return undefined;
  try {
    return Object(JSON.parse(body));
  } catch {
    throw new Refused('The body is no JSON.');
  }
}
