import { z } from 'zod';
import { counted } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { after, before, entity, limit } from '../shapes.ts';
import { tool } from '../tool.ts';
import { apiSources, firstSources, namedOne, readShape, sourcesShape, toldSources } from './sources.ts';

const fields = {
  type: z.string(),
  about: z.array(namedOne),
  differ: z.string().describe('certainty, opposite, status, count or day'),
};

export const contradictions = tool({
  name: 'contradictions',
  title: 'Where publishers contradict each other',
  description:
    'Events that two publishers tell differently: stated against denied, allowed against refused, another number or day, with both sides’ sentences. A reason to read both, no verdict on either. Of the last 365 days unless asked otherwise.',
  input: z.strictObject({
    entity: entity('Who has a part, or what belongs to that one').optional(),
    after,
    before,
    limit: limit(30, 5),
  }),
  output: z.object({
    contradictions: z.array(
      z.object({ ...fields, sides: z.array(z.object({ says: z.string(), ...sourcesShape })) }),
    ),
    read: readShape,
  }),
  async find(archive, { entity, ...asked }) {
    const side = z.object({ says: z.string(), ...apiSources });
    const shape = z.object({
      contradictions: z.array(z.object({ ...fields, sides: z.array(side) })),
      read: readShape,
    });
    const id = entity && (await archive.entityId(entity));
    const { contradictions, read } = await archive.get(shape, '/v1/contradictions', { ...asked, entity: id });
    return {
      contradictions: contradictions.map(({ sides, ...one }) => ({
        ...one,
        sides: sides.map((side) => ({ ...side, sources: firstSources(archive, side.sources) })),
      })),
      read,
    };
  },
  tell: ({ contradictions, read }) =>
    [
      counted(contradictions.length, 'contradiction'),
      ...contradictions.flatMap(({ type, about, differ, sides }) => [
        `\n${type} of ${about.map(({ name }) => line(name)).join(', ')}: ${differ}`,
        ...sides.flatMap(({ says, told, sources }) => [
          `${line(says)}, told by ${counted(told, 'article')}:`,
          ...toldSources(sources),
        ]),
      ]),
      ...(read.complete ? [] : ['Not all articles were read: ask for less time, or for one entity.']),
    ].join('\n'),
});
