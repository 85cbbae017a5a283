import { type Trigger, triggerSchema } from '../alert/spec.ts';
import { triggerForms } from './options.ts';

/** Reads `event:entity-listing:huawei`. @returns null where it is no trigger */
export function triggerIn(word: string): Trigger | null {
  const [on, ...parts] = word.split(':');
  const { success, data } = triggerSchema.safeParse({ on, ...given(partsOf[on ?? '']?.(parts) ?? {}) });
  return success && parts.length <= mostParts(on) ? data : null;
}

const partsOf: Record<string, (parts: string[]) => object> = {
  event: ([type, entity]) => ({ type, entity }),
  level: ([entity, side, level, days]) => ({ entity, side, level: numberOf(level), days: numberOf(days) }),
  move: ([entity, by, days]) => ({ entity, by: numberOf(by), days: numberOf(days) }),
  silence: ([days]) => ({ days: numberOf(days) }),
};

const mostParts = (on: string | undefined) =>
  (triggerForms.find((form) => form.split(':')[0] === on)?.match(/:/g) ?? []).length;

const numberOf = (word: string | undefined) => (word ? Number(word.replace('−', '-')) : undefined);
const given = (parts: object) =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
