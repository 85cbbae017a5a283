import { eld } from 'eld/small';
import { classOf, HAN, LATIN } from './fold.ts';

/** As much as the detector needs: more letters cost time and change nothing. */
const SAMPLE_UNITS = 800;

/** From this share of Han among the letters a text is Chinese: a Latin product name is long, a Han word short. */
const HAN_SHARE = 0.1;
/** Han is shared with Japanese; a tenth of kana among Han and kana tells the two apart. */
const KANA_SHARE = 0.1;

/**
 * How far another language must lead English in the detector's scores (0…1) per text length. Short headlines full of
 * names mislead it (“Nvidia soars” reads as Romanian), and the feeds are mostly English.
 */
const SHORT_LETTERS = 80;
const TINY_LETTERS = 25;
const LEAD_WHEN_SHORT = 0.15;

/** From this share of English function words in so many words nothing else need be asked; the detector costs 0.1 ms. */
const SURELY_ENGLISH = 0.2;
const ENOUGH_WORDS = 40;

const ENGLISH_WORDS =
  /\b(?:the|of|and|to|in|on|for|with|by|as|at|from|after|over|its|is|are|says|said|new|will|how|why|what|could|may)\b/gi;

/**
 * The language of a text as an ISO 639-1 code, `und` where it has no letters: by script first (Han, kana, Hangul,
 * Cyrillic), else by eld. Title and text together judge better than either.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE_UNITS);
  const byScript = languageByScript(sample);
  return byScript ?? latinLanguage(sample);
}

function languageByScript(sample: string): string | undefined {
  let han = 0;
  let kana = 0;
  let hangul = 0;
  let latin = 0;
  let other = 0;
  for (let i = 0; i < sample.length; i++) {
    const unit = sample.charCodeAt(i);
    const found = classOf(unit);
    if (found === HAN) han++;
    else if (found === LATIN) latin++;
    else if (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) kana++;
    else if (unit >= 0xac00 && unit <= 0xd7a3) hangul++;
    else if (unit >= 0x370 && unit < 0x2000) other++;
  }
  const letters = han + kana + hangul + latin + other;
  if (letters === 0) return 'und';
  if (hangul > han && hangul >= HAN_SHARE * letters) return 'ko';
  if (han + kana >= HAN_SHARE * letters) return kana >= KANA_SHARE * (han + kana) ? 'ja' : 'zh';
  return undefined;
}

function latinLanguage(sample: string): string {
  const english = sample.match(ENGLISH_WORDS)?.length ?? 0;
  const words = sample.split(/\s+/).length;
  if (words >= ENOUGH_WORDS && english / words > SURELY_ENGLISH) return 'en';
  const found = eld.detect(sample);
  if (found.language === 'en' || found.language === '') return 'en';
  const scores = found.getScores();
  const lead = (scores[found.language] ?? 0) - (scores.en ?? 0);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const foreign = /[\u00c0-\u024f\u0370-\u1fff]/.test(sample);
  if (foreign && found.isReliable()) return found.language;
  if (letters < TINY_LETTERS) return 'en';
  if (letters < SHORT_LETTERS && lead < LEAD_WHEN_SHORT) return 'en';
  if (english / words > 0.15 || !found.isReliable()) return 'en';
  return found.language;
}
