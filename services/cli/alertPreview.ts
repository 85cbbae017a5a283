import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Spec, specSchema } from '../alert/spec.ts';
import { AskedWrong } from '../watch/fault.ts';
import type { PreviewLine } from '../watch/past/lines.ts';
import { preview } from '../watch/preview.ts';
import { checkQuery } from './ask.ts';
import { type CommandContext, exitCodes, WrongUse } from './context.ts';
import { triggerForms } from './options.ts';
import { hitLines, summaryLines } from './previewReport.ts';
import { triggerIn } from './triggerOption.ts';

export interface PreviewCommand {
  query: string;
  /** One of {@link triggerForms}. */
  trigger?: string;
  developments?: boolean;
  /** A YAML file with trigger, gates, rhythm and priority. */
  spec?: string;
  from?: Date;
  until?: Date;
  hits: number;
  json?: boolean;
}

const yearMs = 365 * 86_400_000;

/** Tries an alert against the past and prints when it would have fired. @returns the exit code */
export async function previewAlert(ctx: CommandContext, asked: PreviewCommand): Promise<number> {
  const { orm, signal } = ctx;
  const now = ctx.now();
  await checkQuery(ctx, asked.query);
  const spec = await specOf(ctx, asked);
  const until = asked.until ?? now;
  const from = asked.from ?? new Date(until.getTime() - yearMs);
  try {
    const lines = await preview(orm, { query: asked.query, spec, from, until }, now, signal);
    await (asked.json ? printLines(ctx, lines) : printReport(ctx, lines, asked.hits, { from, until }));
    return exitCodes.done;
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    if (!(error instanceof AskedWrong)) throw error;
    for (const { parameter, detail } of error.faults) ctx.err(`${parameter} ${detail}`);
    throw new WrongUse(error.message);
  }
}

/** @throws WrongUse when the file can’t be read, or says what no alert can be */
export async function specOf(
  ctx: CommandContext,
  { trigger, developments, spec: file }: Pick<PreviewCommand, 'trigger' | 'developments' | 'spec'>,
): Promise<Spec> {
  const said = file === undefined ? {} : await readSpec(ctx, file);
  const { success, data, error } = specSchema.safeParse({ ...said, ...triggerSaid(ctx, trigger) });
  if (!success) {
    ctx.err(z.prettifyError(error));
    throw new WrongUse('The alert can’t be read as it stands.');
  }
  if (!developments) return data;
  if ('developments' in data.trigger) return { ...data, trigger: { ...data.trigger, developments } };
  ctx.err(`--developments goes with triggers on stories and events, not with ${data.trigger.on}.`);
  throw new WrongUse('--developments does not go with this trigger.');
}

function triggerSaid(ctx: CommandContext, word: string | undefined): Pick<Partial<Spec>, 'trigger'> {
  if (word === undefined) return {};
  const trigger = triggerIn(word);
  if (trigger) return { trigger };
  ctx.err(`“${word}” is no trigger; write one of: ${triggerForms.join(', ')}.`);
  throw new WrongUse('The trigger can’t be read.');
}

async function readSpec(ctx: CommandContext, file: string): Promise<object> {
  try {
    return z
      .object()
      .loose()
      .parse(parse(await readFile(resolve(ctx.cwd, file), 'utf8')) ?? {});
  } catch (error) {
    ctx.err(`${file} is no YAML file with trigger, gates, rhythm or priority: ${(error as Error).message}`);
    throw new WrongUse(`${file} can’t be read.`);
  }
}

async function printLines(ctx: CommandContext, lines: AsyncGenerator<PreviewLine>): Promise<void> {
  for await (const line of lines) {
    if ('progress' in line) continue;
    ctx.out(JSON.stringify(line));
    await ctx.drain?.();
  }
}

async function printReport(
  ctx: CommandContext,
  lines: AsyncGenerator<PreviewLine>,
  most: number,
  { from, until }: { from: Date; until: Date },
): Promise<void> {
  let shown = 0;
  for await (const line of lines) {
    if ('progress' in line) ctx.progress.show(daysOf(from, line.progress.until), daysOf(from, until), 'days');
    else if ('summary' in line) {
      ctx.progress.end();
      for (const text of summaryLines(line.summary, shown)) ctx.out(text);
    } else if (shown < most) {
      shown += 1;
      for (const text of hitLines(line.hit)) ctx.out(text);
    }
    await ctx.drain?.();
  }
}

const daysOf = (from: Date, to: Date) =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 86_400_000));
