import type { Paragraph } from './render.ts';

/**
 * Lines that pages set between an article's paragraphs and that are no part of it: dates, bylines, picture credits, ad
 * marks, counts and the labels of boxes. All are short and few, and each costs four 4-grams on a page.
 */

const adMark =
  /^[\s*–—-]*(?:advertisements?|advertising|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|reklama?|sponsored(?: content)?|paid content|ad|continue reading(?: the main story| below)?|(?:story|article) continues? (?:below|after)\b.*|scroll (?:down )?(?:to|for) (?:continue|more)\b.*|loading|please wait|广告|廣告|広告|スポンサーリンク|正在加载)[\s.…:*–—-]*(?:continue reading(?: below)?|skip ad(?:vertisement)?)?[\s.…:*–—-]*$/i;

const credit =
  /^[\s*([|]*(?:titel|beitrags|symbol)?(?:(?:fotos?|bild(?:er)?|photos?|photograph[sy]?|images?|pictures?|imagen|fotografía|header|video)(?: ?(?:credits?|nachweis|quelle|by|by:|von|courtesy(?: of)?))?|credits?|crédits? ?photos?|crédito|créditos|picture alliance|图源|图片来源|图片|摄影|圖)\s*(?:[:：/©|]|\bby\b|(?<=\bby|von|of)\s)\s*\S/i;
const agencyEnd =
  /(?:getty images|shutterstock|istock(?:photo)?|(?:\/|\| ?)(?:afp|reuters|ap|dpa|epa|imago)|ap photo\/[\p{L} .]+|wikimedia commons|unsplash|via reuters|视觉中国|\/[\p{L} .]* (?:images|photos?|pictures))[)\]]?$/iu;
const captionEnd =
  /(?:^|[\s(|])(?:photo(?:graph)?s?|fotos?|bild|image|picture|illustration|credit|imagen|crédito|摄|图)(?: (?:by|von|de|credit))?\s*[:：]\s*[^.!?:]{2,60}[)\]]?\.?$/iu;
const rights =
  /^(?:©|\(c\) |copyright\b)|\ball rights reserved\b|\balle rechte vorbehalten|tous droits réservés|todos los derechos reservados|alle angaben ohne gewähr|\bcopyrighted property of\b|permission must be obtained|not responsible for the (?:opinions|content)|may not be (?:published|reproduced|redistributed)|(?:未经|谢绝)[^。]{0,16}转载|版权所有/i;

const monthsAndDays =
  /(?<!\p{L})(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]vrier|mar(?:ch|s|zo)?|märz|apr(?:il)?|avril|abril|ma[iy]o?|june?i?|juin|jul[iy]?o?|juillet|aug(?:ust)?|août|agosto|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|embre|iembre)?|enero|febrero|junio|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\p{L})/giu;
const dateWords =
  /(?<!\p{L})(?:first|last|originally|published|updated?|posted|modified|created|heures?|on|at|the|of|de|del|le|à|am|um|vom|stand|pm|a\.m|p\.m|uhr|utc|gmt|[ecmp][sd]?t|[bcmj]?est|ist|hkt|sgt|bst|hrs?|hours?|minutes?|mins?|days?|ago|veröffentlicht|erstellt|aktualisiert|publié|mis à jour|publicado|actualizado|dodano|st|nd|rd|th)(?!\p{L})/giu;

function isDateLine(text: string): boolean {
  if (text.length > 120 || !/\d/.test(text)) return false;
  const left = text
    .replace(monthsAndDays, '')
    .replace(dateWords, '')
    .replace(/\d+(?:st|nd|rd|th|h)?/gi, '');
  return !/[\p{L}$€£¥%]/u.test(left.replace(/[年月日时分]|发布于|发布时间|更新于|更新/g, ''));
}

// "By Ann Lee and Bo Chan, Example News": every word but the joining ones begins with a capital.
const byline =
  /^(?:[Bb][Yy]|[Vv]on|[Pp]or|[Pp]ar|[Dd]i|[Dd]oor|[Aa]f|[Aa]v|Text:|(?:Words|Story|Posted|Written|Reported) by|作者[:：]?)\s+\p{Lu}[\p{L}.’'-]*(?:[\s,&|/]+(?:and|und|et|y|e|for|in|at|der|van|von|de|da|del|la|\p{Lu}[\p{L}.’'-]*)){0,9}$/u;

const counts =
  /^(?:\d[\d.,]*\s?k?\s*(?:\+\s*)?(?:shares?|comments?|views?|likes?|votes?|replies|retweets?|kommentare?|commentaires?|comentarios?|photos?|min(?:ute)?s?(?: read)?|評論|评论|阅读)|(?:shares?|comments?|kommentare|views)\s*:?\s*\(?\d*\)?|(?:estimated )?reading time:?.{0,20}|lesezeit:?.{0,20}|share (?:this|on|via)\b.{0,40}|(?:print|e-?mail|share|save|copy link|teilen|drucken|partager|compartir|分享到?[:：]?))$/i;

// Headings and labels of boxes that stand below articles or between their paragraphs.
const boxLabel = new RegExp(
  `^[\\s>»→▶*•|–—-]*(?:${[
    'related(?: (?:articles?|stor(?:y|ies)|posts?|content|coverage|news|reading|links?|topics?|items?))?',
    '(?:read|discover|learn) (?:more|next|also)',
    'more (?:from|on|in|about|stories|news|articles|to explore|like this|top stories|coverage)\\b.{0,50}',
    "(?:you (?:may|might) (?:also )?(?:like|be interested)|recommended|most (?:read|popular|viewed|shared)|trending|popular|top stories|latest (?:news|stories|posts|articles)|up next|what to read next|keep reading|editor[’']?s[’']? picks?|don[’']t miss|in case you missed it|further reading|explore further|see also|also read)\\b.{0,40}",
    '(?:about the authors?|leave a (?:comment|reply)|post a comment|join the (?:conversation|discussion)|(?:\\d+ )?(?:comments?|responses?|replies)(?: \\(\\d+\\))?|filed under|tags?|topics?|share this(?: (?:article|story|post))?)',
    '(?:sign up|subscribe)\\b.{0,50}|ready to get started\\?',
    '(?:media|press) (?:contacts?|enquiries|inquiries)|contacts?|(?:presse)?kontakt|ansprechpartner|weitere informationen(?: (?:hierzu|dazu|zum thema|unter))?',
    '(?:ähnliche|verwandte|weitere|neueste|aktuelle|beliebte) (?:beiträge|artikel|themen|meldungen|nachrichten|storys|news)\\b.{0,40}',
    'mehr (?:zum thema|dazu|von uns|aus (?:dem|der)|über|zu)\\b.{0,40}|das könnte (?:sie|dich) (?:auch )?interessieren.{0,10}|das thema könnte.{0,40}|auch interessant|meistgelesene?\\b.{0,20}|zum weiterlesen|empfehlungen (?:der|aus der) redaktion|kommentare?|schlagw[oö]rte?r?|teilen|quellen(?:angaben?)?',
    '(?:à lire|lire|voir) (?:aussi|également)|sur le même (?:sujet|thème)|articles? (?:liés|similaires|associés)|les plus lus|commentaires',
    '(?:te|le|les) puede interesar|(?:temas|noticias|notas|artículos) relacionad[oa]s|relacionad[oa]s|más (?:noticias|sobre|información|leídas?)\\b.{0,30}|comentarios|por si no lo viste|(?:leia|veja) (?:também|mais)|leggi anche|lees ook|czytaj też|zobacz też',
    '(?:相关|延伸|推荐|更多|热门|猜你)(?:阅读|新闻|报道|文章|推荐|链接|内容|喜欢)|网友评论|最新评论|関連記事|おすすめ(?:記事)?|あわせて読みたい',
  ].join('|')})\\s*[:：.…!»>→]*$`,
  'iu',
);

const isShort = ({ text }: Paragraph, limit: number) => text.length <= limit;

const inTable = /^(?:t[dhr]|li|d[dt]|pre)$/;

/** True for a line that is a date (in a heading it is a timeline's), a byline, an ad mark, a count or a control. */
export function isMark(paragraph: Paragraph): boolean {
  const { text, tag } = paragraph;
  if (!isShort(paragraph, 120) || inTable.test(tag)) return false;
  return (
    adMark.test(text) || counts.test(text) || byline.test(text) || (!/^h\d$/.test(tag) && isDateLine(text))
  );
}

/** True for a picture's caption with its credit, a credit alone, or a note on rights. */
export function isCredit(paragraph: Paragraph): boolean {
  const { text, tag } = paragraph;
  if (tag === 'pre' || !isShort(paragraph, 400)) return false;
  if (isShort(paragraph, 120) && credit.test(text)) return true;
  return (
    (isShort(paragraph, 250) && agencyEnd.test(text)) ||
    captionEnd.test(text) ||
    (isShort(paragraph, 300) && rights.test(text))
  );
}

/**
 * Cuts what follows the label of a box below the article ("Related stories", "About the author") where that is too
 * little to be the article's own end, and the label alone otherwise.
 */
export function cutBoxes(paragraphs: Paragraph[]): Paragraph[] {
  const whole = sum(paragraphs);
  const kept: Paragraph[] = [];
  for (const [at, paragraph] of paragraphs.entries()) {
    if (!isBoxLabel(paragraph)) kept.push(paragraph);
    else if (isBox(paragraph, paragraphs.slice(at + 1), whole)) return kept;
  }
  return kept;
}

const isBoxLabel = ({ text }: Paragraph) => text.length <= 80 && boxLabel.test(text);

// What stands below every article; a list of other stories may also stand between its paragraphs.
const lastLabel = /author|comment|repl|contact|kontakt|ansprech|sign up|subscri/i;

function isBox(label: Paragraph, rest: Paragraph[], whole: number): boolean {
  const own = (size: number) => rest.filter(({ good, tag }) => tag === 'p' && good > size).length;
  if (sum(rest) >= 0.25 * whole || own(100) > 1) return false;
  return lastLabel.test(label.text) || own(200) === 0;
}

const sum = (paragraphs: Paragraph[]) => paragraphs.reduce((total, { good }) => total + good, 0);
