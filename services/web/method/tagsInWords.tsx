import { type Sentence, say } from '../language/say.tsx';

/** What each tag means and how it is made, in a few words; docs/method.md is the long form. */
const tags: readonly (readonly [name: Sentence, meaning: Sentence])[] = [
  [
    'Entities',
    'Companies, labs, models, chips, agencies, rules, people and places of a list kept by hand, with English and Chinese names. A name that can mean something else counts only with words around it that say so. Names that are not on the list are kept apart as unlisted.',
  ],
  [
    'Sentiment',
    'Towards one entity, from −1 to +1: does the sentence say something good or bad of it, or for it? Whoever acts, rules or reports is neutral; whom it helps or hits is not. English sentences are judged by a small trained model together with rules, Chinese ones by rules. The mean of an entity’s mentions, the headline counting twice, is its sentiment in the article.',
  ],
  ['Salience', 'From 0 to 1, how much an article is about an entity: named in the title, early, often.'],
  [
    'Events',
    'Of 38 types, each with who played which part, what it does to them, when, how sure the text is, and the sentence that shows it. An article tells the same event once.',
  ],
  [
    'Stance',
    'What policy does to the flow of chips and models: tighten, loosen, enforce, retaliate. Not good or bad: a licence loosens, which is good for the seller and bad for the rival.',
  ],
  [
    'Quotes',
    'Direct speech with its speaker. Where the text does not say who speaks, the speaker is left empty.',
  ],
  [
    'Releases',
    'Models with what is claimed of them, each claim with its sentence; of benchmarks, whether the maker or somebody else measured.',
  ],
  [
    'Topics',
    'How much an article is about export controls or Chinese model releases. Below 0.5 on both it stays in the archive and out of trends.',
  ],
  [
    'Copies',
    'At least 60% of the text, and most of its numbers and names, stand in an earlier article. Copies go where their original goes and corroborate nothing.',
  ],
  [
    'Stories',
    'Articles on one happening. Each is held against earlier ones that share words, phrases, entities or events with it; what a pair shares and the days between them make the odds that they tell of one thing. What people ruled, together or apart, is always obeyed.',
  ],
];

export const TagsInWords = () => (
  <dl class="about tags-in-words">
    {tags.map(([name, meaning]) => (
      <div>
        <dt>{say(name)}</dt>
        <dd>{say(meaning)}</dd>
      </div>
    ))}
  </dl>
);

const weaknesses: readonly Sentence[] = [
  'Sentiment does not understand irony, what everybody knows, or “did not fall”. A sentence is judged alone. In Chinese a licence or a list is good or bad for somebody only where the words say so.',
  'The main event of an article is mostly right, side remarks less so. Idiomatic wording is missed, and a restriction told as background may be listed as a rule issued. Stance follows the events and errs with them.',
  'A quote without quotation marks is not seen.',
  'Two happenings of the same people in the same days may become one story; two accounts of one that share few words stay apart. Across languages, an entity with many happenings a day draws too much together.',
  'Company names outside the list are missed where no word says what they are.',
  'Prices and sizes of several models of one family can be mixed up.',
  'Legal standing is as good as the dated facts in the list. It is not legal advice.',
  'The gold set has one annotator and no figure for agreement; differences of two or three points are noise. Intervals take mentions as independent of each other, which those of one passage are not quite.',
  'An archive knows only what its feeds carry: what it has not read it cannot count, and what began before it is missing.',
];

export const Weaknesses = () => (
  <ul class="weaknesses">
    {weaknesses.map((each) => (
      <li>{say(each)}</li>
    ))}
  </ul>
);
