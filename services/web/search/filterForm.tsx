import type { Orm } from '../../../db/database.ts';
import { listEntities } from '../../../db/entities.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { topics } from '../../runtime/feeds.ts';
import { languageName, topicName } from '../parts/words.ts';
import type { Fault, FieldName, SearchFields } from './searchFields.ts';

/** What the form offers to choose from. */
export interface Choices {
  publishers: string[];
  languages: string[];
  entities: string[];
}

/** Names offered while an entity is typed; any other may be typed as well. */
const entitiesOffered = 80;

/** Publishers and languages of the feeds, and the most covered entities. */
export async function listChoices(orm: Orm): Promise<Choices> {
  const [feeds, entities] = await Promise.all([
    listFeeds(orm),
    listEntities(orm, { listed: true }, entitiesOffered, 0),
  ]);
  const distinct = (words: string[]) => [...new Set(words)].sort((a, b) => a.localeCompare(b));
  return {
    publishers: distinct(feeds.map((feed) => feed.publisher)),
    languages: distinct(feeds.map((feed) => feed.language)),
    entities: entities.filter((entity) => entity.articles > 0).map((entity) => entity.name),
  };
}

interface FormProps {
  fields: SearchFields;
  faults: Fault[];
  choices: Choices;
}

/** The search form: the words in sight, the rest folded away until one of them is used. */
export function FilterForm({ fields, faults, choices }: FormProps) {
  const { q, sort, ...others } = fields;
  const open = Object.values(others).some(Boolean) || faults.some(({ field }) => field !== 'q');
  const own = { fields, faults };
  return (
    <search aria-label="Search the archive">
      <form class="filter" action="/search">
        <div class="words">
          <Field name="q" label="Words, “exact phrases” and fields" faults={faults}>
            <input id="f-q" name="q" type="search" value={q} maxlength={1000} {...said('q', faults)} />
          </Field>
          <Order sort={sort} />
          <button type="submit">Search</button>
        </div>
        <details open={open}>
          <summary>Entity, publisher, topic, language, sentiment, dates</summary>
          <div class="fields">
            <Field name="entity" label="Entity" faults={faults}>
              <input
                id="f-entity"
                name="entity"
                list="entities-known"
                value={fields.entity}
                autocomplete="off"
                {...said('entity', faults)}
              />
              <datalist id="entities-known">
                {choices.entities.map((name) => (
                  <option value={name} />
                ))}
              </datalist>
            </Field>
            <Choice {...own} name="publisher" label="Publisher" options={choices.publishers} />
            <Choice {...own} name="topic" label="Topic" options={[...topics]} nameOf={topicName} />
            <Choice
              {...own}
              name="language"
              label="Language"
              options={choices.languages}
              nameOf={languageName}
            />
            <Score {...own} name="min" label="Least sentiment" />
            <Score {...own} name="max" label="Greatest sentiment" />
            <Day {...own} name="after" label="From" />
            <Day {...own} name="before" label="Until before" />
            <div class="check">
              <input
                id="f-copies"
                name="copies"
                type="checkbox"
                value="true"
                checked={fields.copies === 'true'}
              />
              <label for="f-copies">List copies as well</label>
            </div>
            <div class="check">
              <input id="f-beat" name="beat" type="checkbox" value="true" checked={fields.beat === 'true'} />
              <label for="f-beat">Only on the beat, as charts count</label>
            </div>
          </div>
          <p class="hint">
            Sentiment runs from −1 to 1: towards the entity if one is given, otherwise of the whole article.
          </p>
        </details>
      </form>
    </search>
  );
}

function Order({ sort }: { sort: string }) {
  return (
    <div class="field">
      <label for="f-sort">Order</label>
      <select id="f-sort" name="sort">
        <option value="">Newest first</option>
        <option value="relevance" selected={sort === 'relevance'}>
          Most relevant first
        </option>
      </select>
    </div>
  );
}

type FieldProps = { name: FieldName; label: string; faults: Fault[]; children?: unknown };

function Field({ name, label, faults, children }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      {children}
      {fault && (
        <p class="fault" id={`fault-${name}`}>
          {`${label} ${fault.message}.`}
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

type ControlProps = Pick<FormProps, 'fields' | 'faults'> & { name: FieldName; label: string };

function Choice(props: ControlProps & { options: string[]; nameOf?: (option: string) => string }) {
  const { fields, faults, name, label, options, nameOf = (option) => option } = props;
  const value = fields[name];
  // A value that came by address and is not on offer stays in the form.
  const offered = value && !options.includes(value) ? [value, ...options] : options;
  return (
    <Field {...{ name, label, faults }}>
      <select id={`f-${name}`} name={name} {...said(name, faults)}>
        <option value="">Any</option>
        {offered.map((option) => (
          <option value={option} selected={option === value}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Score({ fields, faults, name, label }: ControlProps) {
  const value = fields[name];
  // Browsers blank what is no number, and the reader would not see what was wrong.
  const type = value === '' || Number.isFinite(Number(value)) ? 'number' : 'text';
  return (
    <Field {...{ name, label, faults }}>
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

function Day({ fields, faults, name, label }: ControlProps) {
  const value = fields[name];
  const type = value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
  return (
    <Field {...{ name, label, faults }}>
      <input id={`f-${name}`} {...{ name, type, value }} {...said(name, faults)} />
    </Field>
  );
}
