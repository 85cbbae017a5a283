import type { ListedMatch } from '../../../db/alertMatches.ts';
import type { ListedAlert } from '../../../db/alerts.ts';
import type { ListedMute } from '../../../db/mutes.ts';
import { toldSchema } from '../../alert/told.ts';
import { Say, say } from '../language/say.tsx';
import { addressOf, alertAddress, articleAddress, storyAddress } from '../layout/address.ts';
import { LanguageMark } from '../parts/articleList.tsx';
import { Ago } from '../parts/times.tsx';
import { Mute } from './alertMutes.tsx';
import { numbersWords } from './words.ts';

interface MatchesProps {
  alert: ListedAlert;
  matches: ListedMatch[];
  /** `before` of the next page; null on the last. */
  next: number | null;
  first: boolean;
  mutes: ListedMute[];
  now: Date;
}

/** What an alert found, the newest first. */
export function Matches({ alert, matches, next, first, mutes, now }: MatchesProps) {
  const here = alertAddress(alert.id);
  if (matches.length === 0) return <Nothing alert={alert} />;
  return (
    <>
      <ol class="happenings told">
        {matches.map((match) => (
          <Match {...{ match, here, now, mutes }} />
        ))}
      </ol>
      <p class="pages">
        {!first && <a href={here}>{say('← Newest')}</a>}
        {next !== null && <a href={addressOf(here, { before: next })}>{say('Older matches →')}</a>}
      </p>
    </>
  );
}

const Nothing = ({ alert: { id, query } }: Pick<MatchesProps, 'alert'>) => (
  <>
    <p class="lead">{say('Nothing yet. It fires on what is found from now on.')}</p>
    <p>
      <Say
        sentence="{past} shows when it would have fired; {search} what its query finds so far."
        past={<a href={`${alertAddress(id)}/edit#try`}>{say('A try against the past')}</a>}
        search={<a href={addressOf('/search', { q: query })}>{say('a search')}</a>}
      />
    </p>
  </>
);

interface MatchProps extends Pick<MatchesProps, 'mutes' | 'now'> {
  match: ListedMatch;
  here: string;
}

function Match({ match, here, mutes, now }: MatchProps) {
  const { why, article, numbers } = toldSchema.parse(match.told);
  const page = match.articleId === null ? null : articleAddress(match.articleId);
  return (
    <li id={`match-${match.id}`}>
      <h3 lang={article?.language ?? 'en'}>{page && article ? <a href={page}>{article.title}</a> : why}</h3>
      <p class="source">
        <Ago at={match.matchedAt} now={now} />
        {article && <span>{article.publisher}</span>}
        {article && <LanguageMark language={article.language} />}
        {match.storyId !== null && <a href={storyAddress(match.storyId)}>{say('story')}</a>}
        <span>{say(tolds[match.state])}</span>
      </p>
      {article && <p lang="en">{why}</p>}
      {numbers && <p class="hint">{numbersWords(numbers)}</p>}
      <Mute {...{ match, here, mutes }} entities={article?.entities ?? []} />
    </li>
  );
}

const tolds = { told: 'told', held: 'held back for now', muted: 'muted' } as const;
