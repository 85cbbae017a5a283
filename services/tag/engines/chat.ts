import { createHash } from 'node:crypto';
import type { Sentiment } from '../sentiment/sentiment.ts';
import { readAnswer, requestOf, tokensFor } from './chat-prompt.ts';
import type { Asked, SentimentEngine } from './engine.ts';

/** Judgements by what was judged, kept so that nothing is paid for twice. */
export interface Cache {
  get(keys: readonly string[]): Promise<Map<string, Sentiment>>;
  set(judgements: ReadonlyMap<string, Sentiment>): Promise<void>;
}

/** The tokens that may be used up in a day, by all processes together. */
export interface Purse {
  /** Takes tokens out before they are used; false when the day has not so many left. */
  take(tokens: number): Promise<boolean>;
  /** Puts back what was taken and not used; a negative number takes what was used beyond. */
  putBack(tokens: number): Promise<void>;
}

export interface ChatAnswer {
  status: number;
  /** what the endpoint asks to be left alone for; undefined where it does not say */
  retryAfterMs: number | undefined;
  body: string;
}

/** What the engine works with. */
export interface ChatParts {
  model: string;
  /**
   * POSTs a JSON body to the endpoint.
   *
   * @throws an Error in plain words when no whole answer came in time
   */
  post(body: unknown): Promise<ChatAnswer>;
  cache: Cache;
  purse: Purse;
  now(): Date;
  wait(ms: number): Promise<void>;
  /** told once when the engine stops asking for a while, in words that hold no secret */
  report(reason: string): void;
}

/** Sentences in one request. */
const batchSize = 10;
/** No article asks for longer; what is open then stays with the built-in engine. */
const longestJudgingMs = 45_000;
const usualRestMs = 60_000;
const longestRestMs = 3_600_000;
const usualRetryMs = 1_000;
/** An endpoint that wants to be left alone for longer is not waited for. */
const longestRetryMs = 10_000;
const dayMs = 86_400_000;

/** The endpoint gave no answer to work with. */
class NoAnswer extends Error {
  readonly restMs: number;
  /** tokens were surely not used */
  readonly free: boolean;

  constructor(reason: string, { restMs = usualRestMs, free = false } = {}) {
    super(reason);
    this.restMs = Math.min(restMs, longestRestMs);
    this.free = free;
  }
}

/**
 * An OpenAI-compatible chat endpoint as an engine: sentences go out in batches of one article each, answers are
 * remembered. While the endpoint is out of order or the day's tokens are used up nothing is asked, and all that is not
 * remembered stays with the built-in engine.
 */
export function openChat(parts: ChatParts): SentimentEngine {
  const { model, cache, purse, report } = parts;
  const now = () => parts.now().getTime();
  let restsUntil = 0;
  const rest = (ms: number, reason: string) => {
    if (now() >= restsUntil) report(reason);
    restsUntil = Math.max(restsUntil, now() + ms);
  };

  /** @returns undefined when the endpoint cannot or may not be asked */
  async function judgeBatch(batch: readonly Asked[]): Promise<(Sentiment | undefined)[] | undefined> {
    const request = requestOf(model, batch);
    const taken = tokensFor(request);
    if (!(await purse.take(taken))) {
      rest(dayMs - (now() % dayMs), 'the tokens of the day are used up');
      return undefined;
    }
    try {
      const { judgements, tokens = taken } = readAnswer(await ask(parts, request), batch.length);
      await purse.putBack(taken - tokens);
      return judgements;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error.free) await purse.putBack(taken);
      rest(error.restMs, error.message);
      return undefined;
    }
  }

  return {
    version: `chat:${model}`,
    async judge(asked) {
      const keys = asked.map((one) => keyOf(model, one));
      const known = await cache.get([...new Set(keys)]);
      const open = [...new Map(keys.map((key, n) => [key, asked[n]!]))].filter(([key]) => !known.has(key));
      const end = now() + longestJudgingMs;
      for (let at = 0; at < open.length && now() < end && now() >= restsUntil; at += batchSize) {
        const batch = open.slice(at, at + batchSize);
        const judgements = (await judgeBatch(batch.map(([, one]) => one))) ?? [];
        const found = new Map(batch.flatMap(([key], n) => (judgements[n] ? [[key, judgements[n]]] : [])));
        if (found.size > 0) await cache.set(found);
        for (const [key, judgement] of found) known.set(key, judgement);
      }
      return keys.map((key) => known.get(key));
    },
  };
}

/** Asks, and once more where the endpoint is only busy. @throws NoAnswer */
async function ask({ post, wait }: ChatParts, request: unknown): Promise<string> {
  for (let again = false; ; again = true) {
    const { status, retryAfterMs, body } = await post(request).catch((error: Error) => {
      throw new NoAnswer(error.message);
    });
    if (status === 200) return body;
    const waits = retryAfterMs ?? usualRetryMs;
    const busy = status === 429 || status >= 500;
    if (!busy || again || waits > longestRetryMs) {
      const restMs = retryAfterMs === undefined ? usualRestMs : retryAfterMs;
      throw new NoAnswer(`the chat endpoint answered ${status}`, { restMs, free: true });
    }
    await wait(waits);
  }
}

/** What is remembered under the same key is the very same question: model, task, sentence, and the target in it. */
const keyOf = (model: string, asked: Asked): string =>
  createHash('sha256')
    .update(JSON.stringify(requestOf(model, [asked])))
    .digest('hex');
