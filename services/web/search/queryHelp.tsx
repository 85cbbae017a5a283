import { addressOf } from '../layout/address.ts';

const examples = [
  { q: 'huawei "export licence" -nvidia', says: 'both the word and the phrase, and not the last word' },
  { q: 'title:(deepseek OR 深度求索)', says: 'one of the names in the headline, in either language' },
  { q: 'licen* near/5 china', says: 'words that begin so, at most five words apart' },
  { q: 'sentiment(nvidia):<-0.3 after:2025-01', says: 'where Nvidia fares badly, since January 2025' },
  {
    q: 'event:entity-listing entity:huawei',
    says: 'listings in articles that name Huawei or what belongs to it',
  },
];

/** How queries are written, by example. */
export const QueryHelp = () => (
  <details class="query-help">
    <summary>How to write a query</summary>
    <dl>
      {examples.map(({ q, says }) => (
        <div>
          <dt>
            <a href={addressOf('/search', { q })}>
              <code>{q}</code>
            </a>
          </dt>
          <dd>{says}</dd>
        </div>
      ))}
    </dl>
    <p class="hint">
      Also <code>publisher:</code>, <code>topic:</code>, <code>type:</code>, <code>lang:</code>,{' '}
      <code>quote-by:</code>, <code>lead:</code>, <code>before:</code>, <code>in:</code> a story and{' '}
      <code>atleast3(…)</code>; <code>docs/search.md</code> has all of it.
    </p>
  </details>
);
