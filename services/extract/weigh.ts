/** How much a run of text says, in Latin letters' worth. */
export interface Weight {
  /** All characters; a Chinese, Japanese or Korean one counts as 3, about what it says in Latin letters. */
  all: number;
  /** Of these, inside links. */
  linked: number;
  /** The share that reads as sentences outside links, 0 where it does not. */
  good: number;
}

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g;
const sentenceEnd = /[.!?…:;"”»“][)\]"'”»’]{0,3}(?:\s|$)|[。！？；」』]/;
const comma = /[,،、，]/;

/** Weighs a run's text, of which `linkedChars` characters stand inside links. */
export function weigh(text: string, linkedChars: number): Weight {
  const wides = text.match(wide)?.length ?? 0;
  const all = text.length + 2 * wides;
  const linked = text.length === 0 ? 0 : (linkedChars / text.length) * all;
  return { all, linked, good: goodWeight(text, all, linked) };
}

function goodWeight(text: string, all: number, linked: number): number {
  const free = all - linked;
  if (linked > 0.5 * all || free < 25) return 0;
  if (isGlued(text)) return 0;
  if (sentenceEnd.test(text)) return free;
  if (free > 80 && comma.test(text)) return free;
  return free > 140 ? free * 0.5 : 0;
}

// Tags copied without their borders: "artificial intelligenceBeijingChinaChinese firms".
function isGlued(text: string): boolean {
  const joints = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
  return joints >= 4 && joints * 40 > text.length && !/[.!?。]/.test(text);
}
