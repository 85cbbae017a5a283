import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openInMemory } from '../embedded.ts';
import { partition } from '../partition.ts';
import { openServer } from '../server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What each test file's database is cloned from. */
    template: { seedFile: string } | { serverUrl: string; database: string };
  }
}

/**
 * Runs once before all tests: makes the migrated database that every test file gets a clone of, on the home that
 * the environment names (embedded, or the server at DATABASE_URL, with PARTITIONS=1 as an archive of partitions).
 */
export default async function setup(project: TestProject) {
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl) {
    project.provide('template', { seedFile: await seedFile() });
    return;
  }
  const database = `chipwire_template_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${database}`);
  const db = await openServer(databaseUrl(serverUrl, database), 0);
  await db.migrate();
  if (process.env.PARTITIONS) await partition(db.orm, new Date(), () => {});
  await db.close();
  project.provide('template', { serverUrl, database });
  return () => onServer(serverUrl, `drop database if exists ${database}`);
}

/** The migrated embedded database as a file, kept between runs for as long as the migrations stay the same. */
async function seedFile(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const migrations = join(root, 'db/migrations');
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const name of readdirSync(migrations)
    .filter((file) => file.endsWith('.sql'))
    .sort())
    hash.update(readFileSync(join(migrations, name)));
  const folder = join(root, 'node_modules/.cache/chipwire');
  const file = join(folder, `seed-${hash.digest('hex').slice(0, 16)}.tar`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const db = await openInMemory();
  await db.migrate();
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await (await db.dump()).arrayBuffer()));
  await db.close();
  renameSync(unfinished, file);
  return file;
}

export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
