import type { Story } from '../../../db/stories.ts';
import type { StoryFacts } from '../../../db/storyPages.ts';
import { counted, Say, say } from '../language/say.tsx';
import { addressOf, storyAddress } from '../layout/address.ts';
import { Fact } from '../parts/fact.tsx';
import { DayTime } from '../parts/times.tsx';

/** A story as a search. */
const searchOf = (id: number) => ({ q: `in:${id}`, copies: true });

/** A story as a feed. */
export const feedOf = (id: number) => addressOf('/v1/search.atom', searchOf(id));

/** What there is to know of a story beside its articles, and what can be done with it. */
export function TakeStory({ story, facts }: { story: Story; facts: StoryFacts }) {
  const { id } = story;
  const api = `/v1${storyAddress(id)}`;
  const file = (format: string) => addressOf('/v1/export', { ...searchOf(id), format });
  return (
    <section aria-labelledby="about">
      <h2 id="about">{say('About this story')}</h2>
      <dl class="about">
        <Fact name={say('Begins')}>
          <DayTime at={story.firstAt} />
        </Fact>
        <Fact name={say('Latest article')}>
          <DayTime at={story.lastAt} />
        </Fact>
        {facts.copies.length > 0 && (
          <Fact name={say('Copies')}>
            {say('{copies} of others’ texts', { copies: counted(facts.copies.length, 'copy') })}
          </Fact>
        )}
        {facts.revisions > 0 && (
          <Fact name={say('Edited')}>
            {say('{edits} by publishers', { edits: counted(facts.revisions, 'edit') })}
          </Fact>
        )}
        <Fact name={say('Alert')}>
          <a href={addressOf('/alerts/new', { q: `in:${id}` })}>{say('Tell me when more is written')}</a>
        </Fact>
        <Fact name={say('Search')}>
          <a href={addressOf('/search', searchOf(id))}>{say('its articles, to narrow or export')}</a>
        </Fact>
        <Fact name={say('Feed')}>
          <a href={feedOf(id)}>Atom</a>
        </Fact>
        <Fact name={say('Export')}>
          <Say
            sentence="{csv}, {bibtex}, {evidence}"
            csv={<a href={file('csv')}>CSV</a>}
            bibtex={<a href={file('bibtex')}>BibTeX</a>}
            evidence={<a href={file('evidence')}>{say('evidence pack')}</a>}
          />
        </Fact>
        <Fact name={say('Grouping')}>
          <a href={`${storyAddress(id)}/ruling`}>{say('split it, or merge it with another')}</a>
        </Fact>
        <Fact name="API">
          <a href={api}>{api}</a>
        </Fact>
      </dl>
    </section>
  );
}
