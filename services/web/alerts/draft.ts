import type { Context } from 'hono';
import { longestField, mostFields } from '../parts/forms.ts';
import type { AlertFields } from './alertFields.ts';

// The form of an alert that is left half filled in to add a channel, and comes back as it was: addresses carry its fields.

/** Where a form of an alert stands. */
const formPath = /^\/alerts\/(new|[1-9]\d{0,14}\/edit)$/;

/** A form of an alert that waits for a channel. */
export interface Draft {
  /** Leads back to it, with a channel ticked if it was added. */
  to(channel?: number): string;
  /** The page of channels that keeps it meanwhile. */
  here: string;
}

/** The form that the page of channels was asked for from; null where it was none. */
export function draftIn(c: Context): Draft | null {
  const sent = new URL(c.req.url).searchParams;
  const path = sent.get('back') ?? '';
  if (!formPath.test(path)) return null;
  const kept = fieldsIn(sent).filter(([name]) => name !== 'back');
  return {
    to(channel) {
      const fields = new URLSearchParams(kept);
      if (channel !== undefined) fields.append('channels', String(channel));
      return fields.size > 0 ? `${path}?${fields}` : path;
    },
    here: `/channels?${new URLSearchParams([['back', path], ...kept])}`,
  };
}

/** A form as an address carries it; otherwise as it begins, with the channels ticked that the address names. */
export function carriedBy(c: Context, beginning: AlertFields): AlertFields {
  const sent = new URL(c.req.url).searchParams;
  const channels = sent.getAll('channels').slice(0, mostFields);
  if (!sent.has('on')) return { ...beginning, channels: [...beginning.channels, ...channels] };
  return { fields: Object.fromEntries(fieldsIn(sent)), channels };
}

/** What is filled in. */
const fieldsIn = (sent: URLSearchParams): [string, string][] =>
  [...sent]
    .filter(([, value]) => value !== '')
    .slice(0, mostFields)
    .map(([name, value]): [string, string] => [name, value.slice(0, longestField)]);
