import { type Sentence, say } from '../language/say.tsx';
import { type AlertFields, type Fields, noAlert } from './alertFields.ts';

interface Example {
  title: Sentence;
  /** What it does that others do not. */
  says: Sentence;
  fields: Fields;
}

/** Alerts to begin with, by the word in their address. */
export const examples = {
  listings: {
    title: 'Entity List additions naming Huawei',
    says: 'fires on a type of event in which Huawei has a part, not on its name alone',
    fields: { on: 'event', 'event.type': 'entity-listing', 'event.entity': 'Huawei' },
  },
  h20: {
    title: 'H20 licence news',
    says: 'a query in two languages; tells also what is new in a story later',
    fields: { query: 'H20 (licen* OR 许可)', on: 'story', 'story.developments': 'true' },
  },
  deepseek: {
    title: 'Sentiment on DeepSeek falls',
    says: 'fires when the mean of a week falls below a level',
    fields: {
      ...{ on: 'level', 'level.entity': 'DeepSeek', 'level.side': 'below' },
      ...{ 'level.level': '-0.2', 'level.days': '7', 'level.least': '5' },
    },
  },
} as const satisfies Record<string, Example>;
export type ExampleName = keyof typeof examples;

/** The form of an example, to be changed as one likes; null where there is none of this name. */
export function exampleNamed(name: string | undefined): AlertFields | null {
  if (name === undefined || !Object.hasOwn(examples, name)) return null;
  const { title, fields } = examples[name as ExampleName];
  const empty = noAlert('');
  return { ...empty, fields: { ...empty.fields, ...fields, name: say(title) } };
}
