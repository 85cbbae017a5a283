import { readFileSync } from 'node:fs';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { createAssistant } from './server.ts';

const page = readFileSync(new URL('../../docs/assistants.md', import.meta.url), 'utf8');
/** What stands first in the rows of its tables. */
const named = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name).sort();

test('docs/assistants.md names every tool, resource and prompt, and no other', async () => {
  const now = () => new Date();
  const server = createAssistant({
    ...{ home: () => null, now, report: () => {} },
    ask: async () => new Response('', { status: 503 }),
  });
  const client = new Client({ name: 'test', version: '0' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  const [{ tools }, { prompts }, { resources }, { resourceTemplates }] = await Promise.all([
    ...([client.listTools(), client.listPrompts()] as const),
    ...([client.listResources(), client.listResourceTemplates()] as const),
  ]);
  await client.close();
  const offered = [
    ...[...tools, ...prompts].map(({ name }) => name),
    ...[...resources.map(({ uri }) => uri), ...resourceTemplates.map(({ uriTemplate }) => uriTemplate)],
  ];
  expect(named).toEqual(offered.sort());
});
