import { setTimeout as wait } from 'node:timers/promises';
import { Piscina } from 'piscina';
import type { Orm } from '../../db/database.ts';
import { keepJudgements, knownJudgements, putBackTokens, takeTokens } from '../../db/judgements.ts';
import { reasonOf } from '../faults.ts';
import { retryAfterMs } from '../fetch/cache.ts';
import { type Config, ConfigError, userAgent } from '../runtime/config.ts';
import { createHttp } from '../runtime/http.ts';
import { version } from '../runtime/version.ts';
import { openChat } from '../tag/engines/chat.ts';
import { askedOf, type SentimentEngine, versionWith } from '../tag/engines/engine.ts';
import { taggerVersion } from '../tag/tags.ts';
import { startThreads, type Threads } from './threads.ts';

/** Threads that tag with the engine of sentiment that the settings name. */
export interface TaggingThreads extends Threads {
  /** of an article that the engine has judged throughout */
  taggerVersion: string;
}

interface OpenEngine extends SentimentEngine {
  close(): Promise<void>;
}

export interface EngineContext {
  orm: Orm;
  now(): Date;
  /** told why the built-in engine has to do */
  report(reason: string): void;
}

/** Milliseconds that one request to a chat endpoint may take. */
const chatTimeoutMs = 20_000;
/** A model that takes longer for one article is started anew. */
const onnxTimeoutMs = 120_000;

/**
 * Starts the threads that tag, with an engine of sentiment if the settings name one. What it cannot judge, for whatever
 * reason, stays as the built-in engine has it.
 *
 * @throws ConfigError when the engine cannot be used as it is set up
 */
export async function startTagging(config: Config, ctx: EngineContext): Promise<TaggingThreads> {
  const engine = await openEngine(config, ctx);
  const threads = startThreads(config.CHIPWIRE_ENTITIES);
  if (!engine) return { ...threads, taggerVersion };
  return {
    ...withEngine(threads, engine, ctx.report),
    close: async () => {
      await threads.close();
      await engine.close();
    },
  };
}

/** The same threads, but `tagRows` gives an article's tags as an engine judges them. */
export function withEngine(
  threads: Threads,
  engine: SentimentEngine,
  report: EngineContext['report'],
): TaggingThreads {
  return {
    ...threads,
    taggerVersion: versionWith(engine.version),
    async tagRows(article) {
      const tags = await threads.tag(article);
      const judgements = await engine.judge(askedOf(article, tags)).catch((error: unknown) => {
        report(reasonOf(error));
        return [];
      });
      return threads.judgedRows({ article, tags, judgements, engine: engine.version });
    },
  };
}

async function openEngine(config: Config, ctx: EngineContext): Promise<OpenEngine | undefined> {
  if (config.CHIPWIRE_SENTIMENT === 'onnx') return openOnnxThread(config.CHIPWIRE_ONNX!);
  if (config.CHIPWIRE_SENTIMENT === 'chat') return openChatEndpoint(config, ctx);
  return undefined;
}

async function openOnnxThread(folder: string): Promise<OpenEngine> {
  const pool = new Piscina({
    filename: new URL('./engineThread.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    workerData: { folder },
  });
  try {
    return {
      version: await pool.run(undefined, { name: 'version' }),
      judge: (asked) => pool.run(asked, { name: 'judge', signal: AbortSignal.timeout(onnxTimeoutMs) }),
      close: () => pool.destroy(),
    };
  } catch (error) {
    await pool.destroy();
    throw new ConfigError(`The engine of sentiment cannot be used: ${reasonOf(error)}`);
  }
}

/** @param timeoutMs for one request */
export function openChatEndpoint(
  config: Config,
  { orm, now, report }: EngineContext,
  timeoutMs = chatTimeoutMs,
): OpenEngine {
  const { CHIPWIRE_CHAT_MODEL: model, CHIPWIRE_CHAT_KEY: key, CHIPWIRE_CHAT_TOKENS_PER_DAY: most } = config;
  const url = new URL(config.CHIPWIRE_CHAT_URL!);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/chat/completions`;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const http = createHttp({
    userAgent: userAgent(version, config.CHIPWIRE_CONTACT),
    allowHosts: [`${url.hostname}:${port}`],
    maxBytes: 1_000_000,
    timeoutMs,
  });
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const engine = openChat({
    model: model!,
    async post(body) {
      const answer = await http.post(url.href, body, { headers });
      return {
        status: answer.status,
        retryAfterMs: retryAfterMs(answer.headers['retry-after'], now()),
        body: Buffer.from(answer.body).toString(),
      };
    },
    cache: {
      get: (keys) => knownJudgements(orm, keys),
      set: (judgements) => keepJudgements(orm, judgements, now()),
    },
    purse: {
      take: (tokens) => takeTokens(orm, now(), tokens, most),
      putBack: (tokens) => putBackTokens(orm, now(), tokens),
    },
    now,
    wait,
    report,
  });
  return { ...engine, close: () => http.close() };
}
