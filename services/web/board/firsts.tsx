import type { Orm } from '../../../db/database.ts';
import { type FirstTold, listFirsts } from '../../../db/firsts.ts';
import { chineseLead, summaryOf } from '../../search/events/firsts.ts';
import { counted, percent, say } from '../language/say.tsx';
import { articleAddress, storyAddress } from '../layout/address.ts';
import { Fact } from '../parts/fact.tsx';
import { duration, ShortDay } from '../parts/times.tsx';
import { Board } from './board.tsx';

/** Stories that are counted, and that a page shows. */
const mostCounted = 5000;
const mostShown = 60;

export const loadFirsts = (orm: Orm): Promise<FirstTold[]> => listFirsts(orm, {}, mostCounted);

export function FirstsPage({ told }: { told: readonly FirstTold[] }) {
  return (
    <Board path="/firsts">
      <p class="lead">
        {say(
          'Stories told in Chinese and in English: which came first, by the times that publishers give, and by how much. Copies count, since they are read too.',
        )}
      </p>
      {told.length === 0 ? (
        <p class="none">{say('No story has been told in both languages yet.')}</p>
      ) : (
        <>
          <Summary told={told} />
          <FirstsTable told={told.slice(0, mostShown)} />
        </>
      )}
      <p class="hint">
        {say('What the archive’s feeds do not carry cannot be first.')}{' '}
        <a href="/v1/firsts">{say('The API call for this')}</a>
      </p>
    </Board>
  );
}

function Summary({ told }: { told: readonly FirstTold[] }) {
  const { stories, chineseFirst, englishFirst, medianLead } = summaryOf(told);
  return (
    <dl class="figures">
      <Fact name={say('Told in both')}>{counted(stories, 'story')}</Fact>
      <Fact name={say('Chinese first')}>{`${chineseFirst} (${percent(chineseFirst / stories)})`}</Fact>
      <Fact name={say('English first')}>{`${englishFirst} (${percent(englishFirst / stories)})`}</Fact>
      {medianLead !== null && <Fact name={say('In the middle')}>{leadWords(medianLead)}</Fact>}
    </dl>
  );
}

/** @param lead minutes by which Chinese was earlier */
function leadWords(lead: number): string {
  if (lead === 0) return say('at the same time');
  const amount = duration(Math.abs(lead) * 60);
  return lead > 0 ? say('Chinese {amount} earlier', { amount }) : say('English {amount} earlier', { amount });
}

const FirstsTable = ({ told }: { told: readonly FirstTold[] }) => (
  <section class="scroll" tabindex={0} aria-label={say('First language')}>
    <table class="firsts cards">
      <thead>
        <tr>
          <th scope="col">{say('Day')}</th>
          <th scope="col">{say('First in Chinese')}</th>
          <th scope="col" class="middle">
            {say('Who was earlier')}
          </th>
          <th scope="col">{say('First in English')}</th>
        </tr>
      </thead>
      <tbody>
        {told.map((story) => (
          <FirstRow story={story} />
        ))}
      </tbody>
    </table>
  </section>
);

function FirstRow({ story }: { story: FirstTold }) {
  const lead = chineseLead(story);
  const first = lead >= 0 ? story.chinese : story.english;
  return (
    <tr>
      <td class="when">
        <a href={storyAddress(story.storyId)}>
          <ShortDay at={first.publishedAt} />
        </a>
      </td>
      <td data-name={say('First in Chinese')}>
        <Told article={story.chinese} />
      </td>
      <td class="middle">
        <LeadBar lead={lead} />
        <span class="under">{leadWords(lead)}</span>
      </td>
      <td data-name={say('First in English')}>
        <Told article={story.english} />
      </td>
    </tr>
  );
}

const Told = ({ article: { id, title, language, publisher } }: { article: FirstTold['english'] }) => (
  <>
    <a href={articleAddress(id)} lang={language}>
      {title}
    </a>
    <span class="under">{publisher}</span>
  </>
);

const half = 60;
/** Leads from which a bar is full: a week. */
const longest = 7 * 24 * 60;

/** A bar to the side of the language that was earlier; ten times the lead is as much longer everywhere. */
function LeadBar({ lead }: { lead: number }) {
  const length = (Math.min(1, Math.log1p(Math.abs(lead)) / Math.log1p(longest)) * half) | 0;
  return (
    <svg class="lead-bar" viewBox={`0 0 ${half * 2} 12`} width={half * 2} height={12} aria-hidden="true">
      <rect x={lead > 0 ? half - length : half} y={2} width={length} height={8} />
      <line x1={half} x2={half} y1={0} y2={12} />
    </svg>
  );
}
