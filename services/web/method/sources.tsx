import { counted, Say, say } from '../language/say.tsx';
import type { ArchiveFacts } from './load.ts';

/** Publishers with limits that a page names. */
const mostNamed = 40;

/** Where articles come from, and what may be done with their texts. */
export function SourcesAndRights({ facts: { feeds, publishers, rights } }: { facts: ArchiveFacts }) {
  return (
    <>
      <p>
        <Say
          sentence="{publishers} through {feeds}; {page} shows how each of them is doing. Every article leads to its publisher’s page first."
          publishers={counted(publishers, 'publisher')}
          feeds={counted(feeds, 'feed')}
          page={<a href="/feeds">{say('the page of feeds')}</a>}
        />
      </p>
      <p>
        {say(
          'Texts belong to their publishers. Pages are fetched politely: robots.txt is obeyed, and no paywall is passed. Texts are kept to be searched and tagged, and shown and exported as far as the settings say for each publisher.',
        )}
      </p>
      {rights.length > 0 && <RightsTable rights={rights} />}
    </>
  );
}

const shown = { full: 'whole', excerpt: 'the beginning', none: 'nothing' } as const;

const RightsTable = ({ rights }: Pick<ArchiveFacts, 'rights'>) => (
  <details>
    <summary>{say('{publishers} with limits', { publishers: counted(rights.length, 'publisher') })}</summary>
    <table class="points">
      <thead>
        <tr>
          <th scope="col">{say('Publisher')}</th>
          <th scope="col">{say('Shown of a text')}</th>
          <th scope="col">{say('Kept for')}</th>
        </tr>
      </thead>
      <tbody>
        {rights.slice(0, mostNamed).map(({ publisher, fullText, keepTextDays }) => (
          <tr>
            <th scope="row">{publisher}</th>
            <td>{say(shown[fullText])}</td>
            <td>{keepTextDays === null ? say('as long as the archive') : counted(keepTextDays, 'day')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

/** How readers’ corrections count, and how many there are. */
export function Corrections({ corrections }: Pick<ArchiveFacts, 'corrections'>) {
  const all = corrections.reduce((sum, figure) => sum + figure.corrections, 0);
  return (
    <>
      <p>
        {say(
          'Each mark in an article has a control that says “this tag is wrong”. A correction changes no tag at once: it goes into a gold set with its sentence, and the next version of the tagger is measured on it. So a figure never depends on who clicked last.',
        )}
      </p>
      {all === 0 ? (
        <p class="none">{say('Nobody has corrected anything in this archive yet.')}</p>
      ) : (
        <CorrectionTable corrections={corrections} />
      )}
    </>
  );
}

const kinds = { sentiment: 'Sentiment', entity: 'Who is meant' } as const;

const CorrectionTable = ({ corrections }: Pick<ArchiveFacts, 'corrections'>) => (
  <table class="points">
    <caption>{say('Corrections of this archive')}</caption>
    <thead>
      <tr>
        <th scope="col">{say('What was wrong')}</th>
        <th scope="col" class="number">
          {say('Tagger version')}
        </th>
        <th scope="col" class="number">
          {say('Corrections')}
        </th>
        <th scope="col" class="number">
          {say('Articles')}
        </th>
      </tr>
    </thead>
    <tbody>
      {corrections.map(({ kind, taggerVersion, corrections: count, articles }) => (
        <tr>
          <th scope="row">{say(kinds[kind])}</th>
          <td class="number">{taggerVersion}</td>
          <td class="number">{String(count)}</td>
          <td class="number">{String(articles)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
