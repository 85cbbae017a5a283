import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import type { Sentiment } from '../sentiment/sentiment.ts';
import { type Asked, around, EngineError, longestText, type SentimentEngine } from './engine.ts';
import { readTokeniser, textIn } from './tokens.ts';

const labels = ['negative', 'neutral', 'positive'] as const;

/** `chipwire.json`: how a classifier is asked and how its answer is read. */
const usage = z.strictObject({
  /** stands in the tagger version; the folder's name when left out */
  name: z
    .string()
    .regex(/^[\w.-]{1,60}$/, 'must be letters, digits, “.”, “_” and “-” only')
    .optional(),
  /** what each output means, in order; several may mean the same */
  labels: z.array(z.enum(labels)).min(2),
  maxTokens: z.int().min(16).max(8192).default(128),
  /** what the model reads: {sentence}, {target}, and {before} and {after} the target in its sentence */
  template: z.string().min(1).default('{sentence}'),
  /** the second segment, for models that read two; empty for those that read one */
  pair: z.string().default('{target}'),
  /** whether a vocab.txt is of lower-case words */
  lowerCase: z.boolean().default(true),
});
type Usage = z.output<typeof usage>;

interface Session {
  inputNames: readonly string[];
  outputNames: readonly string[];
  run(inputs: Record<string, unknown>): Promise<Record<string, { data: ArrayLike<number> }>>;
}

/** What onnxruntime-node and onnxruntime-web have in common, as far as it is used here. */
export interface OnnxRuntime {
  InferenceSession: { create(path: string): Promise<Session> };
  Tensor: new (type: 'int64', values: BigInt64Array, dims: number[]) => unknown;
}

/** Runtimes that may be installed beside Chipwire, the faster first: 250 and 1,080 ms for what BERT-base takes. */
const runtimes = ['onnxruntime-node', 'onnxruntime-web'];

/** @throws EngineError when none is installed */
export async function installedRuntime(): Promise<OnnxRuntime> {
  for (const name of runtimes) {
    try {
      const module = await import(/* @vite-ignore */ name);
      return module.InferenceSession ? module : module.default;
    } catch (error) {
      if (!/MODULE_NOT_FOUND/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  throw new EngineError(
    'ONNX models need a runtime that is not installed; run: npm install --no-save --ignore-scripts onnxruntime-node',
  );
}

/**
 * Opens a classifier of sentences (ONNX) as an engine: a folder with `model.onnx`, `tokenizer.json` or `vocab.txt`, and
 * `chipwire.json`. It is tried once, so that one that cannot work is seen at start.
 *
 * Judging blocks this thread for as long as the model runs.
 *
 * @throws EngineError saying what is missing or wrong
 */
export async function openOnnx(folder: string, load = installedRuntime): Promise<SentimentEngine> {
  const how = await readUsage(folder);
  const tokeniser = await readTokeniser(folder, how.lowerCase);
  const runtime = await load();
  const session = await runtime.InferenceSession.create(join(folder, 'model.onnx')).catch((error: Error) => {
    throw new EngineError(`${join(folder, 'model.onnx')} cannot be loaded: ${error.message}`);
  });
  const judgeOne = judgeWith(runtime, session, tokeniser, how);
  await judgeOne({ text: 'Huawei', from: 0, to: 6, language: 'en' }).catch((error: Error) => {
    throw new EngineError(`the model in ${folder} cannot be run: ${error.message}`);
  });
  return {
    version: `onnx:${how.name ?? basename(folder)}@${await fingerprint(folder)}`,
    async judge(asked) {
      const judgements: (Sentiment | undefined)[] = [];
      // One at a time: on a CPU a batch gains little, and pads every sentence to its longest.
      for (const one of asked) judgements.push(await judgeOne(one));
      return judgements;
    },
  };
}

async function readUsage(folder: string): Promise<Usage> {
  const file = join(folder, 'chipwire.json');
  const text = await textIn(folder, 'chipwire.json');
  if (text === undefined) throw new EngineError(`${file} is missing; docs/engines.md shows one`);
  try {
    return usage.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new EngineError(`${file} is wrong: ${why}`);
  }
}

function judgeWith(runtime: OnnxRuntime, session: Session, tokeniser: Tokenizer, how: Usage) {
  const output = session.outputNames.includes('logits') ? 'logits' : session.outputNames[0]!;
  return async (asked: Asked): Promise<Sentiment | undefined> => {
    const tokens = encoded(asked, tokeniser, how);
    if (!tokens) return undefined;
    const tensor = (name: string) => {
      const values = tokens[name];
      if (!values) throw new EngineError(`the model wants “${name}”, which is not known here`);
      return new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
    };
    const answer = await session.run(
      Object.fromEntries(session.inputNames.map((name) => [name, tensor(name)])),
    );
    return sentimentOf(answer[output]!.data, how.labels);
  };
}

/** A sentence is not cut to fewer UTF-16 code units than this to fit a model. */
const shortest = 16;

/** The inputs of a model by name; undefined when even the target with little around it is too long. */
function encoded(asked: Asked, tokeniser: Tokenizer, how: Usage): Record<string, number[]> | undefined {
  const whole = Math.min(longestText, Math.max(shortest, asked.text.length));
  for (let most = whole; most >= shortest; most = Math.floor(most / 2)) {
    const parts = partsOf(around(asked, most));
    const pair = how.pair === '' ? {} : { text_pair: filled(how.pair, parts) };
    const { ids, attention_mask, token_type_ids } = tokeniser.encode(filled(how.template, parts), {
      ...pair,
      return_token_type_ids: true,
    });
    if (ids.length > how.maxTokens) continue;
    // Tokenisers that tell no segments apart give none.
    return { input_ids: ids, attention_mask, token_type_ids: token_type_ids ?? ids.map(() => 0) };
  }
  return undefined;
}

const partsOf = ({ text, from, to }: Asked) => ({
  sentence: text,
  target: text.slice(from, to),
  before: text.slice(0, from),
  after: text.slice(to),
});

const filled = (template: string, parts: Record<string, string>) =>
  template.replace(/\{(sentence|target|before|after)\}/g, (_, name: string) => parts[name]!);

/** @throws EngineError when the model has another number of outputs than there are labels */
function sentimentOf(logits: ArrayLike<number>, meanings: Usage['labels']): Sentiment | undefined {
  if (logits.length !== meanings.length)
    throw new EngineError(
      `the model gives ${logits.length} numbers; chipwire.json has ${meanings.length} labels`,
    );
  const values = Array.from(logits, Number);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  if (!Number.isFinite(total)) return undefined;
  const shares = { negative: 0, neutral: 0, positive: 0 };
  for (const [n, meaning] of meanings.entries()) shares[meaning] += powers[n]! / total;
  const label = labels.reduce((best, other) => (shares[other] > shares[best] ? other : best));
  return { score: Math.round((shares.positive - shares.negative) * 1000) / 1000 || 0, label };
}

/** Eight hexadecimal digits that change with anything that changes the answers. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['chipwire.json', 'tokenizer.json', 'tokenizer_config.json', 'vocab.txt'])
    hash.update(`${(await textIn(folder, file)) ?? ''}\0`);
  await pipeline(createReadStream(join(folder, 'model.onnx')), hash);
  return hash.digest('hex').slice(0, 8);
}
