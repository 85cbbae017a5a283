import type { Context } from 'hono';
import { type AskedFault, AskedWrong } from '../../watch/fault.ts';
import type { AlertFields } from '../alerts/alertFields.ts';

/** Bounds of what a form holds: its fields, and the characters of each. */
export const mostFields = 200;
export const longestField = 2500;

/** What a form of ours sent: bounded, without files. Of fields that may stand several times `channels` alone keeps all. */
export async function readForm(c: Context): Promise<AlertFields> {
  const sent = await c.req.parseBody({ all: true }).catch(() => ({}));
  const texts = Object.entries(sent)
    .slice(0, mostFields)
    .map(([name, value]): [string, string[]] => [
      name,
      [value]
        .flat()
        .flatMap((each) => (typeof each === 'string' ? [each.slice(0, longestField).trim()] : [])),
    ]);
  const { channels = [], ...fields } = Object.fromEntries(texts);
  const first = Object.entries(fields).flatMap(([name, [value]]) =>
    value === undefined ? [] : [[name, value]],
  );
  return { fields: Object.fromEntries(first), channels };
}

/** For what is shown once: nothing keeps it. */
export async function unkept(answer: Response | Promise<Response>): Promise<Response> {
  const once = await answer;
  once.headers.set('cache-control', 'no-store');
  return once;
}

/** A number in an address or a form. */
export const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;

/** What was saved, or why it can’t be. */
export async function orFaults<Saved>(saving: Promise<Saved>): Promise<Saved | readonly AskedFault[]> {
  return saving.catch((error: unknown) => {
    if (error instanceof AskedWrong) return error.faults;
    throw error;
  });
}
