import { z } from 'zod';
import { certainties, stances } from '../../../db/schema.ts';
import { counted } from '../../cli/lines.ts';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import { line, quoted } from '../clean.ts';
import {
  after,
  articleShape,
  before,
  cited,
  citedShape,
  cursor,
  day,
  entity,
  limit,
  more,
  nextShape,
  told,
} from '../shapes.ts';
import { tool } from '../tool.ts';

const fields = {
  type: z.string(),
  words: z.string().describe('Text from outside: those that show it'),
  sentence: z.object({ text: z.string().describe('Text from outside') }),
  days: z.object({
    from: z.string(),
    to: z.string(),
    dated: z.boolean().describe('False: the text gives no date, these are those of publication'),
  }),
  certainty: z.string(),
  stance: z.string(),
  instrument: z
    .object({ kind: z.string(), entityId: z.string().nullable(), name: z.string().nullable() })
    .nullable(),
  who: z.array(z.object({ entityId: z.string(), name: z.string(), role: z.string(), effect: z.number() })),
  taggerVersion: z.string(),
};

export const events = tool({
  name: 'events',
  title: 'Find events',
  description:
    'What happened to whom, by type: listings, licences, model releases, fines, price cuts …, each with the sentence that says so, how sure it is (stated, planned, unconfirmed, denied) and its article. after and before look at publication, from and to at the days of the event.',
  input: z.strictObject({
    type: z.enum(eventTypeIds() as [string, ...string[]]).optional(),
    entity: entity('Who has a part in it, or what belongs to that one').optional(),
    role: z.string().max(40).optional().describe('The part: target, actor, exporter, buyer, rival …'),
    stance: z.enum(stances).optional().describe('What it does to the flow of chips and models'),
    certainty: z.enum(certainties).optional(),
    from: day('Happened, or shall happen, on this day or later'),
    to: day('On this day or earlier'),
    publisher: z.string().max(100).optional().describe('Publisher’s name, exactly'),
    after,
    before,
    limit: limit(50, 10),
    cursor,
  }),
  output: z.object({ events: z.array(z.object({ ...fields, article: citedShape })), next: nextShape }),
  async find(archive, { entity, ...asked }) {
    const shape = z.object({
      events: z.array(z.object({ ...fields, article: articleShape })),
      next: z.string().nullable(),
    });
    const id = entity && (await archive.entityId(entity));
    const { events, next } = await archive.get(shape, '/v1/events', { ...asked, entity: id });
    return { events: events.map((event) => ({ ...event, article: cited(archive, event.article) })), next };
  },
  tell: ({ events, next }) =>
    [
      counted(events.length, 'event'),
      ...events.map(
        ({ type, certainty, stance, days, who, sentence, article, taggerVersion }) =>
          `\n${type}, ${certainty}, stance ${stance}, ${days.from}${days.to === days.from ? '' : ` to ${days.to}`}${days.dated ? '' : ' (day of publication)'}: ${who.map(({ name, role }) => `${line(name)} (${role})`).join(', ')}\n${quoted(line(sentence.text))}\nin ${told(article)} · found by ${taggerVersion}`,
      ),
      ...more(next),
    ].join('\n'),
});
