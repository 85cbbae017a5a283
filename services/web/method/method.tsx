import type { PropsWithChildren } from 'hono/jsx';
import type { Scores } from '../../method/scores.ts';
import { taggerVersion } from '../../tag/tags.ts';
import { type Sentence, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import type { ArchiveFacts } from './load.ts';
import { PageScores, StoryScores } from './otherScores.tsx';
import { SentimentScores } from './sentimentScores.tsx';
import { Corrections, SourcesAndRights } from './sources.tsx';
import { TagScores, TopicScores } from './tagScores.tsx';
import { TagsInWords, Weaknesses } from './tagsInWords.tsx';
import { Weights } from './weights.tsx';

/** Parts of the page by their anchors. */
const parts = {
  tags: 'What the tags mean',
  scores: 'How good they are',
  weaknesses: 'Known weaknesses',
  order: 'What is shown first',
  corrections: 'Readers’ corrections',
  sources: 'Sources and rights',
} as const satisfies Record<string, Sentence>;

export function MethodPage({ scores, facts }: { scores: Scores; facts: ArchiveFacts }) {
  const { tag, cluster, extract } = scores;
  return (
    <Page title={say('Method')} section="method">
      <h1>{say('Method')}</h1>
      <p class="lead">
        {say(
          'Everything here is read by machine and can be wrong. This page says how it is made, how often it is right, and where it fails, so that you can judge what to cite.',
        )}
      </p>
      <nav class="contents" aria-label={say('On this page')}>
        <ul>
          {Object.entries(parts).map(([id, name]) => (
            <li>
              <a href={`#${id}`}>{say(name)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Part id="tags">
        <TagsInWords />
      </Part>
      <Part id="scores">
        <p class="measured-on">
          {say('Measured on {day} with tagger version {tagger}, entity list {list}.', {
            ...{ day: tag.measuredOn, tagger: tag.tagger, list: shortly(tag.list) },
          })}{' '}
          <Sameness tag={tag} list={facts.list} />
        </p>
        <p>
          {say(
            'The gold set is the project’s own: passages on the beat, written to be hard, annotated by one person who did not see what the tagger says. Two thirds may be tuned on; the third that is held apart never is, and is the figure to cite.',
          )}
        </p>
        <h3>{say('Sentiment')}</h3>
        <SentimentScores sentiment={tag.sentiment} />
        <h3>{say('Entities, events, quotes, releases, stance')}</h3>
        <TagScores gold={tag.gold} />
        <h3>{say('Topics')}</h3>
        <TopicScores topics={tag.topics} />
        <h3>{say('Stories and copies')}</h3>
        <p class="measured-on">{say('Measured on {day}.', { day: cluster.measuredOn })}</p>
        <StoryScores cluster={cluster} />
        <h3>{say('Reading pages')}</h3>
        <p class="measured-on">{say('Measured on {day}.', { day: extract.measuredOn })}</p>
        <PageScores extract={extract} />
      </Part>
      <Part id="weaknesses">
        <Weaknesses />
      </Part>
      <Part id="order">
        <Weights />
      </Part>
      <Part id="corrections">
        <Corrections corrections={facts.corrections} />
      </Part>
      <Part id="sources">
        <SourcesAndRights facts={facts} />
      </Part>
    </Page>
  );
}

const Part = ({ id, children }: PropsWithChildren<{ id: keyof typeof parts }>) => (
  <section class="method-part" aria-labelledby={id}>
    <h2 id={id}>{say(parts[id])}</h2>
    <div>{children}</div>
  </section>
);

/** A content hash is known by its beginning. */
const shortly = (version: string) => version.slice(0, 8);

/** Whether the figures are those of what runs here. */
function Sameness({ tag, list }: { tag: Scores['tag']; list: string | null }) {
  if (tag.tagger !== taggerVersion)
    return (
      <strong>
        {say('This Chipwire runs another tagger, version {tagger}.', { tagger: taggerVersion })}
      </strong>
    );
  if (list !== null && list !== tag.list)
    return (
      <>
        {say('This archive has another entity list, {list}; figures of names may differ.', {
          list: shortly(list),
        })}
      </>
    );
  return <>{say('The same run here.')}</>;
}
