import { readFile } from 'node:fs/promises';
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { cleaned } from './clean.ts';
import { Refused } from './refused.ts';
import { type Answering, type Tool, told } from './tool.ts';
import { article } from './tools/article.ts';
import { entity } from './tools/entity.ts';
import { story } from './tools/story.ts';

const guide = 'chipwire://guide/queries';
const mimeType = 'text/markdown';

/** What is cited, by address: the same as the tools tell, as text to attach to a conversation. */
const kinds = [
  {
    name: 'article',
    title: 'An article',
    one: article,
    asked: (id: string) => ({ id: Number(id), length: 20_000 }),
  },
  { name: 'story', title: 'A story', one: story, asked: (id: string) => ({ id: Number(id), limit: 100 }) },
  { name: 'entity', title: 'An entity', one: entity, asked: (id: string) => ({ entity: id }) },
];
const several: Record<string, string> = { article: 'articles', story: 'stories', entity: 'entities' };

export function offerResources(server: McpServer, answering: Answering): void {
  server.registerResource(
    'queries',
    guide,
    { title: 'The query language', description: 'Everything that a query can say, with examples', mimeType },
    async () => ({
      contents: [
        {
          uri: guide,
          mimeType,
          text: await readFile(new URL('../../docs/search.md', import.meta.url), 'utf8'),
        },
      ],
    }),
  );
  for (const { name, title, one, asked } of kinds) {
    const template = new ResourceTemplate(`chipwire://${several[name]}/{id}`, {
      list: undefined,
      ...(name === 'entity' ? { complete: { id: (begun: string) => entitiesLike(answering, begun) } } : {}),
    });
    const config = { title, description: one.description, mimeType };
    server.registerResource(name, template, config, async (uri, { id }, { mcpReq }) => {
      const text = await textOf(one, asked(decodeURIComponent(String(id))), answering, mcpReq.signal);
      return { contents: [{ uri: uri.href, mimeType, text }] };
    });
  }
}

/** @throws ProtocolError in words */
async function textOf(one: Tool, asked: object, answering: Answering, signal: AbortSignal): Promise<string> {
  const read = one.input.safeParse(asked);
  if (!read.success) throw new ProtocolError(ProtocolErrorCode.InvalidParams, z.prettifyError(read.error));
  try {
    return one.tell(cleaned(await one.find(answering.open(signal), read.data)));
  } catch (error) {
    const code = error instanceof Refused ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
    throw new ProtocolError(code, told(error, one.name, answering.report));
  }
}

const mostCompleted = 20;

async function entitiesLike({ open }: Answering, begun: string): Promise<string[]> {
  const shape = z.object({ entities: z.array(z.object({ id: z.string() })) });
  const parameters = { limit: mostCompleted, ...(begun === '' ? {} : { name: begun }) };
  const { entities } = await open(AbortSignal.timeout(10_000)).get(shape, '/v1/entities', parameters);
  return entities.map(({ id }) => id);
}
