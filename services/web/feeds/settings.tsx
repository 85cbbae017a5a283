import { topics } from '../../runtime/feeds.ts';
import { say } from '../language/say.tsx';
import { Check, Choice, type Part } from '../parts/controls.tsx';
import { topicName } from '../parts/names.ts';
import { familyOptions, intervalOptions } from './choices.ts';

type Fields = Part['fields'];

/** What a form of feeds begins with. */
export const usualSettings: Fields = {
  family: 'general-press',
  interval: '1800',
  ...Object.fromEntries(topics.map((topic) => [`topic-${topic}`, 'true'])),
};

/** What is said of feeds alike: their kind, how often they are polled, what they are about. */
export function Settings({ part, interval }: { part: Part; interval?: number }) {
  return (
    <>
      <div class="fields">
        <Choice {...part} name="family" label={say('Kind of source')} options={familyOptions()} />
        <Choice {...part} name="interval" label={say('Polled every')} options={intervalOptions(interval)} />
      </div>
      <fieldset class="topics">
        <legend>{say('What its articles are about')}</legend>
        {topics.map((topic) => (
          <Check {...part} name={`topic-${topic}`} label={topicName(topic)} />
        ))}
      </fieldset>
    </>
  );
}

/** The topics that a form has ticked. */
export const topicsIn = (fields: Fields): (typeof topics)[number][] =>
  topics.filter((topic) => fields[`topic-${topic}`] === 'true');
