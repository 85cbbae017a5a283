import type { Told } from '../../health/findings.ts';

/** What the doctor can find beside what is told to everybody. */
export const doctorFindings = {
  'settings-right': { state: 'well', says: 'The settings are right.' },
  'settings-wrong': {
    state: 'failing',
    says: 'Some settings are wrong; nothing else could be looked at.',
    todo: 'README.md has the table of settings.',
  },
  'node-right': { state: 'well', says: 'Node.js is {version}.' },
  'node-old': { state: 'failing', says: 'Node.js is {version}.', todo: 'Take one of {wanted}.' },
  'memory-enough': { state: 'well', says: '{free} of {most} of memory are free.' },
  'memory-short': {
    state: 'doubtful',
    says: 'Only {free} of {most} of memory are free.',
    todo: 'A process with the embedded database takes about 500 MB.',
  },
  'list-right': { state: 'well', says: 'Feeds in the list: {n}.' },
  'list-wrong': {
    state: 'failing',
    says: 'The feed list has faults.',
    todo: 'docs/add-a-feed.md shows how an entry is written.',
  },
  'entities-right': { state: 'well', says: 'The entity list names {n} entities.' },
  'entities-doubted': {
    state: 'doubtful',
    says: 'Of the entity list, {n} entries may not be meant as they are.',
    todo: 'chipwire entities check lists them.',
  },
  'entities-wrong': {
    state: 'failing',
    says: 'The entity list has faults.',
    todo: 'docs/add-an-entity.md shows how an entry is written.',
  },
  'archive-open': { state: 'well', says: 'The archive can be opened.' },
  'archive-running': { state: 'well', says: 'Chipwire runs on it (process {pid}).' },
  'archive-none': {
    state: 'doubtful',
    says: 'There is no archive at {folder} yet.',
    todo: 'chipwire start makes it; if there should be one, check CHIPWIRE_DATA.',
  },
  'archive-held': {
    state: 'doubtful',
    says: 'Another process has the archive open and takes no commands.',
    todo: 'It is starting or ending: try again. If this goes on, stop it.',
  },
  'archive-unopened': {
    state: 'failing',
    says: 'The archive is not opened while its disk is almost full.',
    todo: 'Free some space there.',
  },
  'archive-closed': {
    state: 'failing',
    says: 'The archive cannot be opened.',
    todo: 'If no reason helps: chipwire restore fills a new folder from the latest back-up.',
  },
  'hosts-known': { state: 'well', says: 'All {n} hosts of feeds have an address.' },
  'hosts-unknown': {
    state: 'doubtful',
    says: 'Of {n} hosts of feeds, {lost} have no address.',
    todo: 'If it is all of them, check the DNS server that this machine asks; if it is one, its feed has moved.',
  },
  'hosts-all-unknown': {
    state: 'failing',
    says: 'None of {n} hosts of feeds has an address.',
    todo: 'Check the DNS server that this machine asks.',
  },
  'tags-new': { state: 'well', says: 'All articles are tagged by this tagger and list.' },
  'tags-old': {
    state: 'doubtful',
    says: 'Articles that an earlier tagger or list tagged: {n}.',
    todo: 'chipwire retag tags them anew.',
  },
  'stories-new': { state: 'well', says: 'All stories are grouped by this method.' },
  'stories-old': {
    state: 'doubtful',
    says: 'Some stories were grouped by an earlier method.',
    todo: 'chipwire recluster groups them anew.',
  },
  'not-known': { state: 'doubtful', says: 'It could not be found out.' },
} as const satisfies Record<string, Told>;
export type DoctorCode = keyof typeof doctorFindings;
