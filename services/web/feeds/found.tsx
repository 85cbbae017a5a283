import type { Feed } from '../../../db/feeds.ts';
import type { FindFault, Found, FoundFeed } from '../../feeds/find.ts';
import { counted, number, Say, type Sentence, say } from '../language/say.tsx';
import { feedAddress, safeHref } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Choice, type Part, Text } from '../parts/controls.tsx';
import { ShortDay } from '../parts/times.tsx';
import { AddFeed } from './addFeed.tsx';
import { languageOptions } from './choices.ts';
import { Settings, usualSettings } from './settings.tsx';

/** A feed that may be added, with what it is where it was just looked at. */
export interface Candidate {
  url: string;
  title: string;
  preview?: FoundFeed | undefined;
  /** The feed that has its address already. */
  known?: Feed | undefined;
}

interface FoundProps {
  /** What was looked for. */
  found: Pick<Found, 'address' | 'left' | 'fault' | 'reason'>;
  candidates: Candidate[];
  fields: Part['fields'];
  /** Why nothing was added. */
  fault?: Sentence | undefined;
}

/** What a form of candidates begins with: the first that is new is ticked. */
export function fieldsFor(candidates: readonly Candidate[]): Part['fields'] {
  const first = candidates.findIndex(({ known }) => known === undefined);
  const each = candidates.flatMap(({ title, url, preview }, nth) => [
    [`publisher-${nth}`, (title || new URL(url).hostname.replace(/^www\./, '')).slice(0, 100)],
    [`language-${nth}`, preview?.language ?? 'en'],
    ...(nth === first ? [[`add-${nth}`, 'true']] : []),
  ]);
  return { ...usualSettings, ...Object.fromEntries(each) };
}

const faults: Record<FindFault, Sentence> = {
  address: 'This is no address of the web. It should look like example.com or https://example.com/news.',
  'no-site': 'There is no site at this address, or its name can’t be looked up now. Is it spelt right?',
  refused:
    'This address is refused: it lies within a private network, or leads there. Only sites of the public web are asked.',
  timeout: 'The site did not answer in time. Try again later.',
  unreachable: 'The site gave no answer that can be used.',
  robots:
    'The site’s robots.txt asks robots not to read this page. Where you know the feed’s own address, paste that.',
  none: 'No feed was found there: the page names none, and none lies where sites usually keep theirs. Try the page of a section or a blog.',
  unreadable: 'What answers there is neither a feed that can be read nor a web page.',
  busy: 'Too many searches are running. Try again in a minute.',
};

/** What was found at an address, and the form to add some of it. */
export function FoundPage({ found, candidates, fields, fault }: FoundProps) {
  const fresh = candidates.filter(({ known }) => known === undefined).length;
  return (
    <Page title={say('Add a feed')} section="feeds">
      <p class="back">
        <a href="/feeds">{say('All feeds')}</a>
      </p>
      <h1>{say('Add a feed')}</h1>
      {found.fault && (
        <div class="notice" role="alert">
          <p>{say(faults[found.fault])}</p>
          {found.reason && (
            <p class="hint" lang="en">
              {found.reason}
            </p>
          )}
        </div>
      )}
      {fault && (
        <p class="notice" role="alert">
          {say(fault)}
        </p>
      )}
      {candidates.length > 0 && (
        <>
          {!fault && (
            <p class="lead" role="status">
              {say('{feeds} at {address}', {
                ...{ feeds: counted(candidates.length, 'feed'), address: found.address },
              })}
            </p>
          )}
          <form method="post" action="/feeds" class="candidates">
            <input type="hidden" name="address" value={found.address} />
            {candidates.map((candidate, nth) => (
              <CandidateFields candidate={candidate} nth={nth} part={{ fields, faults: [] }} />
            ))}
            {fresh > 0 && (
              <>
                <Settings part={{ fields, faults: [] }} />
                <button type="submit">{say('Add what is ticked')}</button>
              </>
            )}
          </form>
          {found.left > 0 && (
            <p class="hint">
              {say('The page names {n} more addresses that may be feeds; they were not tried.', {
                n: found.left,
              })}
            </p>
          )}
        </>
      )}
      <AddFeed title="Look elsewhere" address={found.fault ? found.address : ''} />
    </Page>
  );
}

function CandidateFields({ candidate, nth, part }: { candidate: Candidate; nth: number; part: Part }) {
  const { url, title, preview, known } = candidate;
  const href = safeHref(url);
  const name = title || url;
  return (
    <fieldset class="candidate">
      <legend>
        {known ? (
          name
        ) : (
          <label>
            <input
              type="checkbox"
              name={`add-${nth}`}
              value="true"
              checked={part.fields[`add-${nth}`] === 'true'}
            />{' '}
            {name}
          </label>
        )}
      </legend>
      <input type="hidden" name={`url-${nth}`} value={url} />
      <input type="hidden" name={`title-${nth}`} value={title} />
      <p class="source">
        {href ? (
          <a href={href} rel="noopener noreferrer">
            {url}
          </a>
        ) : (
          url
        )}
      </p>
      {preview && <Preview preview={preview} />}
      {known ? (
        <p>
          <Say
            sentence="It is on the list already: {feed}."
            feed={<a href={feedAddress(known.id)}>{known.publisher}</a>}
          />
        </p>
      ) : (
        <div class="fields">
          <Text
            {...part}
            name={`publisher-${nth}`}
            label={say('Publisher, as readers know it')}
            maxlength={100}
          />
          <Choice
            {...part}
            name={`language-${nth}`}
            label={say('Language of its articles')}
            options={languageOptions(part.fields[`language-${nth}`])}
          />
        </div>
      )}
    </fieldset>
  );
}

function Preview({ preview: { newest, entries, perWeek, language } }: { preview: FoundFeed }) {
  if (entries === 0) return <p class="hint">{say('It lists nothing now.')}</p>;
  return (
    <>
      <p class="hint">{`${counted(entries, 'entry')}${rhythm(perWeek)}`}</p>
      <ul class="entries">
        {newest.map(({ title, publishedAt }) => (
          <li>
            {publishedAt ? <ShortDay at={publishedAt} /> : <span class="none">{say('no date')}</span>}
            <span lang={language}>{title || say('without a title')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How often it publishes, in words. */
function rhythm(perWeek: number | null): string {
  if (perWeek === null) return '';
  const [sentence, n]: [Sentence, number] =
    perWeek >= 7
      ? ['about {n} a day', perWeek / 7]
      : perWeek >= 1
        ? ['about {n} a week', perWeek]
        : ['about {n} a month', perWeek * 4.35];
  return ` · ${say(sentence, { n: number(Math.max(1, Math.round(n))) })}`;
}
