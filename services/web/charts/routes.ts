import type { Context, Hono } from 'hono';
import { problem } from '../../api/problems.ts';
import { inLanguage, language, languages } from '../language/language.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { type ChartFields, fieldsIn, readChart, type Show, showIn } from './asked.ts';
import { chartFile } from './file.tsx';
import { chartNames } from './names.ts';
import { originOf } from './origin.ts';
import { fileScheme } from './palette.ts';

/** Charts by themselves, as files: with the parameters of GET /v1/trends, and show, lang and scheme. */
export function addChartFiles(pages: Hono, { orm, now }: PageTools): void {
  pages.get('/charts/series.svg', async (c) => {
    const [fields, show, at] = [fieldsIn(c), showIn(c), now()];
    const { query, trends, faults } = await readChart(orm, fields, at);
    if (!query) return problem(c, 400, { errors: faults });
    const spoken = languages.find((each) => each === c.req.query('lang')) ?? language();
    const svg = await inLanguage(spoken, async () => {
      const names = await chartNames(orm, query, trends.series);
      return chartFile({
        ...{ trends, show, now: at, series: trends.series, by: trends.by, count: trends.count },
        timeZone: trends.timeZone,
        ...{ ...names, origin: originOf(c), scheme: fileScheme(c.req.query('scheme')) },
      });
    });
    return c.body(svg, 200, { ...fileHeaders, ...named(c, fields, show) });
  });
}

/** A file that other sites may show as a picture; opened by itself, it can do nothing. */
const fileHeaders = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-cache',
  vary: 'accept-language, cookie',
};

/** A name that says what is in the file, where it is to be kept. */
function named(c: Context, { q, split, entity }: ChartFields, show: Show): Record<string, string> {
  if (c.req.query('download') === undefined) return {};
  const words = [q, entity, split && `by ${split}`, show === 'share' && 'share'].filter(Boolean).join(' ');
  const name = ['chipwire', ...(words.toLowerCase().match(/[a-z0-9]+/g) ?? [])].join('-').slice(0, 80);
  return { 'content-disposition': `attachment; filename="${name}.svg"` };
}
