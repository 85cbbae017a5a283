import type { Sentence } from '../language/say.tsx';

/** What the checks are called, by their names. */
export const checkTitles: Record<string, Sentence> = {
  database: 'Database',
  writing: 'Writing to it',
  tables: 'Its tables',
  connections: 'Connections to it',
  clock: 'Clock',
  queue: 'Queues',
  disk: 'Disk',
  mail: 'Mail server',
  names: 'Names of hosts',
  workers: 'Processes',
  articles: 'Articles on their way',
  alerts: 'Alerts',
  feeds: 'Feeds',
  deliveries: 'Deliveries',
  channels: 'Channels',
};
