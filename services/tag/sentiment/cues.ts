/** What one cue adds to the sentiment towards a target. */
export interface Contribution {
  /** the cue as written in the text */
  words: string;
  start: number;
  /** signed; the sum is squashed to −1…1 */
  value: number;
  /** tells by the sentence's build: done by one to another, or denied */
  structural?: boolean;
}

/** Where the target of a sentiment stands in a sentence's text, `to` exclusive. */
export interface Target {
  from: number;
  to: number;
}

/**
 * How much the place of a cue counts. Set by coordinate search over the train splits of NewsMTSC and SEntFiN (both
 * weighted the same), never on the splits that are reported.
 */
export const weights = {
  /** tokens beyond which a cue is left out: what is left of it there is noise, and costs time in hostile texts */
  reach: 80,
  /** loss per token between cue and target */
  decay: 0.09,
  /** factor per clause boundary between them */
  clause: 0.5,
  /** factor per comma between them */
  comma: 0.65,
  /** factor for another name standing between them */
  rival: 0.95,
  /** what a negated good cue turns into, and a negated bad one */
  negatedGood: -0.6,
  negatedBad: 0.1,
  /** what a bad thing turns into when it is eased or lifted */
  relieved: -0.8,
  /** what is left of a bad thing that is withstood */
  resisted: 0,
  /** what is left of a cue in a concession */
  conceded: 0.25,
  /** what is left of what stands before a “but” */
  beforeTurn: 0.75,
  afterTurn: 1.3,
  hedged: 0.75,
  /** what is left of a speaker's words for the speaker */
  said: 0.6,
  /** what is left inside quotation marks when the target is outside */
  quoted: 0.5,
  /** what is left for the doer of a state that follows the deed */
  aboutObject: 0.3,
  /** a score beyond these is no longer neutral */
  positive: 0.16,
  negative: -0.13,
};
