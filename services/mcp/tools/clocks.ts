import { z } from 'zod';
import { counted } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { day, entity, limit } from '../shapes.ts';
import { tool } from '../tool.ts';
import { apiSources, firstSources, namedOne, readShape, sourcesShape, toldSources } from './sources.ts';

const fields = {
  kind: z.string(),
  day: z.string(),
  daysLeft: z.number().describe('From today (UTC), negative for past ones'),
  rules: z.array(namedOne),
  about: z.array(namedOne),
  certainty: z.string().describe('law: the entity list says so; else the surest of its articles'),
  law: z.object({ is: z.string(), note: z.string().optional(), source: z.string().optional() }).nullable(),
  otherDays: z.array(z.string()).describe('Told for the same: the sources conflict'),
};

export const clocks = tool({
  name: 'clocks',
  title: 'What takes effect or ends when',
  description:
    'Days on which rules take effect, pauses end, comments close, controls expire: from the entity list’s facts of law and from dated sentences, each with its sources. Upcoming ones unless asked otherwise.',
  input: z.strictObject({
    entity: entity('A rule, or who has a part').optional(),
    state: z.enum(['upcoming', 'past']).optional(),
    from: day('Clocks of this day or later'),
    to: day('Clocks of this day or earlier'),
    limit: limit(50, 10),
  }),
  output: z.object({
    today: z.string(),
    clocks: z.array(z.object({ ...fields, ...sourcesShape })),
    read: readShape,
  }),
  async find(archive, { entity, ...asked }) {
    const shape = z.object({
      today: z.string(),
      clocks: z.array(z.object({ ...fields, ...apiSources })),
      read: readShape,
    });
    const id = entity && (await archive.entityId(entity));
    const answer = await archive.get(shape, '/v1/clocks', { ...asked, entity: id });
    const clocks = answer.clocks.map((clock) => ({
      ...clock,
      sources: firstSources(archive, clock.sources),
    }));
    return { ...answer, clocks };
  },
  tell: ({ today, clocks, read }) =>
    [
      `${counted(clocks.length, 'clock')}; today is ${today} (UTC)`,
      ...clocks.flatMap(({ day, kind, daysLeft, rules, about, certainty, law, otherDays, told, sources }) => [
        `\n${day} ${kind}, ${daysLeft < 0 ? `${counted(-daysLeft, 'day')} ago` : `in ${counted(daysLeft, 'day')}`}: ${[...rules, ...about].map(({ name }) => line(name)).join(', ')}; ${certainty}${otherDays.length > 0 ? `; also told: ${otherDays.join(', ')}` : ''}`,
        ...(law
          ? [
              `By the entity list: ${law.is}${law.note ? `, ${line(law.note)}` : ''}${law.source ? `, ${law.source}` : ''}`,
            ]
          : []),
        ...(told > 0 ? [`Told by ${counted(told, 'article')}:`] : []),
        ...toldSources(sources),
      ]),
      ...(read.complete ? [] : ['Not all articles were read: ask for one entity.']),
    ].join('\n'),
});
