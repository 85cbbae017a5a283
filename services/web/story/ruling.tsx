import type { Story } from '../../../db/stories.ts';
import type { StoryMoment } from '../../../db/storyPages.ts';
import type { Ruling } from '../../../db/storyRulings.ts';
import { number, Say, say } from '../language/say.tsx';
import { articleAddress, storyAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Act } from '../parts/acts.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { Clock, ShortDay } from '../parts/times.tsx';

const longestNote = 500;

interface RulingView {
  story: Story;
  title: string;
  language: string;
  /** Its own texts, copies left out, as far as they are offered. */
  moments: StoryMoment[];
  /** Rulings that its articles are in, newest first. */
  rulings: Ruling[];
  /** Why the last one could not be made, as the grouping says it. */
  fault?: string | undefined;
}

/** Where people put right what belongs together. */
export function RulingPage({ story, title, language, moments, rulings, fault }: RulingView) {
  const here = storyAddress(story.id);
  return (
    <Page title={say('Put the story right')} section="stories">
      <div class="ruling">
        <h1>{say('Put the story right')}</h1>
        <p class="lead">
          <a href={here} lang={language}>
            {title}
          </a>
        </p>
        {fault !== undefined && (
          <p class="notice" role="alert">
            <strong>{say('Nothing is changed.')}</strong> {fault}
          </p>
        )}
        <form method="post" action={`${here}/split`}>
          <h2>{say('Some of it is another story')}</h2>
          <fieldset>
            <legend>{say('Articles that leave; their copies follow them')}</legend>
            {moments.map((moment) => (
              <label class="radio">
                <input type="checkbox" name={`article-${moment.id}`} value="true" />{' '}
                <span lang={moment.language}>{moment.title}</span>{' '}
                <span class="hint">
                  {moment.publisher}, <ShortDay at={moment.publishedAt} /> <Clock at={moment.publishedAt} />{' '}
                  <LanguageMark language={moment.language} />
                </span>
              </label>
            ))}
          </fieldset>
          <Note id="split-note" />
          <button type="submit">{say('Split it')}</button>
        </form>
        <form method="post" action={`${here}/merge`}>
          <h2>{say('It is the same story as another')}</h2>
          <div class="field">
            <label for="with">{say('Number of the other, as its address has it')}</label>
            <input
              id="with"
              name="with"
              inputmode="numeric"
              pattern="[0-9]+"
              maxlength={16}
              required
              autocomplete="off"
            />
          </div>
          <Note id="merge-note" />
          <button type="submit">{say('Make them one')}</button>
        </form>
        <Rulings rulings={rulings} />
      </div>
    </Page>
  );
}

const Note = ({ id }: { id: string }) => (
  <div class="field">
    <label for={id}>{say('Why (optional, shown to everybody)')}</label>
    <input id={id} name="note" maxlength={longestNote} autocomplete="off" />
  </div>
);

/** What was ruled before, each to be taken back. */
function Rulings({ rulings }: { rulings: Ruling[] }) {
  if (rulings.length === 0) return null;
  return (
    <section aria-labelledby="rulings">
      <h2 id="rulings">{say('Ruled before')}</h2>
      <ol class="rulings">
        {rulings.map(({ id, kind, note, madeAt, pairs }) => (
          <li>
            <p>
              <strong>{kind === 'merge' ? say('Made one') : say('Split')}</strong> <ShortDay at={madeAt} />{' '}
              <Say
                sentence="of article {first} and {n} more"
                first={<a href={articleAddress(pairs[0]!.articleId)}>{number(pairs[0]!.articleId)}</a>}
                n={number(new Set(pairs.flatMap((pair) => [pair.articleId, pair.otherId])).size - 1)}
              />
              {note && `: ${note}`}
            </p>
            <Act to={`/rulings/${id}/withdraw`} says={say('Take it back')} small />
          </li>
        ))}
      </ol>
    </section>
  );
}
