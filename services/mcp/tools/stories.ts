import { z } from 'zod';
import { counted, signed } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import {
  after,
  articleShape,
  before,
  cited,
  citedShape,
  cursor,
  entity,
  limit,
  minuteOf,
  more,
  nextShape,
  pageShape,
  told,
} from '../shapes.ts';
import { tool } from '../tool.ts';

export const storyFields = {
  id: z.number(),
  headline: z.string().describe('Title of its first article: text from outside'),
  firstAt: z.string(),
  lastAt: z.string(),
  articles: z.number(),
  publishers: z.number().describe('That wrote of it themselves: a copy corroborates nothing'),
};
export const storyEntity = z.object({ id: z.string(), name: z.string(), meanSentiment: z.number() });
const fields = { ...storyFields, entities: z.array(storyEntity) };

export const stories = tool({
  name: 'stories',
  title: 'List stories',
  description:
    'Happenings, each with all articles on it: who broke it, how many publishers wrote of it themselves. Those with the newest articles first, or those that most publishers wrote of.',
  input: z.strictObject({
    entity: entity('An article of it names this one, or what belongs to it').optional(),
    topic: z.enum(['export-controls', 'model-releases']).optional(),
    publishers: z.int().min(1).max(1000).optional().describe('At least so many publishers'),
    sort: z
      .enum(['newest', 'publishers'])
      .default('newest')
      .describe('publishers: of the last 30 days where after is not given'),
    after,
    before,
    limit: limit(50, 10),
    cursor,
  }),
  output: z.object({
    stories: z.array(z.object({ ...fields, page: pageShape, first: citedShape.describe('Who broke it') })),
    next: nextShape,
  }),
  async find(archive, { entity, ...asked }) {
    const shape = z.object({
      stories: z.array(z.object({ ...fields, first: articleShape })),
      next: z.string().nullable(),
    });
    const id = entity === undefined ? undefined : await archive.entityId(entity);
    const { stories, next } = await archive.get(shape, '/v1/stories', { ...asked, entity: id });
    return {
      stories: stories.map(({ first, ...story }) => ({
        ...story,
        page: archive.page(`/stories/${story.id}`),
        first: cited(archive, first),
      })),
      next,
    };
  },
  tell: ({ stories, next }) =>
    [
      counted(stories.length, 'story', 'stories'),
      ...stories.map(
        ({ id, page, articles, publishers, firstAt, lastAt, first, entities }) =>
          `\nStory ${id}: ${counted(articles, 'article')} of ${counted(publishers, 'publisher')}, ${minuteOf(firstAt)} to ${minuteOf(lastAt)}${page ? `, ${page}` : ''}\nfirst: ${told(first)}\n${entities.map(({ name, meanSentiment }) => `${line(name)} ${signed(meanSentiment)}`).join('; ')}`,
      ),
      ...more(next),
    ].join('\n'),
});
