import type { ListedAlert } from '../../../db/alerts.ts';
import { gatesSchema, specSchema } from '../../alert/spec.ts';
import { newAlertShape } from '../../api/alertShapes.ts';
import { type AskedAlert, versionOf } from '../../watch/alerts.ts';
import type { AskedFault } from '../../watch/fault.ts';
import { say } from '../language/say.tsx';
import { faultsIn } from '../parts/issueWords.ts';

// The form of an alert: its fields are named as the parts of the API’s body, a trigger’s by which one it is.

/** What a form holds, as typed, by field. */
export type Fields = Record<string, string>;
export interface AlertFields {
  fields: Fields;
  /** Ids of channels. */
  channels: string[];
}

const numeric =
  /\.(level|by|days|least|relevance|novelty|importance|credibility|maxAgeHours|cooldownMinutes|weekday|most|minutes)$/;

/** An empty form. */
export const noAlert = (query: string): AlertFields => ({
  fields: { name: query.slice(0, 100), query, on: 'story', 'rhythm.every': 'match' },
  channels: [],
});

/** The form of an alert that is there. */
export function fieldsOf(alert: ListedAlert): AlertFields {
  const { name, query, channels } = alert;
  const { trigger, gates, rhythm, priority } = specSchema.parse(alert.spec);
  const { quiet, throttle, ...plain } = rhythm;
  const fields = {
    ...{ name, query, priority, on: trigger.on, version: versionOf(alert) },
    ...flat(trigger.on, trigger),
    ...flat('gates', unusual(gates)),
    ...flat('rhythm', plain),
    ...flat('rhythm.quiet', quiet ?? {}),
    ...flat('rhythm.throttle', throttle ?? {}),
  };
  return { fields, channels: channels.map(({ id }) => String(id)) };
}

const usualGates = new Map(Object.entries(gatesSchema.parse({})));
/** Gates that are other than where nobody says anything: the rest need not be seen. */
const unusual = (gates: object) =>
  Object.fromEntries(Object.entries(gates).filter(([name, value]) => usualGates.get(name) !== value));

/** The form of a new one that does the same. */
export function copyOf(alert: ListedAlert): AlertFields {
  const { fields, channels } = fieldsOf(alert);
  const { version, ...others } = fields;
  return { fields: { ...others, name: say('Copy of {name}', { name: alert.name }).slice(0, 100) }, channels };
}

const flat = (part: string, values: object): Fields =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== false)
      .map(([name, value]) => [`${part}.${name}`, String(value)]),
  );

/** The alert that a form asks for, or what is wrong with it. */
export function readAlert({ fields, channels }: AlertFields): AskedAlert | AskedFault[] {
  const { name = '', query = '', priority = 'normal', on = '' } = fields;
  const [quiet, throttle] = [partOf(fields, 'rhythm.quiet'), partOf(fields, 'rhythm.throttle')];
  const read = newAlertShape.safeParse({
    ...{ name, query, priority, channels: channels.map(Number) },
    trigger: { on, ...partOf(fields, on) },
    gates: partOf(fields, 'gates'),
    rhythm: { ...partOf(fields, 'rhythm'), quiet: given(quiet), throttle: given(throttle) },
  });
  if (read.success) return read.data;
  return faultsIn(read.error);
}

const given = (part: object) => (Object.keys(part).length > 0 ? part : null);

/** The fields of one part that hold something. */
export function partOf(fields: Fields, part: string): Record<string, string | number | boolean> {
  const own = Object.entries(fields).filter(
    ([name, value]) =>
      value !== '' && name.startsWith(`${part}.`) && !name.slice(part.length + 1).includes('.'),
  );
  return Object.fromEntries(own.map(([name, value]) => [name.slice(part.length + 1), typed(name, value)]));
}

function typed(name: string, value: string): string | number | boolean {
  if (/\.(developments|anywhere)$/.test(name)) return value === 'true';
  return numeric.test(name) ? Number(value.replace('−', '-')) : value;
}

/** The field that a fault’s parameter is typed in. */
export function fieldOfFault({ parameter }: AskedFault, { on, kind }: Fields): string {
  return parameter
    .replace(/^trigger\.on$/, 'on')
    .replace(/^trigger\./, `${on}.`)
    .replace(/^target\./, `${kind}.`)
    .replace(/^channels\..*/, 'channels');
}
