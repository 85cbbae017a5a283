import type { PropsWithChildren } from 'hono/jsx';
import type { Orm } from '../../../db/database.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { kept } from '../../queries/kept.ts';
import { publishers, spokenOf } from '../../queries/names.ts';
import { topics } from '../../runtime/feeds.ts';
import { nameOf, say } from '../language/say.tsx';
import { languageName, topicName } from '../parts/names.ts';
import { type Fault, type FieldName, labelOf, type SearchFields } from './searchFields.ts';

/** What the form offers to choose from. */
export interface Choices {
  publishers: string[];
  languages: string[];
  entities: string[];
}

/** Names offered while an entity is typed, where no script offers better ones; any other may be typed as well. */
const entitiesOffered = 40;

const languagesOfFeeds = kept(async (orm) => (await listFeeds(orm)).map(({ language }) => language));

/** Publishers, languages of the feeds, and the entities most spoken of. */
export async function listChoices(orm: Orm): Promise<Choices> {
  const [ofArticles, languages, entities] = await Promise.all([
    publishers(orm),
    languagesOfFeeds(orm),
    spokenOf(orm),
  ]);
  const distinct = (words: string[]) => [...new Set(words)].sort((a, b) => a.localeCompare(b));
  return {
    publishers: distinct(ofArticles),
    languages: distinct(languages),
    entities: entities
      .filter(({ listed, articles }) => listed && articles > 0)
      .slice(0, entitiesOffered)
      .map(nameOf),
  };
}

interface FormProps {
  fields: SearchFields;
  faults: Fault[];
  choices: Choices;
}

/** The search form: the words in sight, the rest folded away until something in it is wrong, and what is folded away beside it. */
export function FilterForm({ fields, faults, choices, children }: PropsWithChildren<FormProps>) {
  const open = faults.some(({ field }) => field !== 'q' && field !== 'cursor');
  return (
    <search aria-label={say('Search the archive')}>
      <form class="filter" action="/search">
        <div class="words">
          <Field name="q" faults={faults}>
            <input
              id="f-q"
              name="q"
              type="text"
              inputmode="search"
              enterkeyhint="search"
              value={fields.q}
              maxlength={1000}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              data-search
              data-complete="query"
              {...said('q', faults)}
            />
          </Field>
          <button type="submit">{say('Search')}</button>
        </div>
        {fields.sort !== '' && <input type="hidden" name="sort" value={fields.sort} />}
        <div class="unfolding">
          <details open={open}>
            <summary>{say('Entity, publisher, topic, language, sentiment, dates')}</summary>
            <MoreFields {...{ fields, faults, choices }} />
          </details>
          {children}
        </div>
      </form>
    </search>
  );
}

function MoreFields({ fields, faults, choices }: FormProps) {
  const own = { fields, faults };
  return (
    <>
      <div class="fields">
        <Field name="entity" faults={faults}>
          <input
            id="f-entity"
            name="entity"
            list="entities-known"
            value={fields.entity}
            autocomplete="off"
            data-complete="entity"
            {...said('entity', faults)}
          />
          <datalist id="entities-known">
            {choices.entities.map((name) => (
              <option value={name} />
            ))}
          </datalist>
        </Field>
        <Choice {...own} name="publisher" options={choices.publishers} />
        <Choice {...own} name="topic" options={[...topics]} called={topicName} />
        <Choice {...own} name="language" options={choices.languages} called={languageName} />
        <Score {...own} name="min" />
        <Score {...own} name="max" />
        <Day {...own} name="after" />
        <Day {...own} name="before" />
        <Switch fields={fields} name="copies" />
        <Switch fields={fields} name="beat" />
      </div>
      <p class="hint">
        {say(
          'Sentiment runs from −1 to 1: towards the entity if one is given, otherwise of the whole article.',
        )}
      </p>
    </>
  );
}

const Switch = ({ fields, name }: { fields: SearchFields; name: 'copies' | 'beat' }) => (
  <div class="check">
    <input id={`f-${name}`} name={name} type="checkbox" value="true" checked={fields[name] === 'true'} />
    <label for={`f-${name}`}>{labelOf(name)}</label>
  </div>
);

type FieldProps = { name: FieldName; faults: Fault[]; children?: unknown };

function Field({ name, faults, children }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  return (
    <div class="field">
      <label for={`f-${name}`}>{labelOf(name)}</label>
      {children}
      {fault && (
        <p class="fault" id={`fault-${name}`}>
          {fault.message}
        </p>
      )}
    </div>
  );
}

/** Ties a control to the sentence that says what is wrong with it. */
const said = (name: FieldName, faults: Fault[]) =>
  faults.some(({ field }) => field === name)
    ? ({ 'aria-invalid': 'true', 'aria-describedby': `fault-${name}` } as const)
    : {};

type ControlProps = Pick<FormProps, 'fields' | 'faults'> & { name: FieldName };

function Choice(props: ControlProps & { options: string[]; called?: (option: string) => string }) {
  const { fields, faults, name, options, called = (option) => option } = props;
  const value = fields[name];
  // A value that came by address and is not on offer stays in the form.
  const offered = value && !options.includes(value) ? [value, ...options] : options;
  return (
    <Field {...{ name, faults }}>
      <select id={`f-${name}`} name={name} {...said(name, faults)}>
        <option value="">{say('Any')}</option>
        {offered.map((option) => (
          <option value={option} selected={option === value}>
            {called(option)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Score({ fields, faults, name }: ControlProps) {
  const value = fields[name];
  // Browsers blank what is no number, and the reader would not see what was wrong.
  const type = value === '' || Number.isFinite(Number(value)) ? 'number' : 'text';
  return (
    <Field {...{ name, faults }}>
      <input
        id={`f-${name}`}
        {...{ name, type, value }}
        min="-1"
        max="1"
        step="0.05"
        {...said(name, faults)}
      />
    </Field>
  );
}

function Day({ fields, faults, name }: ControlProps) {
  const value = fields[name];
  const type = value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
  return (
    <Field {...{ name, faults }}>
      <input id={`f-${name}`} {...{ name, type, value }} {...said(name, faults)} />
    </Field>
  );
}
