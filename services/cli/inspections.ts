/** Each inspection runs files through the very code that the pipeline runs. */
export const inspections = [
  { name: 'feed', description: 'feed files to their entries' },
  { name: 'page', description: 'article pages to title, byline, dates and text' },
  {
    name: 'text',
    description: 'plain texts to language, entities, sentiment, topics, events, quotes and releases',
  },
] as const;
export type Inspection = (typeof inspections)[number]['name'];
