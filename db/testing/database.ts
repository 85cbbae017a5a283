import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Database } from '../database.ts';
import { openInMemory } from '../embedded.ts';
import { openServer } from '../server.ts';
import { databaseUrl, onServer } from './setup.ts';

/**
 * A migrated, empty database of this test's own, on the home under test. `close` removes it, and fails on a server
 * when a connection to it was left open.
 */
export async function openTestDatabase(): Promise<Database> {
  const template = inject('template');
  if ('seedFile' in template) return openInMemory(new Blob([readFileSync(template.seedFile)]));
  const name = `chipwire_test_${randomBytes(6).toString('hex')}`;
  await onServer(template.serverUrl, `create database ${name} template ${template.database}`);
  const db = await openServer(databaseUrl(template.serverUrl, name), 12);
  return {
    ...db,
    close: async () => {
      await db.close();
      await onServer(template.serverUrl, `drop database ${name}`);
    },
  };
}
