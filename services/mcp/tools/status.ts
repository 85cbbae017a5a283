import { z } from 'zod';
import { counted } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { day, entity } from '../shapes.ts';
import { tool } from '../tool.ts';
import { apiSources, firstSources, namedOne, readShape, sourcesShape, toldSources } from './sources.ts';

const step = {
  state: z.string(),
  days: z.object({ from: z.string(), to: z.string() }),
  certainty: z.string(),
  changes: z.boolean().describe('False: told, and changing nothing'),
};
const control = {
  control: z.string(),
  says: z.string(),
  state: z.string().nullable(),
  since: z.string().nullable(),
  by: namedOne.nullable(),
  rule: namedOne.nullable(),
};
const fields = {
  entityId: z.string(),
  name: z.string(),
  asOf: z.string(),
  knownBy: z.string().nullable(),
  says: z.string().describe('In a sentence; what no article says is not known'),
  read: readShape,
};
const relative = { ...namedOne.shape, relation: z.string() };
const apiControl = z.object({ ...control, steps: z.array(z.object({ ...step, ...apiSources })) });
const apiShape = z.object({
  ...fields,
  controls: z.array(apiControl),
  family: z.array(z.object({ ...relative, controls: z.array(z.object({ says: z.string() })) })),
});
const stepShape = z.object({ ...step, ...sourcesShape });

const mostSteps = 8;

export const status = tool({
  name: 'status',
  title: 'Under which controls somebody stands',
  description:
    'Under which export controls, lists and bans an entity stood on a day, step by step, as far as the archive’s articles say: it is not the law. knownBy asks what could be known at a time.',
  input: z.strictObject({
    entity: entity('Who'),
    asOf: day('The day; today when left out'),
    knownBy: z.string().max(40).optional().describe('Only what was published before: 2025-06-01'),
  }),
  output: z.object({
    ...fields,
    controls: z.array(z.object({ ...control, steps: z.array(stepShape).describe('The last ones') })),
    family: z
      .array(z.object({ ...relative, says: z.array(z.string()) }))
      .describe('Relatives that are held back: the parent of a chip, the units of a firm'),
  }),
  async find(archive, { entity, ...asked }) {
    const id = await archive.entityId(entity);
    const found = await archive.get(apiShape, `/v1/entities/${encodeURIComponent(id)}/status`, asked);
    return {
      ...found,
      controls: found.controls.map(({ steps, ...control }) => ({
        ...control,
        steps: steps
          .slice(-mostSteps)
          .map((step) => ({ ...step, sources: firstSources(archive, step.sources) })),
      })),
      family: found.family.map(({ controls, ...one }) => ({
        ...one,
        says: controls.map(({ says }) => says),
      })),
    };
  },
  tell: ({ says, asOf, knownBy, controls, read }) =>
    [
      `As of ${asOf}${knownBy ? `, known by ${knownBy}` : ''}: ${line(says)}`,
      ...controls.flatMap(({ control, says: own, steps }) => [
        `\n${control}: ${line(own)}`,
        ...steps.flatMap(({ state, days, certainty, changes, told, sources }) => [
          `${days.from}${days.to === days.from ? '' : ` to ${days.to}`} ${state}, ${certainty}${changes ? '' : ' (changes nothing)'}, told by ${counted(told, 'article')}:`,
          ...toldSources(sources),
        ]),
      ]),
      ...(read.complete ? [] : ['Not all articles were read.']),
      'This is what the archive’s articles say, and not the law.',
    ].join('\n'),
});
