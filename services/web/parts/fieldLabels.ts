import type { AskedFault } from '../../watch/fault.ts';
import { type Fields, fieldOfFault } from '../alerts/alertFields.ts';
import { type Sentence, say } from '../language/say.tsx';

/** What forms call their fields: by the whole name where two end alike, else by its end. */
const labels: Record<string, Sentence> = {
  name: 'Name',
  query: 'Query',
  priority: 'Priority',
  channels: 'Channels',
  kind: 'Kind',
  scope: 'What it may do',
  on: 'When it fires',
  type: 'Type',
  entity: 'Towards',
  'event.entity': 'Entity',
  side: 'It',
  level: 'Level, −1 to 1',
  by: 'By at least',
  days: 'Over days',
  'silence.days': 'Days',
  least: 'Articles at least',
  relevance: 'Relevance',
  novelty: 'Novelty',
  importance: 'Importance',
  credibility: 'Credibility',
  maxAgeHours: 'Hours old at most',
  cooldownMinutes: 'Rest after a match, minutes',
  every: 'Matches are told',
  weekday: 'On',
  at: 'At',
  timeZone: 'Time zone',
  'rhythm.quiet.from': 'Quiet from',
  'rhythm.quiet.to': 'Quiet until',
  most: 'Messages at most',
  minutes: 'Within minutes',
  url: 'Address',
  'mail.to': 'To',
  topic: 'Topic',
  server: 'Server',
  token: 'Token',
};

/**
 * What is wrong with which field, as its form calls it: `rhythm.quiet.to` is “Quiet until”.
 *
 * @param own labels that a form has for itself
 */
export function fieldLabel(fault: AskedFault, fields: Fields, own: Record<string, Sentence> = {}): string {
  const field = fieldOfFault(fault, fields);
  const label = own[field] ?? labels[field] ?? labels[field.split('.').at(-1) ?? ''];
  return label ? say(label) : field.replaceAll('.', ' ');
}
