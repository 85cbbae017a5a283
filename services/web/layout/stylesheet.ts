import { readFileSync } from 'node:fs';
import { addressByContent } from './assets.ts';

/** Each folder keeps the rules of its own pages; what stands later wins. */
const files = [
  'layout/base.css',
  'layout/layout.css',
  'parts/forms.css',
  'parts/parts.css',
  'charts/charts.css',
  'today/today.css',
  'search/search.css',
  'article/article.css',
  'story/story.css',
  'entity/entity.css',
  'quotes/quotes.css',
  'board/board.css',
  'trends/trends.css',
  'alerts/alerts.css',
  'feeds/feeds.css',
  'method/method.css',
  'health/health.css',
  'layout/narrow.css',
];

/** The one stylesheet, read once. */
export const stylesheet = files
  .map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
  .join('\n')
  // Browsers need neither comments nor indents.
  .replaceAll(/\/\*[\s\S]*?\*\//g, '')
  .replaceAll(/\n\s*/g, '\n');

/** Changes with the content, so that browsers may keep it for ever. */
export const stylesheetAddress = addressByContent('style', 'css', stylesheet);
