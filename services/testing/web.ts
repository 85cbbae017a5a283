import { randomBytes } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../db/database.ts';
import { listKeys } from '../../db/keys.ts';
import { type KeyScope, keys } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { type App, startApp } from '../app.ts';
import { createKey } from '../keys/keys.ts';
import { readConfig } from '../runtime/config.ts';
import type { Log } from '../runtime/log.ts';

/** Starts the pages and the API alone, as `startApp` puts them together, with these settings. */
export function startTestWeb(
  db: Database,
  settings: Record<string, string> = {},
  log: Log = pino({ level: 'silent' }),
): Promise<App> {
  return startApp({
    config: readConfig({
      PORT: '0',
      REDIS_URL: process.env.REDIS_URL,
      CHIPWIRE_QUEUE_PREFIX: randomBytes(6).toString('hex'),
      ...settings,
    }),
    db: { ...db, close: async () => {} },
    log,
    roles: { workers: false, web: true },
  });
}

/** A key of this scope, in words: `cw_…`. */
export async function keyOf(db: Database, scope: KeyScope, name = `A key to ${scope}`): Promise<string> {
  return (await createKey(db.orm, { name, scope }, new Date()))!.key;
}

export const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
/** A header that no program on this machine sends by itself: the request counts as one from elsewhere. */
export const elsewhere: Record<string, string> = { 'x-forwarded-for': '203.0.113.7' };

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
}

/** Sends a request with these headers and no others, as no `fetch` would. */
export function sendRaw(
  origin: string,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    // Node leaves the length of a DELETE out.
    const length = body && !headers['transfer-encoding'] ? { 'content-length': Buffer.byteLength(body) } : {};
    const sent = { method, headers: { ...length, ...headers }, agent: false };
    const asked = request(`${origin}${path}`, sent, (response) => {
      const answer = { status: response.statusCode!, headers: response.headers };
      // It would never end.
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        response.destroy();
        return resolve({ ...answer, text: '' });
      }
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('error', reject);
      response.on('end', () => resolve({ ...answer, text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** What a browser sends with a form of one of our own pages. */
export const form = (
  origin: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
  body: String(new URLSearchParams(fields)),
});

/** Pages and API for the tests of one file: a database of their own, no keys at the beginning of each. */
export class TestWeb {
  db!: Database;
  private readonly started: App[] = [];

  constructor() {
    beforeAll(async () => {
      this.db = await openTestDatabase();
    });
    beforeEach(async () => {
      for (const { id } of await listKeys(this.db.orm, 1000))
        await this.db.orm.delete(keys).where(eq(keys.id, id));
    });
    afterEach(async () => {
      for (const app of this.started.splice(0)) await app.close();
    });
    afterAll(() => this.db.close());
  }

  /** Where the one started last is. */
  get origin(): string {
    return this.started.at(-1)!.origin!;
  }

  async start(settings: Record<string, string> = {}, log?: Log): Promise<void> {
    this.started.push(await startTestWeb(this.db, settings, log));
  }

  send(path: string, sent?: Sent) {
    return sendRaw(this.origin, path, sent);
  }

  /** Posts JSON. */
  post(path: string, body: object, headers: Record<string, string> = {}) {
    return this.send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  keyOf(scope: KeyScope, name?: string): Promise<string> {
    return keyOf(this.db, scope, name);
  }

  /** Signs in as a browser elsewhere does. @returns its cookie */
  async signInWith(key: string, headers = elsewhere): Promise<string> {
    const { headers: told } = await this.send('/sign-in', form(this.origin, { key }, headers));
    return told['set-cookie']![0]!.split(';')[0]!;
  }
}
