import type { Context } from 'hono';
import { html } from 'hono/html';
import type { Orm } from '../../../db/database.ts';
import { fieldsIn, readChart, showIn } from '../charts/asked.ts';
import { chartNames } from '../charts/names.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { daysName, longDay } from '../charts/time.ts';
import { Timeline } from '../charts/timeline.tsx';
import { language, tags } from '../language/language.ts';
import { Say, say } from '../language/say.tsx';
import { embeddedHeaders } from '../layout/answer.tsx';
import { icon } from '../layout/layout.tsx';
import { originOf } from '../layout/origin.ts';
import { stylesheetAddress } from '../layout/stylesheet.ts';
import { dateOf } from '../parts/times.tsx';
import { description } from './description.ts';

/** A chart for the frame of another page: nothing around it but where it is from. */
export async function embedPage(c: Context, orm: Orm, now: Date, notice?: string) {
  const [fields, show] = [fieldsIn(c), showIn(c)];
  const { query, trends } = await readChart(orm, fields, now);
  const called = query && (await chartNames(orm, query, trends.series));
  const title = called?.title ?? say('Chart');
  const own = chartAddress('/trends', { ...fields, show: show === 'share' ? show : undefined });
  const page = (
    <html lang={tags[language()]}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={stylesheetAddress} />
        <link rel="icon" href={icon} />
      </head>
      <body class="embedded">
        <main>
          <h1>{title}</h1>
          {called ? (
            <>
              <p class="hint">{daysName(trends.from, trends.to)}</p>
              <Timeline
                id="trend"
                {...{
                  title,
                  show,
                  now,
                  names: called.names,
                  series: trends.series,
                  by: trends.by,
                  count: trends.count,
                  timeZone: trends.timeZone,
                }}
                description={description(trends, called.names)}
              />
            </>
          ) : (
            <p>{say('This chart can’t be drawn: its address asks for something that is not there.')}</p>
          )}
          <p class="hint">
            <Say
              sentence="Source: {link}, {day}"
              link={
                <a href={own} target="_blank" rel="noopener">
                  {`Chipwire, ${new URL(originOf(c)).host}`}
                </a>
              }
              day={longDay(dateOf(now))}
            />
            {notice && <span lang="en"> · {notice}</span>}
          </p>
        </main>
      </body>
    </html>
  );
  return c.html(html`<!doctype html>${page}`, called ? 200 : 400, {
    ...embeddedHeaders,
    'cache-control': 'private, no-cache',
    vary: 'accept-language, cookie',
  });
}
