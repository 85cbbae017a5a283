import type { PropsWithChildren } from 'hono/jsx';
import type { AskedFault } from '../../watch/fault.ts';
import { type Fields, fieldOfFault } from '../alerts/alertFields.ts';
import { Say, type Sentence, say } from '../language/say.tsx';
import { fieldLabel } from './fieldLabels.ts';
import { InWords } from './inWords.tsx';

// Controls of forms that save something: each with its label, and what is wrong with it.

/** What a form holds, and what is wrong with it. */
export interface Part {
  fields: Fields;
  faults: readonly AskedFault[];
}

type FaultsProps = Part & {
  /** Labels that the form has for itself, by field. */
  called?: Record<string, Sentence> | undefined;
};

/** What is wrong with the whole of a form, each with a way to where it is typed. */
export const Faults = ({ fields, faults, called }: FaultsProps) =>
  faults.length === 0 ? null : (
    <div class="notice" role="alert">
      <h2>{say('Nothing is saved yet')}</h2>
      <ul>
        {faults.map((fault) => (
          <li>
            <FaultLine {...{ fields, fault, called }} />
            {fault.mend !== undefined && (
              <>
                {' '}
                <Say sentence="Perhaps: {words}" words={<code>{fault.mend}</code>} />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );

function FaultLine({
  fields,
  fault,
  called,
}: Pick<FaultsProps, 'fields' | 'called'> & { fault: AskedFault }) {
  const { parameter, detail } = fault;
  const words = <InWords of={detail} />;
  if (parameter === '') return words;
  const link = <a href={`#${idOf(fieldOfFault(fault, fields))}`}>{fieldLabel(fault, fields, called)}</a>;
  const isSentence = /^[\p{Lu}“]/u.test(detail);
  return isSentence ? (
    <Say sentence="{field}: {fault}" field={link} fault={words} />
  ) : (
    <Say sentence="{field} {fault}" field={link} fault={words} />
  );
}

type ChosenProps = Part & { on: string; label: string; by?: string };

/**
 * One of several of which one is chosen, with what belongs to it, which shows where it is chosen.
 *
 * @param by the field that says which
 */
export function Chosen({ fields, on, label, by = 'on', children }: PropsWithChildren<ChosenProps>) {
  return (
    <div class="chosen">
      <label class="radio">
        <input type="radio" name={by} value={on} checked={fields[by] === on} required /> {label}
      </label>
      {children && <div class="of-chosen">{children}</div>}
    </div>
  );
}

type Control = Part & { name: string; label: string };

const idOf = (name: string) => `f-${name.replaceAll('.', '-')}`;

function Field({ name, label, faults, fields, children }: PropsWithChildren<Control>) {
  return (
    <div class="field">
      <label for={idOf(name)}>{label}</label>
      {children}
      <FaultOf field={name} faults={faults} fields={fields} />
    </div>
  );
}

type FaultOfProps = Part & { field: string };

export function FaultOf({ field, faults, fields }: FaultOfProps) {
  const fault = faults.find((each) => fieldOfFault(each, fields) === field);
  return fault ? (
    <p class="fault" id={`fault-${field}`}>
      <InWords of={fault.detail} />
    </p>
  ) : null;
}

const said = ({ name, faults, fields }: Pick<Control, 'name' | 'faults' | 'fields'>) =>
  faults.some((each) => fieldOfFault(each, fields) === name)
    ? ({ 'aria-invalid': 'true', 'aria-describedby': `fault-${name}` } as const)
    : {};

type TextProps = Control & {
  maxlength?: number;
  required?: boolean;
  search?: boolean;
  list?: string;
  placeholder?: string;
  /** What is completed while it is typed. */
  complete?: 'entity' | 'query';
};

export function Text({
  maxlength = 200,
  required,
  search,
  list,
  placeholder,
  complete,
  ...control
}: TextProps) {
  return (
    <Field {...control}>
      <input
        id={idOf(control.name)}
        name={control.name}
        type={search ? 'search' : 'text'}
        value={control.fields[control.name] ?? ''}
        autocomplete="off"
        {...{ maxlength, required, list, placeholder }}
        data-complete={complete}
        {...said(control)}
      />
    </Field>
  );
}

type NumericProps = Control & { min: number; max: number; step?: number; usual?: number };

export function Numeric({ min, max, step = 1, usual, ...control }: NumericProps) {
  const value = control.fields[control.name] ?? '';
  // Browsers blank what is no number, and nobody would see what was wrong.
  const type = value === '' || Number.isFinite(Number(value)) ? 'number' : 'text';
  return (
    <Field {...control}>
      <input
        id={idOf(control.name)}
        name={control.name}
        {...{ type, value, min, max, step }}
        placeholder={usual === undefined ? undefined : String(usual)}
        {...said(control)}
      />
    </Field>
  );
}

type ChoiceProps = Control & { options: Record<string, string>; usual?: string };

export function Choice({ options, usual, ...control }: ChoiceProps) {
  const value = control.fields[control.name] || usual;
  return (
    <Field {...control}>
      <select id={idOf(control.name)} name={control.name} {...said(control)}>
        {Object.entries(options).map(([option, words]) => (
          <option value={option} selected={option === value}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}

export const Check = ({ fields, name, label }: Control) => (
  <label class="radio">
    <input type="checkbox" name={name} value="true" checked={fields[name] === 'true'} /> {label}
  </label>
);

export const Options = ({ id, values }: { id: string; values: string[] }) => (
  <datalist id={id}>
    {values.map((value) => (
      <option value={value} />
    ))}
  </datalist>
);
