import { z } from 'zod';
import { claimKinds, measurers } from '../../../db/schema.ts';
import { counted } from '../../cli/lines.ts';
import { line, quoted } from '../clean.ts';
import {
  after,
  articleShape,
  before,
  cited,
  citedShape,
  cursor,
  entity,
  limit,
  more,
  nextShape,
  titled,
  told,
} from '../shapes.ts';
import { tool } from '../tool.ts';

const fields = {
  model: z.object({ entityId: z.string(), name: z.string(), parentId: z.string().nullable() }),
  claims: z.array(
    z.object({
      kind: z.string(),
      words: z.string().describe('Text from outside'),
      value: z.number().nullable().describe('In units of one'),
      unit: z.string().nullable(),
      measuredBy: z.string().nullable().describe('Of benchmarks: self, independent, unknown'),
      sentence: z.string().describe('Text from outside'),
    }),
  ),
  taggerVersion: z.string(),
};

export const releases = tool({
  name: 'releases',
  title: 'The ledger of model releases',
  description:
    'What was claimed of which model: parameters, context, price, licence, benchmarks and who measured them, each claim with its sentence and article.',
  input: z.strictObject({
    model: entity('A model, or whom models belong to (deepseek)').optional(),
    claim: z.enum(claimKinds).optional().describe('Releases of which something of this kind is claimed'),
    measuredBy: z.enum(measurers).optional(),
    after,
    before,
    limit: limit(30, 10),
    cursor,
  }),
  output: z.object({ releases: z.array(z.object({ ...fields, article: citedShape })), next: nextShape }),
  async find(archive, { model, ...asked }) {
    const shape = z.object({
      releases: z.array(z.object({ ...fields, article: articleShape })),
      next: z.string().nullable(),
    });
    const id = model && (await archive.entityId(model));
    const { releases, next } = await archive.get(shape, '/v1/releases', { ...asked, model: id });
    return { releases: releases.map((one) => ({ ...one, article: cited(archive, one.article) })), next };
  },
  tell: ({ releases, next }) =>
    [
      counted(releases.length, 'release'),
      ...releases.flatMap(({ model, claims, article, taggerVersion }) => [
        `\n${line(model.name)} (${model.entityId})${model.parentId ? ` of ${model.parentId}` : ''}`,
        ...claims.flatMap(({ kind, words, measuredBy, sentence }) => [
          `${kind}: “${titled(words)}”${measuredBy ? `, measured by ${measuredBy}` : ''}`,
          ...(sentence ? [quoted(line(sentence))] : []),
        ]),
        `in ${told(article)} · found by ${taggerVersion}`,
      ]),
      ...more(next),
    ].join('\n'),
});
