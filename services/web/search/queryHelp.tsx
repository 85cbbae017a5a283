import { type Sentence, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { quoted } from './oneQuery.ts';

interface Part {
  title: Sentence;
  examples: { q: string; says: Sentence }[];
}

/** @param publisher one that the archive has */
const partsFor = (publisher: string): Part[] => [
  {
    title: 'Words',
    examples: [
      { q: 'export licence', says: 'both words, in any form: exports, licences' },
      { q: '"export licence"', says: 'one after the other' },
      { q: '芯片 OR semiconductor', says: 'one of them or both' },
      { q: 'huawei -nvidia', says: 'the first without the second' },
      { q: '(gallium OR germanium) curbs', says: 'parentheses keep an OR together' },
      { q: 'smuggl*', says: 'words that begin so' },
      { q: 'licen* near/5 china', says: 'at most five words apart' },
      { q: 'atleast3(subsidies)', says: 'three times or more' },
    ],
  },
  {
    title: 'Where they stand',
    examples: [
      { q: 'title:(deepseek OR 深度求索)', says: 'in the headline, in either language' },
      { q: 'lead:Huawei', says: 'in the first paragraph' },
      { q: `publisher:${quoted(publisher)}`, says: 'of one publisher' },
      { q: 'lang:zh', says: 'in one language' },
    ],
  },
  {
    title: 'Who and what',
    examples: [
      { q: 'entity:huawei', says: 'naming Huawei under any of its names, or what belongs to it' },
      { q: 'quote-by:"Jensen Huang"', says: 'quoting somebody' },
      { q: 'type:chip', says: 'naming a chip, whichever' },
      { q: 'topic:export-controls', says: 'on one of the two topics' },
      { q: 'event:entity-listing', says: 'telling of an event' },
      { q: 'stance:tighten', says: 'whose events tighten the controls' },
    ],
  },
  {
    title: 'Sentiment and time',
    examples: [
      { q: 'sentiment:<-0.3', says: 'rather negative as a whole' },
      { q: 'sentiment(nvidia):<-0.3', says: 'where Nvidia fares badly' },
      { q: 'after:2025-01-20 before:2025-02', says: 'from a day until before a month' },
      { q: 'after:7d', says: 'of the last seven days, whenever it is run' },
    ],
  },
];

/** How queries are written, by examples that run. */
export const QueryHelp = ({ publisher = 'Reuters' }: { publisher: string | undefined }) => (
  <details class="query-help" id="query-help">
    <summary>{say('How to write a query')}</summary>
    <div class="sheet">
      {partsFor(publisher).map(({ title, examples }) => (
        <section>
          <h2>{say(title)}</h2>
          <dl>
            {examples.map(({ q, says }) => (
              <div>
                <dt>
                  <a href={addressOf('/search', { q })}>
                    <code>{q}</code>
                  </a>
                </dt>
                <dd>{say(says)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
    <p class="hint">
      {say(
        'Words and fields side by side must all hold. OR, AND and NOT are written large. Chinese punctuation is read as its plain kin. A name may be an id, a name in either language, an alias or a ticker.',
      )}
    </p>
  </details>
);

const first = [
  'huawei "export licence"',
  'title:(deepseek OR 深度求索)',
  'sentiment(nvidia):<-0.3 after:30d',
];

/** A few queries for whoever is here for the first time. */
export const FirstExamples = () => (
  <p class="hint examples">
    {say('For example:')}{' '}
    {first.map((q) => (
      <>
        <a href={addressOf('/search', { q })}>
          <code>{q}</code>
        </a>{' '}
      </>
    ))}
  </p>
);
