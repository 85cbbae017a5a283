import type { Hono } from 'hono';
import { problem } from '../../api/problems.ts';
import { keptAs } from '../../api/seriesFileName.ts';
import { inLanguage, language, languages } from '../language/language.ts';
import { originOf } from '../layout/origin.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { fieldsIn, readChart, showIn } from './asked.ts';
import { chartFile } from './file.tsx';
import { chartNames } from './names.ts';
import { fileScheme } from './palette.ts';

/** Charts by themselves, as files: with the parameters of GET /v1/trends, and show, lang and scheme. */
export function addChartFiles(pages: Hono, { orm, now, notice }: PageTools): void {
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
        ...{ ...names, notice, origin: originOf(c), scheme: fileScheme(c.req.query('scheme')) },
      });
    });
    if (c.req.query('download') === undefined) return c.body(svg, 200, fileHeaders);
    const file = {
      asked: query,
      from: trends.from,
      to: trends.to,
      show: show === 'share' ? show : undefined,
    };
    return c.body(svg, 200, { ...fileHeaders, ...keptAs('svg', file) });
  });
}

/** A file that other sites may show as a picture; opened by itself, it can do nothing. */
const fileHeaders = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'private, no-cache',
  vary: 'accept-language, cookie',
};
