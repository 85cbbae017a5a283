/** How far an article is; each pipeline stage moves it one word to the right. */
export const articleSteps = ['found', 'read', 'tagged', 'clustered'] as const;
export type ArticleStep = (typeof articleSteps)[number];

/** Where an article's text was taken from, best first. */
export const textSources = ['page', 'feed', 'summary'] as const;
export const sentimentLabels = ['negative', 'neutral', 'positive'] as const;
export const entityTypes = [
  'company',
  'lab',
  'organisation',
  'agency',
  'model',
  'chip',
  'technology',
  'material',
  'rule',
  'person',
  'place',
] as const;
/**
 * `new` was never polled, `ok` gave entries or said nothing changed, `failing` did not,
 * `gone` answered 410 and is polled no more, `removed` left feeds.yaml.
 */
export const feedStates = ['new', 'ok', 'failing', 'gone', 'removed'] as const;
export const pollOutcomes = ['entries', 'unchanged', 'gone', 'failed'] as const;
/** What a policy event does, or what an article's policy events do together. */
export const stances = ['tighten', 'loosen', 'enforce', 'retaliate', 'none'] as const;
/** How sure an article is of an event that it tells of. */
export const certainties = ['stated', 'planned', 'unconfirmed', 'denied'] as const;
/** What a policy event works through. */
export const instrumentKinds = [
  'rule',
  'list',
  'licence',
  'bill',
  'tariff',
  'guidance',
  'order',
  'probe',
  'ban',
] as const;
/** What the press says of a rule, which may differ from the law. */
export const pressStatuses = ['proposed', 'in-force', 'paused', 'not-enforced', 'rescinded'] as const;
/** How a rule stands in law. */
export const legalStatuses = [
  'proposed',
  'in-force',
  'paused',
  'not-enforced',
  'rescinded',
  'expired',
] as const;
/** What may be claimed of a model at its release. */
export const claimKinds = [
  'parameters',
  'active-parameters',
  'context',
  'licence',
  'price',
  'hardware',
  'training-cost',
  'benchmark',
] as const;
/** Who measured a benchmark. */
export const measurers = ['self', 'independent', 'unknown'] as const;
/** What a correction says is wrong: who was taken to be meant, or the sentiment towards them. */
export const correctionKinds = ['entity', 'sentiment'] as const;
/** Who put a feed on the list: feeds.yaml, or people at the pages, the API or the command line. */
export const feedListers = ['file', 'people'] as const;
/** Which halves of Chipwire run in a process. */
export const processKinds = ['worker', 'web', 'both'] as const;
export type ProcessKind = (typeof processKinds)[number];
/** What people may decide of stories. */
export const rulingKinds = ['merge', 'split'] as const;
/** What a ruling may say of two articles. */
export const pairKinds = ['together', 'apart'] as const;
/** What may change in what is gathered. */
export const coverageMarks = [
  'feed-added',
  'feed-dead',
  'feed-revived',
  'feed-removed',
  'back-filled',
] as const;
/** How much of a publisher's text may leave the archive. */
export const textRights = ['full', 'excerpt', 'none'] as const;
/** What a key may be used for; each allows what stands before it. */
export const keyScopes = ['read', 'write', 'admin'] as const;
export type KeyScope = (typeof keyScopes)[number];
/** Where alerts can be sent. */
export const channelKinds = ['webhook', 'mail', 'slack', 'discord', 'teams', 'ntfy'] as const;
/** `off` is not sent to any more: it answered 410, failed for days, or its owner switched it off. */
export const channelStates = ['ok', 'failing', 'off'] as const;
/** `held` waits for a digest or the end of quiet hours; `muted` is told to nobody. */
export const matchStates = ['told', 'held', 'muted'] as const;
/** What a notice is: of one match, of several that were held, a try of a channel, or word that one was switched off. */
export const noticeKinds = ['match', 'digest', 'test', 'channel-off'] as const;
/** `failed` was given up after the last try. */
export const deliveryStates = ['pending', 'delivered', 'failed'] as const;
