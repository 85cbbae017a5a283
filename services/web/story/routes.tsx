import type { Hono } from 'hono';
import { getStory } from '../../../db/stories.ts';
import { say } from '../language/say.tsx';
import { addressOf, storyAddress } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn } from '../parts/forms.ts';
import { loadStory } from './load.ts';
import { addRulingPages } from './rulingRoutes.tsx';
import { storiesPage } from './stories.tsx';
import { StoryPage } from './story.tsx';

export function addStoryPages(pages: Hono, tools: PageTools): void {
  const { orm, now, answer, missing } = tools;
  addRulingPages(pages, tools);

  pages.get('/stories', async (c) => {
    // A form sends its empty fields too; without them the address is short enough to keep and to send on.
    const asked = Object.entries(c.req.query());
    if (asked.some(([, value]) => value === ''))
      return c.redirect(addressOf('/stories', Object.fromEntries(asked)), 302);
    const { ok, page } = await storiesPage(orm, (name) => c.req.query(name), now());
    return answer(c, page, ok ? 200 : 400);
  });

  pages.get('/stories/:id{[1-9][0-9]{0,15}}', async (c) => {
    const after = numberIn(c.req.query('after'));
    const story = await getStory(orm, Number(c.req.param('id')));
    if (story && story.movedTo !== null) return c.redirect(storyAddress(story.movedTo), 308);
    const view = story && (await loadStory(orm, story, after));
    return view
      ? answer(c, <StoryPage view={view} first={after === undefined} said={c.req.query('said')} />)
      : missing(c, say('There is no story with this number.'));
  });
}
