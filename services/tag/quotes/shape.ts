import { classOf, HAN } from '../text/fold.ts';

/** How a stretch in quotation marks stands in its sentence. */
export interface Setting {
  /** it has a verb of saying … */
  isAttributed: boolean;
  /** … right before or behind it */
  isDirect: boolean;
  /** the sentence has begun before it */
  isLed: boolean;
  /** a colon stands before it */
  isAnnounced: boolean;
  /** “so-called” stands before it, or it looks like the name of a list or a plan */
  isTerm: boolean;
  /** the sign that ends it; empty without one */
  sign: string;
}

/** Words of speech: fewer are a term or a scare quote, unless they stand as a sentence of their own. */
const FEWEST_WORDS = 4;
const FEWEST_IN_SENTENCE = 2;
/** Five characters of Chinese say as much as four English words. */
const CHARACTERS_A_WORD = 1.25;

/** Whether words in quotation marks are what somebody said, and not a title, a term or a scare quote. */
export function isQuote(words: string, setting: Setting): boolean {
  const { isAttributed, isDirect, isLed, isAnnounced, isTerm, sign } = setting;
  const size = sizeOf(words);
  const isSentence = sign !== '' && (!isLed || isAnnounced || isDirect);
  if (isTerm && isLed && !isAnnounced) return false;
  if (isSentence && isAttributed) return size >= FEWEST_IN_SENTENCE;
  if (size < FEWEST_WORDS || isTerm) return false;
  if (isAttributed || isAnnounced) return true;
  return isLed ? /[.!?。！？…]$/.test(words) : sign !== '';
}

function sizeOf(words: string): number {
  let han = 0;
  for (let i = 0; i < words.length; i++) if (classOf(words.charCodeAt(i)) === HAN) han++;
  const latin = words.match(/[\p{Script=Latin}\d][\p{Script=Latin}\d.,'’]*/gu)?.length ?? 0;
  return latin + han / CHARACTERS_A_WORD;
}
