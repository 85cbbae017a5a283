import type { Context, Hono } from 'hono';
import { getStory } from '../../../db/stories.ts';
import { storyTimeline } from '../../../db/storyPages.ts';
import { listRulings } from '../../../db/storyRulings.ts';
import { mergeStories, type Ruled, RulingFault, splitStory, withdrawRuling } from '../../stories/rulings.ts';
import { say } from '../language/say.tsx';
import { addressOf, storyAddress } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { numberIn, readForm } from '../parts/forms.ts';
import { inWords } from '../parts/inWords.tsx';
import { RulingPage } from './ruling.tsx';

const idPattern = ':id{[1-9][0-9]{0,15}}';
/** As many as a form of ours may hold. */
const articlesOffered = 190;
const rulingsRead = 100;

/** Merging and splitting stories by hand. Whoever may not is stopped in front of the pages. */
export function addRulingPages(pages: Hono, tools: PageTools): void {
  const { orm, now, missing } = tools;

  pages.get(`/stories/${idPattern}/ruling`, (c) => showForms(c, tools));

  pages.post(`/stories/${idPattern}/merge`, async (c) => {
    const { fields } = await readForm(c);
    const asked = { story: idIn(c), other: numberIn(fields.with) ?? 0, note: noteIn(fields) };
    return ruled(c, tools, () => mergeStories(orm, asked, now()), 'merged');
  });

  pages.post(`/stories/${idPattern}/split`, async (c) => {
    const { fields } = await readForm(c);
    const articles = Object.keys(fields).flatMap((name) => numberIn(/^article-(\d+)$/.exec(name)?.[1]) ?? []);
    if (articles.length === 0) return showForms(c, tools, say('No article was chosen.'));
    const asked = { story: idIn(c), articles, note: noteIn(fields) };
    return ruled(c, tools, () => splitStory(orm, asked, now()), 'split');
  });

  pages.post(`/rulings/${idPattern}/withdraw`, async (c) => {
    const stories = await withdrawRuling(orm, idIn(c));
    if (!stories) return missing(c, say('There is no ruling with this number.'));
    return backTo(c, stories, 'unruled');
  });
}

const idIn = (c: Context) => Number(c.req.param('id'));
const noteIn = ({ note }: Record<string, string>) => note?.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500) || null;

async function ruled(c: Context, tools: PageTools, make: () => Promise<Ruled>, said: string) {
  try {
    return backTo(c, (await make()).stories, said);
  } catch (error) {
    if (!(error instanceof RulingFault)) throw error;
    return error.part === 'id' ? noStory(c, tools) : showForms(c, tools, inWordsOf(error));
  }
}

const inWordsOf = ({ part, message }: RulingFault): string =>
  say('{field} {fault}', {
    field: say(part === 'articles' ? 'Articles that leave' : 'The other story'),
    fault: inWords(message),
  });

/** To the story that the ruling is about, or the first of those that it left. */
function backTo(c: Context, stories: readonly number[], said: string) {
  const asked = idIn(c);
  const to = stories.includes(asked) ? asked : stories[0];
  return c.redirect(to === undefined ? '/stories' : addressOf(storyAddress(to), { said }), 303);
}

const noStory = (c: Context, { missing }: PageTools) =>
  missing(c, say('There is no story with this number.'));

async function showForms(c: Context, tools: PageTools, fault?: string) {
  const { orm, answer } = tools;
  const story = await getStory(orm, idIn(c));
  if (!story) return noStory(c, tools);
  if (story.movedTo !== null) return c.redirect(`${storyAddress(story.movedTo)}/ruling`, 308);
  const [moments, rulings] = await Promise.all([
    storyTimeline(orm, story.id, articlesOffered, { copies: false }),
    listRulings(orm, rulingsRead),
  ]);
  const { title = '', language = 'en' } = moments[0] ?? {};
  const own = rulings.filter(({ stories }) => stories.includes(story.id));
  const page = <RulingPage {...{ story, title, language, moments, fault }} rulings={own} />;
  return answer(c, page, fault === undefined ? 200 : 400);
}
