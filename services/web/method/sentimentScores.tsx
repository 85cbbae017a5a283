import type { Scores } from '../../method/scores.ts';
import { wilson } from '../../search/series/wilson.ts';
import { type Confusion, labelScoresOf, labels, wantedOf } from '../../tag/eval/scores.ts';
import { number, percent, type Sentence, say } from '../language/say.tsx';
import { Bar } from './bar.tsx';

/** The sets as they are named in the scores: those to cite first. */
const sets: Record<string, Sentence> = {
  'gold en held': 'Own gold set, English, held apart',
  'gold zh held': 'Own gold set, Chinese, held apart',
  'NewsMTSC devtest_mt': 'NewsMTSC: how people are portrayed in US political news',
  'SEntFiN check part': 'SEntFiN: what is good for companies in headlines',
  'SEntFiN, conflicting labels': 'SEntFiN: headlines with opposite labels',
  'gold en tune': 'Own gold set, English, tuned on',
  'gold zh tune': 'Own gold set, Chinese, tuned on',
};
const heldSets = ['gold en held', 'gold zh held'] as const;

export function SentimentScores({ sentiment }: { sentiment: Scores['tag']['sentiment'] }) {
  const known = Object.keys(sets).flatMap((name) => sentiment.find(({ set }) => set === name) ?? []);
  const held = Object.fromEntries(sentiment.map(({ set, confusion }) => [set, confusion]));
  return (
    <>
      <p>{inAHundred(held)}</p>
      <section class="scroll" tabindex={0} aria-label={say('Sentiment: scores')}>
        <table class="scores">
          <caption>
            {say(
              'Labels given right, with the 95% interval, and F1: the harmonic mean of precision and recall, of each label and, as macro-F1, of the three alike.',
            )}
          </caption>
          <thead>
            <tr>
              <th scope="col">{say('Measured on')}</th>
              <th scope="col" class="number">
                {say('Right')}
              </th>
              <th scope="col">
                <span class="hidden">{say('As a bar')}</span>
              </th>
              <th scope="col" class="number">
                {say('Macro-F1')}
              </th>
              {labels.map((label) => (
                <th scope="col" class="number">
                  {say(label)}
                </th>
              ))}
              <th scope="col" class="number">
                {say('Mentions')}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map(({ set, confusion }) => (
              <SetRow name={sets[set]!} confusion={confusion} tuned={set.endsWith('tune')} />
            ))}
          </tbody>
        </table>
      </section>
      <div class="confusions">
        {heldSets.map((set) => {
          const confusion = held[set];
          return confusion && <ConfusionTable name={say(sets[set]!)} confusion={confusion} />;
        })}
      </div>
    </>
  );
}

/** `Of 100 mentions of the part held apart about 65 carry the right label in English, and 69 in Chinese.` */
function inAHundred(held: Record<string, Confusion>): string {
  const [en, zh] = heldSets.map((set) => Math.round(labelScoresOf(held[set]!).accuracy * 100));
  return say(
    'Of 100 marked mentions in passages that nothing was tuned on, about {en} carry the right label in English and {zh} in Chinese. These passages were written to be hard; plain news is easier. A mean over many articles is surer than any one label.',
    { en: en!, zh: zh! },
  );
}

interface RowProps {
  name: Sentence;
  confusion: Confusion;
  tuned: boolean;
}

function SetRow({ name, confusion, tuned }: RowProps) {
  const { macroF1, accuracy, f1, count } = labelScoresOf(confusion);
  const interval = wilson(Math.round(accuracy * count), count);
  return (
    <tr class={tuned ? 'tuned' : undefined}>
      <th scope="row">{say(name)}</th>
      <td class="number">
        {percent(accuracy)}
        {interval && (
          <span class="under">{`${number(interval.low * 100)}–${number(interval.high * 100)}`}</span>
        )}
      </td>
      <td>
        <Bar share={accuracy} interval={interval} />
      </td>
      <td class="number">{macroF1.toFixed(2)}</td>
      {labels.map((label) => (
        <td class="number">{f1[label].toFixed(2)}</td>
      ))}
      <td class="number">{number(count)}</td>
    </tr>
  );
}

const ConfusionTable = ({ name, confusion }: { name: string; confusion: Confusion }) => (
  <table class="confusion">
    <caption>{say('What was given for what is right: {set}', { set: name })}</caption>
    <thead>
      <tr>
        <th scope="col">{say('Right label')}</th>
        {labels.map((given) => (
          <th scope="col" class="number">
            {say('given as {label}', { label: say(given) })}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {labels.map((truth) => (
        <tr>
          <th scope="row">{say(truth)}</th>
          {labels.map((given) => (
            <td class={given === truth ? 'number same' : 'number'}>
              {number(confusion[truth][given])}
              <span class="under">
                {percent(confusion[truth][given] / Math.max(1, wantedOf(confusion, truth)))}
              </span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
