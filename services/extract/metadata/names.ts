import type { Element } from '../boxes.ts';
import { squeeze } from './text.ts';

// What stands before a name: "Written by", "Ein Beitrag von", "Autorin:", "作者：".
const verbs =
  'written|posted|published|reported|story|words|text|created|authored|reviewed|updated|ein beitrag|ein artikel|artikel|beitrag|geschrieben|verfasst|erstellt|eingestellt|veröffentlicht|publiziert|gepostet|publié|rédigé|escrito|publicado|scritto|pubblicato|napsal|interview|analysis|opinion|exclusive|review|rezept|bericht|kommentar|kolumne|essay|reportage|porträt|recherche|analyse';
const particles = 'by|von|vom|par|por|di|door|av|af|przez';
const labels =
  'authors?|autor(?:in|en|es)?|auteure?s?|autore|autrice|verfasser(?:in)?|text|texte|texto|words|redaktion|redakteur(?:in)?|reporter|journalist|bericht|interview|story|written|twitter|contributors?|name';
const cjkLabels =
  '(?:本报|本刊|新华社|特约)?(?:作者|记者|記者|撰文|撰稿|文|編集|著者|執筆|筆者|取材・文|署名|通讯员|글쓴이|기자)';
const opening = new RegExp(
  `^(?:[•|·–—-]\\s*)?(?:(?:(?:${verbs})\\s*:?\\s+)?(?:${particles})\\b\\s*:?|(?:${labels})\\s*:|${cjkLabels}\\s*[:：丨/／|│]\\s*|(?:edited|compiled)\\s+by\\s)\\s*`,
  'iu',
);
const loneOpening = new RegExp(
  `^(?:(?:(?:${verbs})\\s+)?(?:${particles})|(?:${labels.replace('|redaktion', '')})|about the authors?|über den autor|${cjkLabels})\\s*[:：]?$`,
  'iu',
);

/** Whether a text is only what stands before a name. */
export const isOpening = (text: string): boolean => loneOpening.test(text.replace(/^[|•·–—-]\s*/, ''));

const bylineStart = new RegExp(
  `^\\s*(?:[•|·–—-]\\s*)?(?:(?:(?:${verbs})\\s*:?\\s+)?(?:by|von|par|por)(?::|\\s|$)|(?:authors?|autor(?:in|en|es)?|auteur|autore|text|texte|redaktion|words)\\s*:|${cjkLabels}\\s*[:：丨/／|│])`,
  'iu',
);

/** Whether a text begins as a byline does. */
export const opensByline = (text: string): boolean => bylineStart.test(text) || reporter.test(text.trim());

const joiner = /^(?:,|;|\/|&|\+|and|und|et|y|e|och|with|mit|avec|,\s*and)$/i;
const joinerEnd = /(?:,|;|&|\sand|\sund|\set|\sy|^and|^und)\s*$/i;
const joinerStart = /^(?:,|;|&|and\s|und\s|et\s|y\s)/i;

// Words that a name does not hold: what buttons, dates and captions say.
const notName =
  /(?<!\p{L})(?:share|follow|see|view|more|posts|posted|comments?|kommentare?|reply|says|sagt|said|read|about|subscribe|sign|updated?|published|min(?:ute)?s?|ago|today|yesterday|uhr|stand|photos?|foto|image|bild|getty|copyright|email|e-mail|print|click|http|www|rss|feed|login|register|contact|article|artikel|beitrag|beiträge|alle|all|archive|profile?|bio|website|facebook|twitter|instagram|linkedin|advertisement|anzeige|newsletter|name|gravatar|avatar|anonymous|no author|veröffentlicht|publiziert|aktualisiert|zuletzt|tiempo|lectura|lesezeit|lesedauer|minuten|autoreninfo|illustration|illustrations|übersetzt|übersetzung|foundation license|menu|search|this|that|these|with|from|you|your|is|are|was|were|has|have|can|ist|sind|war|wird|wurde|für|nicht|tags?|category|filed|source|quelle|edited|edition|volume|bearbeiten|publisher|policy|accueil|inicio|startseite|über|about|creative commons|attribution)(?!\p{L})/iu;
const jobWords =
  'senior|chief|executive|deputy|associate|assistant|managing|staff|special|lead|guest|contributing|political|politics|business|technology|tech|science|health|news|national|international|foreign|white house|bureau|features?|web|online|digital|games?|culture|sports?|video|multimedia|data|investigative|general assignment|freelance|opinion|social media|us|uk';
const jobEnds =
  'editor(?:-in-chief|-at-large| in chief| at large)?|reporter|correspondents?|writer|contributors?|columnist|producer|journalist|redakteur(?:in)?|chefredakteur(?:in)?|autor(?:in)?|author|intern|fellow|analyst|blogger|photographer|founder|co-founder|ceo|cto|attorney|technologist|manager|marketing|director|professor|volontär(?:in)?|rédacteur|rédactrice|journaliste|chef|periodista|redactor(?:a)?';
const jobTitle = new RegExp(
  `^(?:(?:${jobWords}|and|of|for|&)[\\s,/]+)*(?:${jobEnds})(?:\\s*[,–—-].*|\\s+(?:at|of|for|bei|in)\\s.*)?$`,
  'i',
);
const jobTail = new RegExp(
  `,?\\s+(?:(?:${jobWords})\\s+)*(?:${jobEnds})(?:(?:\\s*[,–—-]|\\s+(?:at|of|for|bei|in)\\s).*)?$`,
  'i',
);
const degrees =
  /,?\s+(?:ph\.?\s?d\.?|m\.?d\.?|mba|m\.?a\.?|m\.?sc\.?|rdn?|cpa|jd|esq\.?|mph|rn|bsc)(?=$|[,;\s])/gi;

const datedTail =
  /(?:^|[\s,|•·–—-]+)(?:(?:on|am|le|el|at|um|vom|den|op)\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|mo|di|mi|do|fr|sa|so)(?:day|tag|woch|nstag|nerstag|itag|mstag|nntag)?[.,]?\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|januar|februar|märz|mai|juni|juli|oktober|dezember)\.?\s+\d.*|\d{1,4}\s*[.:/\-年 ].*|\d{1,2}(?:st|nd|rd|th)\b.*|stand\s*:.*|updated\b.*|published\b.*|posted\b.*)$/i;

// "記者林雅筑／報導", "本报记者 王小明": no colon stands before the name.
const reporter = /^\p{Script=Han}{0,6}?[记記]者\s*(?=\p{Script=Han}{2,4}(?:$|[\s／/]))/u;
const reportTail = /\s*(?:[／/]\s*(?:報導|报道|撰文|文|整理|综合报道|綜合報導)|(?:報導|报道))$/u;

// "Posted on September 21, 2020 by Ann Lee".
const datedOpening =
  /^(?:posted|published|updated|written|veröffentlicht|erstellt|eingestellt|gepostet|publiziert|geschrieben|publié)\b.{0,40}?\s(?:by|von|par|por)\s+(?=\p{L})/iu;

/** One name without what stands around it: "By", a date, a job title, a handle, an address, a degree. */
export function cleanName(raw: string): string {
  let name = squeeze(raw).replace(reporter, '').replace(reportTail, '').replace(datedOpening, '');
  name = name.replace(opening, '').replace(opening, '');
  name = name
    .replace(
      /^(?:zeige alle beiträge von|alle beiträge von|view all posts by|more stories by|view all articles by|posts by|all posts by)\s+/i,
      '',
    )
    .replace(/\s*[<([]?(?:mailto:)?[\w.+-]+@[\w-]+\.[\w.]+[>)\]]?\s*/g, ' ')
    .replace(/\s+@\w+.*$/, '')
    .replace(/\s*[|•·│]\s*.*$/, '')
    .replace(/\s+[–—-]\s+.*$/, '')
    .replace(/\s*[（(][^()（）]*[)）]?\s*$/, '')
    .replace(
      /\s+(?:illustrations?|illustriert|fotos?|photos?|photographs?|photography|bilder|video|images?)\s*(?:by|von|:).*$/i,
      '',
    )
    .replace(datedTail, '')
    .replace(degrees, '')
    .replace(
      /\s+(?:sagt|says|view author|alle artikel|alle beiträge|mehr|follow|under|am|vor|filed|tiempo)(?:\s.*|:?$)/i,
      '',
    )
    .replace(/^(\S+\s\S+(?:\s\S+)?)\s+(?:for|in|of)\s.*$/i, '$1');
  const short = name.replace(jobTail, '');
  if (/\s/.test(short)) name = short;
  return name.replace(/^[\s,:;–—/*"“„-]+|[\s,:;–—/*"”“-]+$/g, '').trim();
}

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether a cleaned text can be a name: of a person, a team or a news agency. */
export function isName(text: string): boolean {
  if (text.length < 2 || text.length > 70 || !/\p{L}{2}/u.test(text)) return false;
  if (/https?:|www\.|@\w+\.|[?!{}=<>…]|^\d|^#|^@/.test(text)) return false;
  if (cjk.test(text)) return text.length <= 24 && !/[。，：:]/.test(text);
  return (
    text.split(/\s+/).length <= 7 && !notName.test(text) && !jobTitle.test(text) && !loneOpening.test(text)
  );
}

const particleWords =
  /^(?:von|van|vom|zu|zur|de|del|della|der|den|dem|di|da|dos|du|la|le|las|los|al|el|bin|ben|ibn|ter|ten|y|e|af|av|und|mit)$/;

/** A name as names are written: every word with a capital but "von", "de la" and the like. */
export function isCapitalised(name: string): boolean {
  if (cjk.test(name)) return true;
  const words = name.split(/\s+/);
  return (
    words.length < 6 &&
    words.every(
      (word) =>
        /^[\p{Lu}\p{Lt}"“(]/u.test(word) || particleWords.test(word) || /^[dlo]['’]\p{Lu}/u.test(word),
    )
  );
}

/** Names written one after another: "Ann Lee, Bo Berg and Cem Kaya". */
export function splitNames(text: string): string[] {
  const parts = text
    .replace(/^[[【（(]|[\]】）)]$/g, '')
    .split(
      /\s*[;、]\s*|\s+\/\s+|\/(?=\s*\p{Lu}\p{Ll})|\s+(?:[Aa]nd|und|et|y|&|im Gespräch mit)\s+|,\s+(?:and\s+|und\s+)?(?=\p{Lu}[\p{L}.'’-]*\s+\p{L})/u,
    );
  const job = parts.findIndex((part) => jobTitle.test(part));
  const names = (job >= 0 ? parts.slice(0, job) : parts).map(cleanName).filter(isName);
  if (names.length !== 1 || !cjk.test(text)) return names;
  return text
    .replace(opening, '')
    .split(/\s+|[,，]/)
    .map(cleanName)
    .filter(isName);
}

interface Token {
  text: string;
  linked: boolean;
}

/** The names in an element, read text node by text node: a job title or a date beside a name is a node of its own. */
export function namesIn(element: Element): string[] {
  const names: string[] = [];
  let open = true;
  // After a job title only a linked name can be one more author; "ACLU" after "Staff Attorney" is none.
  let closed = false;
  for (const { text, linked } of tokensOf(element)) {
    if (joiner.test(text) || loneOpening.test(text)) {
      open = !closed;
      continue;
    }
    const expected: boolean = names.length === 0 || open || linked || (!closed && joinerStart.test(text));
    const found: string[] = expected && text.length < 200 ? splitNames(text.replace(joinerStart, '')) : [];
    names.push(...found);
    closed = found.length === 0 && names.length > 0;
    open = found.length > 0 && joinerEnd.test(text);
  }
  return names;
}

const skipped = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'button',
  'select',
  'time',
  'form',
]);
const maxTokens = 24;

function tokensOf(element: Element): Token[] {
  const tokens: Token[] = [];
  const visit = (node: Element['children'][number], linked: boolean): void => {
    if (tokens.length >= maxTokens) return;
    if (node.type === 'text') {
      const text = squeeze(node.data);
      if (text !== '' && !/^[|•·:–—-]$/.test(text)) tokens.push({ text, linked });
    } else if ('attribs' in node && !skipped.has(node.name)) {
      for (const child of node.children) visit(child, linked || /\bauthor\b/.test(node.attribs.rel ?? ''));
    }
  };
  visit(element, false);
  return tokens;
}
