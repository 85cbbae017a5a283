/**
 * Articles per second through the whole pipeline, on the home that DATABASE_URL and REDIS_URL name: npm run bench --
 * worker. `--articles` are measured after a warm-up, `--processes` work on them.
 */
import { parseArgs } from 'node:util';
import { measurePipeline } from './pipeline.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '800' },
    'warm-up': { type: 'string', default: '200' },
    processes: { type: 'string', default: '1' },
  },
});
const figures = await measurePipeline(
  {
    warmUp: Number(values['warm-up']),
    articles: Number(values.articles),
    processes: Number(values.processes),
  },
  process.env,
);
const cpu = figures.cpuSeconds + (figures.serverCpuSeconds ?? 0);
console.log(
  JSON.stringify({
    ...figures,
    articlesPerSecond: Number((figures.articles / figures.seconds).toFixed(1)),
    cpuSecondsPerArticle: Number((cpu / figures.articles).toFixed(4)),
  }),
);
