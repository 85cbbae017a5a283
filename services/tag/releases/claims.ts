import type { Named } from '../reading.ts';
import type { Claim } from '../tags.ts';
import type { Span } from '../text/spans.ts';
import { type Amount, amountsIn } from './amounts.ts';
import { benchmarksIn } from './benchmarks.ts';
import { anyOf, words } from './words.ts';

/** UTF-16 units on either side of a figure that say what it is. */
const REACH = 40;
/** The smallest model and the longest context that are believed. */
const FEWEST_PARAMETERS = 5e7;
const CONTEXT = { least: 1000, most: 2e7 };
/** No price of a million tokens is as high, no training as cheap. */
const DEAREST_TOKENS = 5000;
const CHEAPEST_TRAINING = 10_000;

const IS_PARAMETERS = /^[\s-]*(?:(?:total|overall|个)\s?)?(?:param|总?参数|in total\b)/i;
const OF_PARAMETERS =
  /(?:parameters?(?: of| count of| total(?:ling)?| to|:)?|参数(?:总?量|规模)?(?:为|达到?|约|高达|共|是|提升至|[：:])*)\s*(?:约|about|some)?\s*$/i;
const IS_ACTIVE =
  /^(?!\s*tokens?)[^.;；。,，、\d]{0,20}?(?:\bactive\b|activated|at a time|at once|per token|(?:each|every|any) token|激活)/i;
const OF_ACTIVE = /(?:activat\w+|\bwakes|\buses|\busing|of which(?: only)?|激活)[^\d,，。;；]{0,8}$/i;
const ACTIVE_PARAMETERS = /^\s?parameters (?:are |is |stay )?active/i;
const IS_TOKENS = /^[\s-]*(?:个\s?)?(?:tokens?|词元|标识符|用户|users|hours|小时)/i;
const IS_CONTEXT =
  /^[\s-]*(?:个\s?)?(?:tokens?|词元|字)?\s*(?:级别?)?(?:的)?\s?(?:of\s)?(?:native\s)?(?:超?长)?(?:context|上下文)/i;
const OF_CONTEXT = /(?:context(?: window| length)?|上下文(?:窗口|长度)?)[^\d.。;；,，]{0,16}$/i;
const PER_TOKENS =
  /(?:\bper\b|每)\s*(?:one\s|1\s?)?(million|thousand|百万|千|[MK](?![A-Za-z]))|(?:\/|\ba\b|\bfor\b|\beach\b)\s*(?:one\s|1\s?)?(million|thousand|百万|千|[MK])\s*(?:个|input\s|output\s)?\s*(?:tokens?|词元|标识符)/i;
const INPUT = /\b(?:in|input)\b|输入/i;
const OUTPUT = /\b(?:out|output)\b|输出/i;
const TOKENS_SOLD =
  /^\s*(?:per|a|\/|for)\s*(?:million|1M|thousand)\s*(?:input|output)?\s*tokens?(?:\s(?:in|out)(?![A-Za-z]))?/i;
const TRAINED_ON = /(?:train(?:ed|ing) on|support for)\s[^.,;\d]{0,24}$/i;
/** UTF-16 units behind a chip’s name that say what was done with it. */
const OWN = 20;
const FAILED = /\bfail|失败/i;
const NOT_TRAINING =
  /revenue|shares|raised|valuation|fine[ds]?\b|融资|营收|收入|利润|研发|股价|市值|估值|罚款|订单/i;

interface Patterns {
  training: RegExp;
  running: RegExp;
  count: RegExp;
  /** chips by their number alone, also those that are not listed: 200,000 Nvidia GPUs, eight H20 cards */
  cards: RegExp;
  licence: RegExp;
  licences: ReadonlyMap<string, { name: string; near: boolean }>;
}

let patterns: Patterns | undefined;

/**
 * What a sentence claims of some model, in reading order; whose claim it is, is for the caller to tell.
 *
 * @param chips the chips it names
 */
export function claimsIn(text: string, sentence: Span, chips: readonly Named[]): Claim[] {
  patterns ??= compile();
  const whole = text.slice(sentence.start, sentence.end);
  const claims = [...licencesIn(whole, sentence.start), ...benchmarksIn(whole, sentence.start)];
  if (/\d|[一百千万亿]|illion|thousand/.test(whole)) {
    const price = PER_TOKENS.exec(whole);
    for (const amount of amountsIn(text, sentence.start, sentence.end)) {
      const claim = claimOf(text, sentence, amount, whole, price);
      if (claim) claims.push(claim);
    }
  }
  claims.push(...hardwareIn(text, sentence, whole, chips));
  return claims.sort((a, b) => a.start - b.start);
}

function claimOf(
  text: string,
  sentence: Span,
  amount: Amount,
  whole: string,
  price: RegExpExecArray | null,
): Claim | undefined {
  const { start, end, value, currency, isScaled } = amount;
  const before = text.slice(Math.max(sentence.start, start - REACH), start);
  const after = text.slice(end, Math.min(sentence.end, end + REACH));
  const claim = { start, end, words: text.slice(start, end), value, unit: undefined, by: undefined };
  if (currency) {
    if (price && !isScaled && value < DEAREST_TOKENS) return priceOf(claim, currency, before, after, price);
    if (value < CHEAPEST_TRAINING || NOT_TRAINING.test(whole) || !patterns!.training.test(whole))
      return undefined;
    return { ...claim, kind: 'training-cost', unit: currency };
  }
  const isContext = value >= CONTEXT.least && value <= CONTEXT.most;
  if (isContext && (IS_CONTEXT.test(after) || OF_CONTEXT.test(before)))
    return { ...claim, kind: 'context', unit: undefined };
  if (!isScaled || value < FEWEST_PARAMETERS || IS_TOKENS.test(after)) return undefined;
  if (OF_ACTIVE.test(before) || ACTIVE_PARAMETERS.test(after)) return { ...claim, kind: 'active-parameters' };
  if (IS_PARAMETERS.test(after)) return { ...claim, kind: 'parameters' };
  if (IS_ACTIVE.test(after)) return { ...claim, kind: 'active-parameters' };
  return OF_PARAMETERS.test(before) ? { ...claim, kind: 'parameters' } : undefined;
}

/** With “USD/input” as its unit where the text says which tokens it buys. */
function priceOf(
  claim: Omit<Claim, 'kind'>,
  currency: string,
  before: string,
  after: string,
  price: RegExpExecArray,
): Claim {
  const sold = TOKENS_SOLD.exec(after)?.[0] ?? '';
  const behind = /^[^,，;；、.。\d]{0,30}/.exec(after)![0];
  const kindOf = (near: string) => (INPUT.test(near) ? 'input' : OUTPUT.test(near) ? 'output' : undefined);
  const tokens =
    kindOf(sold) ??
    kindOf(/(?:输[入出]|input|output)[^，,、；;\d]*$/i.exec(before)?.[0] ?? '') ??
    kindOf(behind);
  const thousand = /千|thousand|^K$/i.test(price[1] ?? price[2] ?? '');
  return {
    ...claim,
    kind: 'price',
    end: claim.end + sold.length,
    words: claim.words + sold,
    value: claim.value! * (thousand ? 1000 : 1),
    unit: tokens ? `${currency}/${tokens}` : currency,
  };
}

function licencesIn(whole: string, offset: number): Claim[] {
  const { licence, licences } = patterns!;
  return [...whole.matchAll(licence)].flatMap((match): Claim[] => {
    const { name, near } = licences.get(match[0].toLowerCase())!;
    const around = whole.slice(Math.max(0, match.index - 25), match.index + match[0].length + 14);
    if (near && !/licen[cs]|\bunder\b|许可|协议|授权|開源|开源/i.test(around)) return [];
    const start = offset + match.index;
    const end = start + match[0].length;
    return [{ kind: 'licence', start, end, words: match[0], value: undefined, unit: name, by: undefined }];
  });
}

/** Chips with their number where one is written, if the sentence tells of training or running something on them. */
function hardwareIn(text: string, sentence: Span, whole: string, chips: readonly Named[]): Claim[] {
  const { training, running, count, cards } = patterns!;
  if (chips.length === 0 && !/GPU|card|accelerator|[张块枚片]/i.test(whole)) return [];
  if (FAILED.test(whole) || (!running.test(whole) && !training.test(whole))) return [];
  const claims = chips.flatMap((chip): Claim[] => {
    const before = text.slice(Math.max(sentence.start, chip.start - REACH), chip.start);
    const number = count.exec(before)?.[0] ?? '';
    const after = text.slice(chip.end, Math.min(sentence.end, chip.end + OWN));
    if (number === '' && !TRAINED_ON.test(before) && !/^[^，。；、,\d]{0,8}训练/.test(after)) return [];
    const behind = /^(?:s\b|\s(?:cards|GPUs|chips|processors|hours)|\s?GPU\s?小时)/i.exec(after)?.[0] ?? '';
    return [hardware(text, chip.start - number.length, chip.end + behind.length)];
  });
  if (claims.length > 0) return claims;
  const unnamed = cards.exec(whole);
  if (!unnamed) return [];
  const start = sentence.start + unnamed.index;
  return [hardware(text, start, start + unnamed[0].length)];
}

function hardware(text: string, start: number, end: number): Claim {
  return {
    kind: 'hardware',
    start,
    end,
    words: text.slice(start, end),
    value: undefined,
    unit: undefined,
    by: undefined,
  };
}

function compile(): Patterns {
  const { training, running, licences, numbers } = words();
  const count = `(?:(?<![\\d.A-Za-z-])\\d[\\d,.]*|${anyOf(numbers)}|[一二两三四五六七八九十]+)\\s?[万千]?\\s?多?[张块枚颗片]?\\s?`;
  const maker = "(?:(?:Nvidia|Huawei)(?:['’]s)?\\s|英伟达|华为)?";
  return {
    training: new RegExp(anyOf(training), 'i'),
    running: new RegExp(anyOf(running), 'i'),
    count: new RegExp(`${count}(?:of\\s)?${maker}$`, 'i'),
    cards: new RegExp(
      `${count}${maker}(?:(?:[A-Z]{1,2}\\d{2,4}s?\\s?)?(?:GPUs?|cards|accelerators|加速卡)(?![A-Za-z])|(?<=[张块枚片])[A-Z]{1,2}\\d{2,4})`,
      'i',
    ),
    licence: new RegExp(anyOf(licences.flatMap(({ spellings }) => spellings)), 'gi'),
    licences: new Map(
      licences.flatMap(({ name, near, spellings }) =>
        spellings.map((each) => [each.toLowerCase(), { name, near }] as const),
      ),
    ),
  };
}
