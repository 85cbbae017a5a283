import type { Hono } from 'hono';
import { say } from '../language/say.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { rememberEach } from '../layout/remember.ts';
import { rememberCoverage } from './coverage.ts';
import { entitiesPage } from './entities.tsx';
import { entityPage, type RememberLoaded } from './entity.tsx';

/** What a view of an entity shows may be so old; one of four long series by day takes some MB. */
const keptMs = 20_000;
const mostKept = 20;

export function addEntityPages(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  const coverage = rememberCoverage(orm, now);
  const remembered: RememberLoaded = rememberEach(keptMs, mostKept);
  pages.get('/entities', async (c) =>
    answer(c, await entitiesPage(orm, coverage, (name) => c.req.query(name), now())),
  );

  pages.get('/entities/:id', async (c) => {
    const asked = (name: string) => c.req.query(name);
    const several = (name: string) => c.req.queries(name) ?? [];
    const page = await entityPage(orm, remembered, c.req.param('id'), { asked, several, now: now() });
    return page ? answer(c, page) : missing(c, say('There is no entity with this id.'));
  });
}
