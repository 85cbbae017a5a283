import type { Tool } from './tool.ts';
import { article } from './tools/article.ts';
import { clocks } from './tools/clocks.ts';
import { contradictions } from './tools/contradictions.ts';
import { entities } from './tools/entities.ts';
import { entity } from './tools/entity.ts';
import { events } from './tools/events.ts';
import { previewAlert } from './tools/previewAlert.ts';
import { quotes } from './tools/quotes.ts';
import { releases } from './tools/releases.ts';
import { search } from './tools/search.ts';
import { status } from './tools/status.ts';
import { stories } from './tools/stories.ts';
import { story } from './tools/story.ts';
import { trends } from './tools/trends.ts';

/** All that assistants can ask, the most asked first. */
export const tools: readonly Tool[] = [
  ...[search, article, stories, story, entities, entity, trends],
  ...[quotes, events, releases, clocks, status, contradictions, previewAlert],
];
