import { byTime, daysBetween, type Source, sourceOf, type Told } from './told.ts';

/** Under what control somebody or something stands. */
export const controlStates = [
  'listed',
  'removed',
  'licence-required',
  'allowed',
  'refused',
  'banned',
  'discouraged',
] as const;
export type ControlState = (typeof controlStates)[number];

/** Which control: a trade blacklist, the Pentagon's list, China's lists, licences, bans of apps, China's buyers. */
export const controlKinds = [
  'trade-list',
  'military-list',
  'chinese-list',
  'licence',
  'app-ban',
  'purchases',
] as const;
export type ControlKind = (typeof controlKinds)[number];

/** What an event of a type does to those who have one of these parts in it. */
const effects: Record<string, { control: ControlKind; state: ControlState; roles: readonly string[] }> = {
  'entity-listing': { control: 'trade-list', state: 'listed', roles: ['target'] },
  'entity-delisting': { control: 'trade-list', state: 'removed', roles: ['target'] },
  'military-listing': { control: 'military-list', state: 'listed', roles: ['target'] },
  'retaliation-listing': { control: 'chinese-list', state: 'listed', roles: ['target'] },
  'licence-required': { control: 'licence', state: 'licence-required', roles: ['exporter', 'buyer'] },
  'licence-granted': { control: 'licence', state: 'allowed', roles: ['exporter', 'buyer'] },
  'licence-denied': { control: 'licence', state: 'refused', roles: ['exporter', 'buyer'] },
  'app-ban': { control: 'app-ban', state: 'banned', roles: ['target'] },
  'purchase-discouraged': { control: 'purchases', state: 'discouraged', roles: ['seller'] },
};

/** Event types that say something of a control. */
export const controlTypes: readonly string[] = Object.keys(effects);

/** A change, or something told that changes nothing: planned, unconfirmed, denied, or removed without being listed. */
export interface ControlStep {
  state: ControlState;
  /** First and last day it may have happened on; where `dated` is false it had happened by then. */
  fromDay: string;
  toDay: string;
  dated: boolean;
  certainty: Told['certainty'];
  changes: boolean;
  role: string;
  /** Who acts, as far as the articles say. */
  actors: string[];
  /** Sentences that say so, oldest first. */
  sources: Source[];
}

export interface Control {
  control: ControlKind;
  /** The government whose control it is; where no article names any, the usual one, or null where there is none. */
  by: string | null;
  /** The list or rule of the entity list, where the articles name it. */
  rule: string | null;
  /** After all its steps; null where none changes anything: not known to be under it. */
  state: ControlState | null;
  steps: ControlStep[];
}

const orderOf = ({ control, by, rule }: Control) => `${controlKinds.indexOf(control)} ${by} ${rule}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

interface Tale {
  told: Told;
  control: ControlKind;
  by: string | null;
  state: ControlState;
  role: string;
}

/**
 * What is known of an entity's controls on a day: its events that had happened by then, in the order of their days,
 * folded for each control. Only what is stated changes a state.
 *
 * @param told events in which the entity has a part; @param asOf `YYYY-MM-DD`, included
 * @param governments of agencies and officials: the place that each belongs to
 */
export function controlsOf(
  entityId: string,
  told: readonly Told[],
  asOf: string,
  governments: ReadonlyMap<string, string>,
): Control[] {
  const tales = told
    .flatMap((event) => talesOf(entityId, event, governments))
    .filter((tale) => tale.told.toDay <= asOf);
  const controls = new Map<string, Tale[]>();
  for (const tale of tales) {
    const key = `${tale.control} ${tale.by} ${listOf(tale)}`;
    controls.set(key, [...(controls.get(key) ?? []), tale]);
  }
  return [...controls.values()].map(folded).sort((a, b) => compare(orderOf(a), orderOf(b)));
}

function talesOf(entityId: string, told: Told, governments: ReadonlyMap<string, string>): Tale[] {
  const effect = effects[told.type];
  const part = told.who.find((each) => each.entityId === entityId && effect?.roles.includes(each.role));
  if (!effect || !part) return [];
  const { control, state } = effect;
  const by =
    actorsOf(told).flatMap((actor) => governments.get(actor) ?? [])[0] ?? usualGovernments[control] ?? null;
  return [{ told, control, state, by, role: part.role }];
}

const usualGovernments: Partial<Record<ControlKind, string>> = {
  'trade-list': 'us',
  'military-list': 'us',
  'chinese-list': 'cn',
  licence: 'us',
  purchases: 'cn',
};

/** The list that is meant where an article names none. */
const usualLists: Record<string, string> = {
  'trade-list us': 'entity-list',
  'military-list us': 'list-1260h',
};

/** Lists are apart; licences are not: which rule asks for them is a matter of the sentence. */
const listOf = ({ control, by, told }: Tale) =>
  control.endsWith('-list') ? (told.instrumentId ?? usualLists[`${control} ${by}`] ?? '') : '';

function folded(tales: readonly Tale[]): Control {
  const { control, by } = tales[0]!;
  const rule = tales.find(({ told }) => told.instrumentId !== null)?.told.instrumentId ?? null;
  const steps: ControlStep[] = [];
  let state: ControlState | null = null;
  for (const tale of [...tales].sort(byDay)) {
    const last = steps.findLast(({ changes }) => changes);
    const repeats = sameAs(
      tale,
      tale.told.certainty === 'stated' && state === tale.state ? last : undefined,
      steps,
    );
    if (repeats) {
      repeated(repeats, tale);
      continue;
    }
    // Nobody is taken off a list that nobody put him on: the sentence means another, or says that he stays off it.
    const changes = tale.told.certainty === 'stated' && !(tale.state === 'removed' && state === null);
    if (changes) state = tale.state;
    steps.push(stepOf(tale, changes));
  }
  return { control, by, rule, state, steps };
}

/** The step that this tells once more: the one that made the present state, or the same left open within a month. */
function sameAs({ told, state }: Tale, present: ControlStep | undefined, steps: readonly ControlStep[]) {
  return (
    present ??
    steps.findLast(
      (step) =>
        !step.changes &&
        step.state === state &&
        step.certainty === told.certainty &&
        daysBetween(step.toDay, told.toDay) <= 31,
    )
  );
}

/** Vague and undated days count by their last: by then it had happened. */
const byDay = (a: Tale, b: Tale) =>
  a.told.toDay < b.told.toDay ? -1 : a.told.toDay > b.told.toDay ? 1 : byTime(a.told, b.told);

function stepOf({ told, state, role }: Tale, changes: boolean): ControlStep {
  const { fromDay, toDay, dated, certainty } = told;
  return {
    ...{ state, fromDay, toDay, dated, certainty, changes, role },
    actors: actorsOf(told),
    sources: [sourceOf(told)],
  };
}

function repeated(step: ControlStep, { told }: Tale): void {
  step.sources.push(sourceOf(told));
  step.sources.sort((a, b) => a.article.publishedAt.getTime() - b.article.publishedAt.getTime());
  for (const actor of actorsOf(told)) if (!step.actors.includes(actor)) step.actors.push(actor);
  if (!isCloser(told, step)) return;
  step.fromDay = told.fromDay;
  step.toDay = told.toDay;
  step.dated = true;
}

/** A dated telling inside the days known so far, or any dated one before an undated. */
const isCloser = (told: Told, step: ControlStep) =>
  told.dated &&
  (!step.dated ? told.fromDay <= step.toDay : told.fromDay >= step.fromDay && told.toDay <= step.toDay);

const actorsOf = ({ who }: Told) => [
  ...new Set(who.filter(({ role }) => role === 'actor').map(({ entityId }) => entityId)),
];

/** Whether a state holds somebody back: being taken off a list or allowed does not. */
export const holdsBack = (state: ControlState | null): boolean =>
  state !== null && state !== 'removed' && state !== 'allowed';
