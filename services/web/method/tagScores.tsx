import type { Scores } from '../../method/scores.ts';
import { wilson } from '../../search/series/wilson.ts';
import { type Counts, type Measured, rates } from '../../tag/eval/gold-scores.ts';
import { number, type Sentence, say } from '../language/say.tsx';
import { topicName } from '../parts/names.ts';
import { Bar } from './bar.tsx';

/** What is counted, as readers know it; topics have a table of their own. */
const kinds: Partial<Record<Measured, Sentence>> = {
  'listed names': 'Entities of the list',
  'unlisted names': 'Other people, organisations and places',
  events: 'Events: type, and somebody with a part in it',
  'dates of events': 'Their dates, where the text gives one',
  quotes: 'Quotes',
  'quotes with speaker': 'Quotes with the right speaker',
  'claims of releases': 'Claims of model releases',
  stance: 'Policy stance of a passage',
};

/** Everything but sentiment, on the gold set: a table for each language. */
export function TagScores({ gold }: { gold: Scores['tag']['gold'] }) {
  const part = (language: 'en' | 'zh', name: 'held' | 'tune') =>
    gold.find((each) => each.language === language && each.part === name)!;
  return (
    <div class="languages">
      {(['en', 'zh'] as const).map((language) => {
        const [held, tuned] = [part(language, 'held'), part(language, 'tune')];
        return (
          <RatesTable
            caption={
              language === 'en'
                ? say('English: {n} passages held apart', { n: held.passages })
                : say('Chinese: {n} passages held apart', { n: held.passages })
            }
            rows={(Object.keys(kinds) as Measured[]).map((kind) => ({
              name: say(kinds[kind]!),
              counts: held.counts[kind],
              tuned: tuned.counts[kind],
            }))}
          />
        );
      })}
    </div>
  );
}

/** Topics, on the labelled articles. */
export function TopicScores({ topics: { rows, others, alarms } }: { topics: Scores['tag']['topics'] }) {
  const named = (name: string) => rows.find((row) => row.name === name)?.counts;
  const topics = [...new Set(rows.map(({ name }) => name.split(',')[0]!))];
  return (
    <>
      <RatesTable
        caption={say('Topics: labelled articles held apart')}
        rows={topics.flatMap((topic) => {
          const counts = named(`${topic}, held`);
          return counts ? [{ name: topicName(topic), counts, tuned: named(`${topic}, tuned`) }] : [];
        })}
      />
      <p class="hint">
        {say(
          'Of {others} other news items of a recorded week, next to none of them on the beat, {alarms} were taken for one on a topic.',
          { others, alarms },
        )}
      </p>
    </>
  );
}

interface Row {
  name: string;
  counts: Counts;
  tuned: Counts | undefined;
}

const RatesTable = ({ caption, rows }: { caption: string; rows: readonly Row[] }) => (
  <section class="scroll" tabindex={0} aria-label={caption}>
    <table class="scores">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('What is found')}</th>
          <th scope="col" class="number">
            <abbr title={say('Of 100 that are given, so many are right')}>{say('Precision')}</abbr>
          </th>
          <th scope="col" class="number">
            <abbr title={say('Of 100 that are there, so many are found')}>{say('Recall')}</abbr>
          </th>
          <th scope="col" class="number">
            {say('F1')}
          </th>
          <th scope="col">
            <span class="hidden">{say('As a bar')}</span>
          </th>
          <th scope="col" class="number">
            {say('There')}
          </th>
          <th scope="col" class="number">
            {say('F1, tuned on')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RatesRow row={row} />
        ))}
      </tbody>
    </table>
  </section>
);

function RatesRow({ row: { name, counts, tuned } }: { row: Row }) {
  const { precision, recall, f1 } = rates(counts);
  return (
    <tr>
      <th scope="row">{name}</th>
      <Share right={counts.right} of={counts.given} share={precision} />
      <Share right={counts.right} of={counts.wanted} share={recall} />
      <td class="number">{f1.toFixed(2)}</td>
      <td>
        <Bar share={f1} />
      </td>
      <td class="number">{number(counts.wanted)}</td>
      <td class="number soft">{tuned ? rates(tuned).f1.toFixed(2) : ''}</td>
    </tr>
  );
}

function Share({ right, of, share }: { right: number; of: number; share: number }) {
  const interval = wilson(right, of);
  return (
    <td class="number">
      {share.toFixed(2)}
      {interval && <span class="under">{`${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`}</span>}
    </td>
  );
}
