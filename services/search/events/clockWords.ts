/** What happens on the day: see docs/method.md. `due` is a day ahead of which the text says no more than that. */
export const clockKinds = [
  'takes-effect',
  'ceases',
  'pause-ends',
  'expires',
  'comments-close',
  'comply-by',
  'due',
] as const;
export type ClockKind = (typeof clockKinds)[number];

/** A date in a sentence, with the days that it means, `YYYY-MM-DD`. */
export interface DatePhrase {
  start: number;
  end: number;
  words: string;
  from: string;
  to: string;
}

/** A day that a sentence gives a meaning to. */
export interface Dated {
  kind: ClockKind;
  day: string;
  /** as written */
  words: string;
}

/** Words of which one stands before or after the date, and of which one must stand in the sentence as well. */
interface Cue {
  kind: ClockKind;
  before?: RegExp;
  after?: RegExp;
  with?: RegExp;
}

const pauses =
  /\b(?:suspen\w+|paus\w+|dormant|on hold|truce|reprieve|shelved|not be (?:applied|enforced))\b/i;
const pausesZh = /暂停|中止|暂缓|休战|缓期/;
const comments = /\bcomments?\b|\bfeedback\b|\bconsultation\b/i;

// The first that fits decides. Each is tried on the 60 characters before or the 40 after a date only.
const english: Cue[] = [
  {
    kind: 'comments-close',
    before: /\b(?:until|till|by|through|deadline (?:of|is|on)|close[sd]? on|ends? on) ?$/i,
    with: comments,
  },
  {
    kind: 'pause-ends',
    before: /\b(?:until|till|through|to end on|ends? on|expires?(?: on)?|lapses?(?: on)?|runs? out on) ?$/i,
    with: pauses,
  },
  { kind: 'expires', before: /\bextend\w* (?:[^.;]{0,20} )?(?:through|until|till|to) ?$/i },
  {
    kind: 'expires',
    before:
      /\b(?:expir\w+|laps(?:e|es|ed|ing)|runs? out|sunsets?|terminat\w+|to end|ends?|valid until|good until)(?: (?:on|by))? ?$/i,
  },
  {
    kind: 'ceases',
    before: /\b(?:from|as of|effective|starting) ?$/i,
    with: /\b(?:suspends?|suspended|pauses?|paused|rescinds?|rescinded|revokes?|revoked|lifts?|lifted)\b/i,
  },
  {
    kind: 'takes-effect',
    before:
      /\b(?:effects?|force|effective|appl(?:y|ies|ied)|binding|operative|starts?|begins?)(?: (?:on|from|as of|beginning|starting))? ?$/i,
  },
  {
    kind: 'takes-effect',
    after:
      /^,? (?:when|the day) (?:the|its|it|they)\b[^.;]{0,24}\b(?:take|takes|come|comes|go|goes) (?:in)?to? ?(?:effect|force)/i,
  },
  {
    kind: 'takes-effect',
    before: /\b(?:from|as of|starting|beginning) ?$/i,
    with: /\b(?:licen[cs]e\w*|permits?|permission|controls?|curbs?|ban|bans|banned|tariffs?|rules?|forbid\w*|bars?|limits?)\b/i,
  },
  {
    kind: 'comply-by',
    before: /\b(?:by|before|no later than|until) ?$/i,
    with: /\b(?:must|have to|has to|compl(?:y|iance|ied)|grace|wind down|deadline)\b/i,
  },
  { kind: 'comply-by', before: /\bdeadline(?: (?:of|is|on|was|falls on))? ?$/i },
  { kind: 'comply-by', after: /^ (?:deadline|cut-?off)\b/i },
];

const chinese: Cue[] = [
  { kind: 'comments-close', before: /(?:截止|至|到|截至)[^，。；]{0,8}$/, with: /意见|征求|反馈/ },
  { kind: 'pause-ends', before: /(?:至|到|截止|期满|届满)[^，。；]{0,3}$/, with: pausesZh },
  { kind: 'ceases', after: /^(?:日)?起[^，。；]{0,10}(?:暂停|中止|停止执行|废止|失效|取消|不再)/ },
  { kind: 'expires', before: /(?:有效期至|有效期到|有效至|到期日为?|管到)$/ },
  { kind: 'expires', after: /^[^，。；]{0,4}(?:到期|届满|期满|失效|截止)/ },
  {
    kind: 'takes-effect',
    after: /^(?:起|开始)[^，。；]{0,24}(?:施行|生效|实施|执行|适用|须|需|禁止|管制|许可|加征)/,
  },
  { kind: 'takes-effect', after: /^(?:起)?(?:正式|开始)?(?:施行|生效|实施|执行)/ },
  { kind: 'comply-by', before: /(?:不晚于|最迟|限于|须于|应于)$/ },
  { kind: 'comply-by', after: /^(?:前|之前|以前)[^，。；]{0,10}(?:必须|须|完成|合规|遵守)/ },
];

/** The same words as a regular expression of the database, case aside, so that it gives only sentences worth reading. */
export const clockSentence =
  'effect|into force|expir|laps|until|till|through|deadline|suspen|paus|dormant|truce|comments? |feedback|comply|complian|grace|sunset|' +
  'run(s|ning)? out|to end|ends? on|(from|starting|beginning|as of|before|by|applies|apply) ([0-9]|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))|' +
  '生效|施行|日起|月起|年起|到期|届满|期满|截止|暂停|中止|有效期|前完成|最迟';

/** A stretch with both ends written, “10 November 2025 through 9 November 2026”. */
const isStretch = (words: string) => /through|until|till|\bto\b|–|—|至|到/.test(words);
/** Vaguer dates than a month tell no day. */
const vaguest = 31;

/**
 * The days to which a sentence gives a meaning. Dates without a number in them (“Monday”) are left out: which Monday it
 * is depends on the reader of the date, and a clock must not be a week out.
 *
 * @param language ISO 639-1; others than zh are read as English
 * @param dates in the sentence, in reading order, offsets into it
 */
export function datedIn(sentence: string, language: string, dates: readonly DatePhrase[]): Dated[] {
  const cues = language === 'zh' ? chinese : english;
  return joined(sentence, dates).flatMap((date) => {
    if (!/\d/.test(date.words) || !isNarrow(date)) return [];
    const cue = cues.find((each) => fits(each, sentence, date));
    return cue ? daysOf(cue.kind, date) : [];
  });
}

/** “Monday, 9 November” is one date: the numbered one. */
function joined(sentence: string, dates: readonly DatePhrase[]): DatePhrase[] {
  return dates.map((date, index) => {
    const last = dates[index - 1];
    const isOne =
      last && !/\d/.test(last.words) && /^,? (?:the )?$/.test(sentence.slice(last.end, date.start));
    return isOne ? { ...date, start: last.start } : date;
  });
}

const isNarrow = ({ from, to, words }: DatePhrase) =>
  isStretch(words) || (Date.parse(to) - Date.parse(from)) / 86_400_000 <= vaguest;

function fits(cue: Cue, sentence: string, { start, end }: DatePhrase): boolean {
  if (cue.before && !cue.before.test(sentence.slice(Math.max(0, start - 60), start))) return false;
  if (cue.after && !cue.after.test(sentence.slice(end, end + 40))) return false;
  return cue.with?.test(sentence) ?? true;
}

/** What ends, ends with the last day of a stretch; what begins, with the first; a pause that has both, tells both. */
function daysOf(kind: ClockKind, { from, to, words }: DatePhrase): Dated[] {
  const begins = kind === 'takes-effect' || kind === 'ceases';
  const told = { kind, day: begins ? from : to, words };
  return kind === 'ceases' && isStretch(words) ? [told, { kind: 'pause-ends', day: to, words }] : [told];
}
