import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** A setting or a file that Chipwire reads is wrong; the message says where and what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    );
const path = z
  .string()
  .min(1)
  .transform((text) => resolve(text));

/** The feed list that comes with Chipwire. */
export const ownFeeds = fileURLToPath(new URL('../../feeds.yaml', import.meta.url));

/** The list of the folder that Chipwire is started in; installed as a package, it is started where there may be none. */
const feedsHere = () => (existsSync('feeds.yaml') ? resolve('feeds.yaml') : ownFeeds);

/** What each choice of CHIPWIRE_SENTIMENT cannot do without. */
const needs = {
  'built-in': [],
  onnx: ['CHIPWIRE_ONNX'],
  chat: ['CHIPWIRE_CHAT_URL', 'CHIPWIRE_CHAT_MODEL'],
} as const;

/**
 * Every setting: its environment variable, type, default and meaning.
 * README's table is tested against this one.
 */
export const settings = z
  .object({
    CHIPWIRE_FEEDS: path
      .default(feedsHere)
      .describe('File that lists the feeds; the list that comes with Chipwire where there is no such file'),
    CHIPWIRE_DATA: path.default(resolve('data')).describe('Folder of the embedded database'),
    CHIPWIRE_ENTITIES: path
      .optional()
      .describe('YAML file of your own entities, added to the built-in list or overriding it by id'),
    CHIPWIRE_SENTIMENT: z
      .enum(['built-in', 'onnx', 'chat'])
      .default('built-in')
      .describe(
        'What judges sentiment: the built-in model and rules, an ONNX model or a chat endpoint of your own',
      ),
    CHIPWIRE_ONNX: path.optional().describe('Folder of the ONNX model, see docs/engines.md'),
    CHIPWIRE_CHAT_URL: url('http:', 'https:')
      .optional()
      .describe('Base address of an OpenAI-compatible endpoint, such as http://127.0.0.1:8080/v1'),
    CHIPWIRE_CHAT_MODEL: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/, 'must be ASCII text of at most 100 characters without spaces')
      .optional()
      .describe('Model that the endpoint is asked for'),
    CHIPWIRE_CHAT_KEY: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/, 'must be ASCII text without spaces')
      .optional()
      .describe('Key that the endpoint is given, if it wants one'),
    CHIPWIRE_CHAT_TOKENS_PER_DAY: z.coerce
      .number()
      .int()
      .min(1)
      .max(2_000_000_000)
      .default(1_000_000)
      .describe('Tokens that all processes together use up in a day (UTC) at the endpoint'),
    DATABASE_URL: url('postgres:', 'postgresql:')
      .optional()
      .describe('PostgreSQL server to use instead of the embedded database'),
    DATABASE_REPLICA_URL: url('postgres:', 'postgresql:')
      .optional()
      .describe('Read replica of DATABASE_URL that pages and API read from'),
    CHIPWIRE_CONNECTIONS: z.coerce
      .number()
      .int()
      .min(2)
      .max(200)
      .default(10)
      .describe('Connections to the server at most, for each process, beside those of the queues'),
    REDIS_URL: url('redis:', 'rediss:')
      .optional()
      .describe('Redis server for the queues; without it they live in the database'),
    CHIPWIRE_QUEUE_PREFIX: z
      .string()
      .regex(/^[\w-]{1,50}$/, 'must be letters, digits, _ and - only')
      .default('chipwire')
      .describe('Start of the queues’ keys on Redis; keeps several Chipwires on one Redis apart'),
    HOST: z.string().min(1).default('127.0.0.1').describe('Address that the web server listens on'),
    PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .default(4310)
      .describe('Port of the web server; 0 takes any free one'),
    CHIPWIRE_CONTACT: z
      .string()
      .regex(/^[\x20-\x7e]{1,200}$/, 'must be plain ASCII text of at most 200 characters')
      .optional()
      .describe('Address or e-mail that publishers can reach you at, sent in the User-Agent'),
    CHIPWIRE_ALLOW_HOSTS: list
      .default([])
      .describe(
        'Hosts (host or host:port, comma-separated) of your own: fetched although private or on an unusual port, and without pauses',
      ),
    CHIPWIRE_URL: url('http:', 'https:')
      .optional()
      .describe('Address that people open Chipwire at, for links in what alerts send'),
    CHIPWIRE_READING: z
      .enum(['keys', 'public'])
      .default('keys')
      .describe('Who may read: programs on this machine and holders of a key, or everyone'),
    CHIPWIRE_KEY: z
      .string()
      .regex(/^[\x21-\x7e]{1,200}$/, 'must be ASCII text without spaces')
      .optional()
      .describe('Key that `chipwire mcp --url` shows to the Chipwire there'),
    CHIPWIRE_PROXIES: list
      .default([])
      .describe('Addresses of your own proxies (comma-separated), whose X-Forwarded-For is believed'),
    CHIPWIRE_REQUESTS_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .default(600)
      .describe('API requests a minute that one key, or one address without a key, may make'),
    CHIPWIRE_SMTP_URL: url('smtp:', 'smtps:')
      .optional()
      .describe('Mail server for alerts by e-mail, such as smtps://user:password@mail.example.com'),
    CHIPWIRE_MAIL_FROM: z
      .string()
      .max(200)
      .regex(
        /^(?:[^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
        'must be an address, such as Chipwire <alerts@example.com>',
      )
      .optional()
      .describe('Sender of alerts by e-mail, such as Chipwire <alerts@example.com>'),
    CHIPWIRE_CHANNEL_HOSTS: list
      .default([])
      .describe(
        'Hosts (host or host:port, comma-separated) of your own that alerts may be sent to although private',
      ),
    CHIPWIRE_WORKERS: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(4)
      .describe('Articles that one process reads, tags and groups at the same time, per stage'),
    CHIPWIRE_METRICS_PORT: z.coerce
      .number()
      .int()
      .min(0)
      .max(65_535)
      .optional()
      .describe('Port on HOST where a process without pages (`chipwire worker`) shows its metrics'),
    LOG_LEVEL: z
      .enum(['debug', 'info', 'warn', 'error', 'silent'])
      .default('info')
      .describe('Least severe log line that is written'),
    LOG_FORMAT: z
      .enum(['text', 'json'])
      .default('text')
      .describe('Log lines for people, or one JSON object a line for machines'),
  })
  .superRefine((given, ctx) => {
    if (given.CHIPWIRE_SMTP_URL && !given.CHIPWIRE_MAIL_FROM)
      ctx.addIssue({
        code: 'custom',
        path: ['CHIPWIRE_MAIL_FROM'],
        message: 'must be set when CHIPWIRE_SMTP_URL is',
      });
    for (const name of needs[given.CHIPWIRE_SENTIMENT])
      if (given[name] === undefined)
        ctx.addIssue({
          code: 'custom',
          path: [name],
          message: `must be set when CHIPWIRE_SENTIMENT is ${given.CHIPWIRE_SENTIMENT}`,
        });
  });
export type Config = z.output<typeof settings>;

/**
 * Reads the settings from environment variables; an empty variable counts as absent.
 *
 * @throws ConfigError naming each wrong variable
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(
    `Some settings are wrong:\n${lines.join('\n')}\nREADME.md has the table of settings.`,
  );
}

/** `Chipwire/0.1 (+contact)`: who we are, truthfully, and how to reach whoever runs this one. */
export function userAgent(version: string, contact?: string): string {
  return `Chipwire/${version} (feed reader and news archive${contact ? `; ${contact}` : ''})`;
}

/**
 * Where people open Chipwire, without a slash at its end, for links.
 *
 * @param origin of the web server in this process, where there is one
 */
export function homeOf({ CHIPWIRE_URL, HOST, PORT }: Config, origin: string | null): string {
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return (CHIPWIRE_URL ?? origin ?? `http://${host}:${PORT}`).replace(/\/+$/, '');
}
