import type { TaggedMention } from '../../../db/corrections.ts';
import { sentimentLabels } from '../../../db/schema.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { articleAddress, entityAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Chosen, FaultOf, Text } from '../parts/controls.tsx';
import { Sentiment } from '../parts/sentiment.tsx';
import { articleWords } from './article.zh.ts';
import { tellingCues } from './cues.ts';
import { MarkedSentence } from './notes.tsx';

interface FormProps {
  tagged: TaggedMention;
  /** Whether the sentence may be shown. */
  mayQuote: boolean;
  fields: Record<string, string>;
  faults: readonly AskedFault[];
}

/** Where a reader says what is wrong with a tag. */
export function CorrectionForm({ tagged, mayQuote, fields, faults }: FormProps) {
  const { mention, article, entity } = tagged;
  const part = { fields, faults: faults.map(inWords) };
  const cues = tellingCues(mention.cues, [mention.words, entity.name, entity.nameZh ?? '']);
  return (
    <Page title={say('A tag is wrong')} scripts={['complete']}>
      <div class="correction">
        <h1>{say('What is wrong with this tag?')}</h1>
        <p>
          <Say
            sentence="In {article}"
            article={
              <a href={articleAddress(article.id)} lang={article.language}>
                {article.title}
              </a>
            }
          />
        </p>
        {(mayQuote || mention.field === 'title') && (
          <MarkedSentence mention={{ ...mention, cues }} article={article} />
        )}
        <p class="tagged-as">
          <Say
            sentence="“{words}” is tagged as {entity}, {sentiment}."
            words={<span lang={article.language}>{mention.words}</span>}
            entity={<a href={entityAddress(mention.entityId)}>{nameOf(entity)}</a>}
            sentiment={<Sentiment score={mention.score} label={mention.label} />}
          />
        </p>
        <form method="post" action={`${articleAddress(article.id)}/corrections`}>
          <WrongFields faults={part.faults} />
          {Object.entries({ field: mention.field, start: mention.startsAt, entity: mention.entityId }).map(
            ([name, value]) => (
              <input type="hidden" name={name} value={String(value)} />
            ),
          )}
          <fieldset id="f-wrong">
            <legend>{say('What is wrong')}</legend>
            <Chosen {...part} by="wrong" on="label" label={say('The sentiment')}>
              <div class="labels" id="f-label" role="radiogroup" aria-label={say('It should be')}>
                {sentimentLabels
                  .filter((label) => label !== mention.label)
                  .map((label) => (
                    <label class="radio">
                      <input type="radio" name="label" value={label} checked={fields.label === label} />{' '}
                      {say(label)}
                    </label>
                  ))}
              </div>
              <FaultOf {...part} field="label" />
            </Chosen>
            <Chosen {...part} by="wrong" on="meant" label={say('Somebody or something else is meant')}>
              <Text
                {...part}
                name="meant"
                label={say('Who or what: a name or an id')}
                maxlength={300}
                complete="entity"
              />
            </Chosen>
            <Chosen {...part} by="wrong" on="nobody" label={say('It is no entity at all')} />
          </fieldset>
          <Text {...part} name="note" label={say('Why (optional, shown to everybody)')} maxlength={500} />
          <div class="ends">
            <button type="submit">{say('Send the correction')}</button>
            <a href={articleAddress(article.id)}>{say('Back to the article')}</a>
          </div>
          <p class="hint">
            {say(
              'The tag stays as it is, and your correction stands beside it for everybody who reads here. What people correct is what the tagger is measured on.',
            )}
          </p>
        </form>
      </div>
    </Page>
  );
}

/** What is missing or wrong in the form, each with a way to where it is typed. */
function WrongFields({ faults }: { faults: readonly AskedFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="notice" role="alert">
      <h2>{say('Nothing is saved yet')}</h2>
      <ul>
        {faults.map(({ parameter, detail, mend }) => (
          <li>
            {Object.hasOwn(labels, parameter) && (
              <a href={`#f-${parameter}`}>{say(labels[parameter as keyof typeof labels])}</a>
            )}{' '}
            {detail}
            {mend !== undefined && (
              <>
                {' '}
                <Say sentence="Perhaps: {words}" words={<strong>{mend}</strong>} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const labels = {
  wrong: 'What is wrong',
  label: 'It should be',
  meant: 'Who is meant',
} as const;

/** Reasons that the page knows in its language; others stay as they are. */
const inWords = (fault: AskedFault): AskedFault => ({
  ...fault,
  detail: Object.hasOwn(articleWords, fault.detail)
    ? say(fault.detail as keyof typeof articleWords)
    : fault.detail,
});
