import type { PropsWithChildren } from 'hono/jsx';
import type { ChartFault, ChartFields } from '../charts/asked.ts';
import { type Sentence, say } from '../language/say.tsx';
import { InWords } from '../parts/inWords.tsx';

// Controls of the form of a chart: each with its label, and what is wrong with it.

export interface ControlProps {
  fields: ChartFields;
  faults: readonly ChartFault[];
  name: keyof ChartFields;
}

const labels: Record<string, Sentence> = {
  q: 'Query',
  compare: 'Compare with',
  split: 'Or split the query',
  by: 'By',
  after: 'From',
  before: 'Until before',
  count: 'Counts',
  timeZone: 'Time zone',
};

/** The fields of the form that something is wrong with; what has no field of its own is part of what is asked beside it. */
export const faultyFields = (faults: readonly ChartFault[]): { name: string; label: string }[] =>
  [...new Set(faults.map(({ parameter }) => parameter.split('.')[0] ?? ''))].map((name) => ({
    name: name in labels ? name : 'kept',
    label: name in labels ? say(labels[name]!) : name,
  }));

/** The only value of a field, or its first. */
export const one = (value: string | string[] | undefined): string => [value ?? ''].flat()[0] ?? '';

/** `compare.1` is typed in `compare`. */
export const isOf = ({ parameter }: ChartFault, name: string) => parameter.split('.')[0] === name;

/** Ties a control to what is wrong with it. */
export const said = (name: ControlProps['name'], faults: readonly ChartFault[]) =>
  faults.some((fault) => isOf(fault, name))
    ? ({ 'aria-invalid': 'true', 'aria-describedby': `fault-${name}` } as const)
    : {};

export function Field({ name, faults, children }: PropsWithChildren<ControlProps>) {
  return (
    <div class="field">
      <label for={`f-${name}`}>{say(labels[name]!)}</label>
      {children}
      {faults.some((fault) => isOf(fault, name)) && <FaultsOf name={name} faults={faults} />}
    </div>
  );
}

export const FaultsOf = ({ name, faults }: { name: string; faults: readonly ChartFault[] }) => (
  <div class="fault" id={`fault-${name}`}>
    {faults
      .filter((fault) => isOf(fault, name))
      .map(({ detail, says, mend }) => (
        <p>
          {says ? say(says) : <InWords of={detail} />}
          {mend !== undefined && <code>{` ${mend}`}</code>}
        </p>
      ))}
  </div>
);

type ChoiceProps = ControlProps & { options: Record<string, Sentence>; usual?: string };

export function Choice({ options, usual = '', ...control }: ChoiceProps) {
  const { name, fields, faults } = control;
  const value = one(fields[name]) || usual;
  return (
    <Field {...control}>
      <select id={`f-${name}`} name={name} {...said(name, faults)}>
        {Object.entries(options).map(([option, words]) => (
          <option value={option} selected={option === value}>
            {say(words)}
          </option>
        ))}
      </select>
    </Field>
  );
}

export function Day(control: ControlProps) {
  const value = one(control.fields[control.name]);
  // Browsers blank what is no date, and nobody would see what was wrong.
  const type = value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
  return (
    <Field {...control}>
      <input
        id={`f-${control.name}`}
        name={control.name}
        {...{ type, value }}
        {...said(control.name, control.faults)}
      />
    </Field>
  );
}

export const Check = ({ name, label, fields }: Pick<ControlProps, 'name' | 'fields'> & { label: string }) => (
  <label class="radio">
    <input type="checkbox" name={name} value="true" checked={fields[name] === 'true'} /> {label}
  </label>
);
