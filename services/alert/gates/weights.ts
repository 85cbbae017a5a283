/**
 * All that the four numbers of an article are made of, in points of 100: own judgement of what readers of wires want to
 * be woken for. docs/alerts.md publishes it; a test keeps the two alike.
 */

/** Parts of relevance where the query asks for entities; together 1. */
export const relevanceParts = {
  /** Its salience, which knows of title, place and number of mentions. */
  salience: 0.6,
  /** Named in the title: many read no further. */
  title: 0.2,
  /** Its salience as a part of that of the most salient entity: one of five firms in a list is an aside. */
  share: 0.2,
};

export const noveltyWeights = {
  /** What each earlier article of the story leaves of 100: 75, 56, 42, 32 … as wires have it. */
  repeat: 0.75,
  /** What each day without an article leaves of the repeats; one is always left. */
  rest: 0.5,
  /** At least so much for an article with a new fact of the kind. */
  facts: { event: 90, stated: 80, denied: 80, instrument: 70, party: 60 },
};

/** Points of an event told as stated in the title, and why so many. */
export const eventWeights: Record<string, { points: number; because: string }> = {
  'entity-listing': { points: 80, because: 'cuts a firm off, at once and by law' },
  'entity-delisting': { points: 75, because: 'opens a firm again, which is rare' },
  'licence-denied': { points: 75, because: 'stops sales that were counted on' },
  'licence-granted': { points: 75, because: 'allows sales that were written off' },
  'licence-required': { points: 75, because: 'puts a product or a buyer under control' },
  'rule-issued': { points: 75, because: 'is law, for everybody' },
  'mineral-retaliation': { points: 75, because: 'stops what factories abroad need' },
  'rule-rescinded': { points: 70, because: 'was law and is none any more' },
  'retaliation-listing': { points: 70, because: 'shuts a firm out of China' },
  'rule-delayed': { points: 65, because: 'is law, but not yet' },
  'purchase-discouraged': { points: 65, because: 'loses a market without any law' },
  'military-listing': { points: 65, because: 'is a stain first and a ban by and by' },
  tariff: { points: 60, because: 'puts a price on everything it names' },
  'app-ban': { points: 60, because: 'shuts a model out of offices or a country' },
  'rule-proposed': { points: 60, because: 'may be law one day, perhaps otherwise' },
  'ally-alignment': { points: 60, because: 'widens or splits the controls' },
  penalty: { points: 60, because: 'ends a case, with a figure' },
  'order-cut': { points: 60, because: 'is revenue that is gone' },
  'model-release-open': { points: 60, because: 'is for anybody to use from today' },
  'antitrust-probe': { points: 55, because: 'means months of doubt over a firm' },
  enforcement: { points: 55, because: 'shows what is being looked for' },
  'security-review': { points: 55, because: 'often comes before a ban' },
  'bill-progress': { points: 50, because: 'rarely becomes law' },
  'guidance-issued': { points: 50, because: 'says how law is meant' },
  'earnings-guidance': { points: 50, because: 'says what controls cost, in figures' },
  'model-release-closed': { points: 50, because: 'is a rival, on its maker’s terms' },
  'chip-launch': { points: 50, because: 'shows what can be bought next' },
  production: { points: 50, because: 'shows what can be made at home' },
  ipo: { points: 45, because: 'brings shares to trade' },
  order: { points: 45, because: 'is revenue to come' },
  attack: { points: 45, because: 'may end in bans and fines' },
  funding: { points: 40, because: 'shows who is believed in' },
  'distillation-claim': { points: 40, because: 'is a quarrel that rules may follow' },
  talks: { points: 35, because: 'brings more meetings than results' },
  capex: { points: 35, because: 'is a plan over years' },
  'price-cut': { points: 35, because: 'moves rivals, not markets' },
  outage: { points: 25, because: 'is over in hours' },
  'benchmark-claim': { points: 20, because: 'is claimed of somebody every day' },
};

export const importanceWeights = {
  /** Of an article without events. */
  least: 10,
  /** Of an event of a type that is not in the table. */
  unknownEvent: 30,
  certainty: { stated: 1, planned: 0.8, unconfirmed: 0.6, denied: 0.5 },
  /** What is left of the points of an event that the title does not tell: it may be background. */
  inText: 0.6,
  /** Added where controls are tightened or loosened, enforced or answered. */
  stance: 5,
  /** Added for a listed entity in the title. */
  title: 5,
  /** Added for each other publisher of the story that wrote its own article, and at most so many times. */
  publisher: 3,
  mostPublishers: 5,
};

/** Points of a source that says what is stated, by the family of its feed, and why so many. */
export const familyWeights: Record<string, { points: number; because: string }> = {
  regulator: { points: 95, because: 'is the text itself' },
  wire: { points: 85, because: 'lives by being right first' },
  'finance-press': { points: 80, because: 'is what readers trade on' },
  'law-firm': { points: 80, because: 'reads the text for clients' },
  research: { points: 75, because: 'shows its method' },
  'think-tank': { points: 75, because: 'names its sources, and has a view' },
  'general-press': { points: 70, because: 'is edited, and far from the trade' },
  'trade-press': { points: 70, because: 'is close to the trade, and to its rumours' },
  lab: { points: 65, because: 'speaks of itself' },
  'state-media': { points: 60, because: 'is sure of what its government says, of nothing else' },
  community: { points: 30, because: 'is where anybody may post' },
};

export const credibilityWeights = {
  unknownFamily: 50,
  /** What the certainty of the weightiest event leaves. */
  certainty: { stated: 1, planned: 0.95, unconfirmed: 0.6, denied: 0.8 },
  /** What each other publisher of the story that wrote its own article leaves of the way to 100. */
  doubt: 0.75,
};
