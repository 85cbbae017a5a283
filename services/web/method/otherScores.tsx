import type { Scores } from '../../method/scores.ts';
import { number, type Sentence, say } from '../language/say.tsx';
import { Bar } from './bar.tsx';

const groupings: Record<string, Sentence> = {
  'ECB+ topics 1-22': 'ECB+: two confusable happenings a topic, English',
  'sample wire': 'Sample wire, English and Chinese, with copies',
  'sample wire without copies': 'Sample wire, originals only',
};

/** How well articles are grouped into stories, and copies found. */
export function StoryScores({ cluster: { sets, copies } }: Pick<Scores, 'cluster'>) {
  return (
    <>
      <section class="scroll" tabindex={0} aria-label={say('Stories: scores')}>
        <table class="scores">
          <caption>
            {say(
              'B-cubed: of an article’s story, how much belongs with it (precision); of what belongs with it, how much is there (recall).',
            )}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say('Measured on')}</th>
              <th scope="col" class="number">
                {say('Precision')}
              </th>
              <th scope="col" class="number">
                {say('Recall')}
              </th>
              <th scope="col" class="number">
                {say('F1')}
              </th>
              <th scope="col">
                <span class="hidden">{say('As a bar')}</span>
              </th>
              <th scope="col" class="number">
                {say('F1 of pairs')}
              </th>
              <th scope="col" class="number">
                {say('Articles')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sets.map(({ set, precision, recall, f1, pairF1, articles }) => (
              <tr>
                <th scope="row">{groupings[set] ? say(groupings[set]) : set}</th>
                <td class="number">{precision.toFixed(2)}</td>
                <td class="number">{recall.toFixed(2)}</td>
                <td class="number">{f1.toFixed(2)}</td>
                <td>
                  <Bar share={f1} />
                </td>
                <td class="number">{pairF1.toFixed(2)}</td>
                <td class="number">{number(articles)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="hint">
        {say(
          '{found} of the {there} copies of the sample wire were found, and {wrong} other articles taken for one. The weights were learned from the ECB+ topics shown here; on other topics expect some 0.92.',
          {
            found: copies.right,
            there: copies.wanted,
            wrong: copies.given - copies.right,
          },
        )}
      </p>
    </>
  );
}

const pageSets: Record<string, Sentence> = {
  'trafilatura-eval': 'Trafilatura’s pages: what must be in the text and what must not',
  'readability-pages': 'Readability’s pages: word for word',
  'postlight-fixtures': 'Postlight’s pages: title, author, date',
};

/** How well pages are read: F1 of the text, and how often title, authors and date are right. */
export const PageScores = ({ extract: { sets } }: Pick<Scores, 'extract'>) => (
  <section class="scroll" tabindex={0} aria-label={say('Reading pages: scores')}>
    <table class="scores">
      <caption>{say('F1 on public sets of pages.')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('Measured on')}</th>
          <th scope="col" class="number">
            {say('Text')}
          </th>
          <th scope="col" class="number">
            {say('Title')}
          </th>
          <th scope="col" class="number">
            {say('Authors')}
          </th>
          <th scope="col" class="number">
            {say('Date')}
          </th>
          <th scope="col" class="number">
            {say('Pages')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sets.map(({ set, pages, figures }) => (
          <tr>
            <th scope="row">{pageSets[set] ? say(pageSets[set]) : set}</th>
            {(['text', 'title', 'author', 'date'] as const).map((figure) => (
              <td class="number">{figures[figure]?.f.toFixed(2) ?? '–'}</td>
            ))}
            <td class="number">{number(pages)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
