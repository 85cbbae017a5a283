import { z } from 'zod';
import { entityTypes } from '../../../db/schema.ts';
import { counted, signed } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { limit, pageShape } from '../shapes.ts';
import { tool } from '../tool.ts';

export const entityFields = {
  id: z.string(),
  type: z.string(),
  name: z.string(),
  nameZh: z.string().nullable(),
  aliases: z.array(z.string()),
  tickers: z.array(z.string()),
  parentId: z.string().nullable().describe('Whom it belongs to'),
  listed: z.boolean().describe('Whether it is on the entity list, or only found in texts'),
  articles: z.number().describe('That name it'),
  meanSentiment: z.number().nullable(),
};
const listed = z.object(entityFields);

export const entities = tool({
  name: 'entities',
  title: 'Find entities',
  description:
    'Companies, labs, models, chips, people, agencies, rules and countries by a part of their name in English or Chinese, an alias or a ticker: their ids for the query language and the other tools. The most covered first.',
  input: z.strictObject({
    name: z.string().min(1).max(100).optional(),
    type: z.enum(entityTypes).optional(),
    limit: limit(100, 10),
    offset: z.int().min(0).max(100_000).default(0),
  }),
  output: z.object({ entities: z.array(listed.extend({ page: pageShape })) }),
  async find(archive, asked) {
    const { entities } = await archive.get(z.object({ entities: z.array(listed) }), '/v1/entities', asked);
    return {
      entities: entities.map((entity) => ({ ...entity, page: archive.page(entityPath(entity.id)) })),
    };
  },
  tell: ({ entities }) =>
    [
      entities.length === 0
        ? 'There is none. Try a shorter part of the name.'
        : counted(entities.length, 'entity', 'entities'),
      ...entities.map(toldEntity),
    ].join('\n'),
});

export const entityPath = (id: string): string => `/entities/${encodeURIComponent(id)}`;

/** `huawei: Huawei (华为), company, 120 articles, mean sentiment −0.12` */
export function toldEntity(entity: z.output<typeof listed> & { page: string | null }): string {
  const { id, name, nameZh, type, tickers, parentId, articles, meanSentiment, page } = entity;
  return [
    `${id}: ${line(name)}${nameZh ? ` (${line(nameZh)})` : ''}`,
    type,
    ...tickers,
    ...(parentId ? [`of ${parentId}`] : []),
    counted(articles, 'article'),
    ...(meanSentiment === null ? [] : [`mean sentiment ${signed(meanSentiment)}`]),
    ...(page ? [page] : []),
  ].join(', ');
}
