/**
 * What class names, ids and roles say about an element. Words are matched whole, after splitting names at `-`, `_`,
 * digits and camelCase, so that `padding` is no `ad` and `shareholder` no `share`. They are the second witness only:
 * an element that holds most of the page's sentences is never dropped for its name (prune.ts).
 */

const dropWords = new RegExp(
  ` (?:${[
    'nav|navi|navbar|navigation|mainnav|subnav|topnav|menu|menus|submenu|menue|mainmenu|breadcrumbs?|brotkrume[n]?|pagination|pager|paging|pagenav|pagenavi|wp pagenavi|post navigation|nextprev|prevnext|skip|skiplink|sitemap',
    'foot|footer|footers|footnav|bottombar|colophon|impressum|disclaimer',
    'sidebar|sidebars|sidenav|siderail|rail|widget|widgets|widgetarea|marginal|marginalspalte|randspalte',
    'share|shares|sharing|sharer|sharebar|sharebuttons?|sharedaddy|shariff|social|socials|sociable|socialmedia|socialshare|addthis|addtoany|bookmarks?|bookmarking|heateor|follow|followus|twitter share|facebook share|shr|ssba|essb|jp post flair|post flair',
    'related|relatedposts?|yarpp|similar|recommended|recommendations?|recommend|readmore|read more|readnext|read next|more articles|more news|more stories|more posts|mehr zum|weitere|weiterlesen|mostread|most read|most popular|trending|outbrain|taboola|plista|teasers|teaserbox|teaser list|promo|promos|promobox|promotion|ligatus|crp|zergnet|revcontent|upnext|up next|see also|latest posts?|recent posts?|interlinks?',
    'newsletter|newsletters|subscribe|subscription|subscriptions|signup|sign up|optin|opt in|mailing list|mailinglist|mailchimp|mc4wp|abo|paywall|donate|donation|spenden|steady',
    'cookie|cookies|cookiebar|cookiebanner|consent|gdpr|dsgvo|modal|popup|popover|overlay|tooltip|lightbox overlay|flyout|dropdown|offcanvas|drawer',
    'ad|ads|adv|advert|adverts|advertisement|advertising|adsense|adslot|adbox|adcontainer|anzeige|anzeigen|werbung|banner|banners|sponsor|sponsored|sponsors|adsbygoogle|dfp|gpt|publicite|reklama|affiliate|affiliatelink',
    'tags|taglist|tag list|tag links|tags links|tagcloud|tag cloud|post tag|cat links|categories|kategorien|keywords|schlagworte|schlagwoerter|entry utility|entry tags',
    'authorbox|author box|author bio|author info|author card|author profile|bio|biography|about author|about the author|aboutauthor|cta|contact|contacts|kontakt|kontakte|contact box|contactbox|ansprechpartner|embed|embedded|wp embedded content|oembed|disclosure|disclosures|crumbs?|warenkorb|cart|basket|licen[cs]e|licence info',
    'login|logout|signin|sign in|register|registration|account|search|searchform|searchbox|suche|toolbar|tools|toolbox|printer|print button|printonly|print only|feedback|survey|poll|rating|ratings|votes?|likes?|like button|pdf button',
    'sr only|screen reader text|visually hidden|visuallyhidden|element invisible|noscreen|no display|noprint|edit section|editsection|mw jump|catlinks|navbox|metadata|reflist|printfooter|site ?sub|cont ?sub|toc|table of contents|inhaltsverzeichnis',
    'contentinfo|complementary|dialog|alertdialog|tablist|jumplinks?|onpage ?nav|language switcher|lang switcher',
  ].join('|')}) `,
);

const metaWords = new RegExp(
  ` (?:${[
    'byline|bylines|author|authors|autor|autoren|vcard|avatar|gravatar|posted|posted on|postinfo|post info|post meta|postmeta|postmetadata|entry meta|entrymeta|article meta|articlemeta|meta|metas|metainfo|metabar|infoline|dateline|date|datum|time|timestamp|published|updated|pubdate|postdate|post date|reading time|readtime|lesezeit|wordcount',
    'caption|captions|figcaption|wp caption|wp caption text|gallery caption|bildunterschrift|bildunter|img caption|image caption|image credit|credit|credits|photocredit|copyright|bildnachweis|bildquelle|legend|mediacaption|imagetext',
    'info ?box meta|kicker|eyebrow|overline|dachzeile|entry categories|post categories|post category|rubrik|article category|breaking',
  ].join('|')}) `,
);

// Names that publishers give to the lead paragraph too ("teaser" in German): dropped only where the part links on.
const leadWords = / (?:teaser|promo|intro teaser) /;

// Whole class names: in "field-label-hidden" and "hidden-xs" the word means something else.
const hiddenNames = /\| (?:hidden|is hidden|invisible|d none|hide|u hidden) \|/;

const commentWords =
  / (?:comments?|commentlist|comment list|commentary list|commentform|comment form|commentthread|disqus|respond|replies|kommentare?|kommentarliste|leserkommentare|comentarios|commentaires|commenti|pingbacks?|pinglist|trackbacks?|livefyre|forum posts|leserbriefe|discussion|reactions|guestbook) /;

const bodyWords =
  / (?:article body|articlebody|article content|articlecontent|article text|articletext|article copy|artikeltext|artikelinhalt|story body|storybody|storytext|story content|story text|entry content|entrycontent|entry body|post content|postcontent|post body|postbody|post text|post entry|blog post|blog content|body copy|bodytext|body text|news text|newstext|news detail|article detail|main text|maintext|page content|rich text|richtext|field name body|content body|contenu|contenido|mw parser output|markdown body|text content) /;

export type HintKind = 'drop' | 'lead' | 'comments' | 'meta' | 'body' | 'none';

// WordPress writes an article's own categories and states into its class list ("tag-newsletter", "comments-open",
// "category-social"): such names say nothing about the element that carries them.
const stateName =
  /^(?:has|no|with|without|is|hide|show|not|tag|category|cat|author|postid|page|type|status|format|term|theme)[-_]|[-_](?:open|closed|enabled|disabled|active|inactive|true|false|off|on|none|yes|no)$/i;
const ownName =
  /^(?:tag|category|cat|author|page)[-_](?:list|links?|cloud|box|bio|info|nav|navigation|footer|header|meta|name)/i;
const articleState = /(?:^|\s)(?:hentry|(?:type|status)-[\w-]+)(?:\s|$)/;

/** What an element's names announce, and the word that does. */
export interface Hint {
  kind: HintKind;
  word: string;
}

export const noHint: Hint = { kind: 'none', word: '' };
const memo = new Map<string, Hint>();

/** Normalised words of a class list and an id, names divided by bars: `PostBody--wide` gives ` | post body wide | `. */
export function hintWords(names: string): string {
  const kept = names.split(/\s+/).filter((name) => !stateName.test(name) || ownName.test(name));
  const words = kept
    .join(' | ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return ` | ${words.replace(/[^a-z|äöüß]+/g, ' ').trim()} | `;
}

/** Reads an element's class list, id and role. */
export function readHint(classes: string, id: string, role: string): Hint {
  if (classes === '' && id === '' && role === '') return noHint;
  if (articleState.test(classes)) return noHint;
  const names = `${classes.slice(0, 400)} ${id.slice(0, 100)} ${role.slice(0, 40)}`;
  const known = memo.get(names);
  if (known) return known;
  const hint = judge(hintWords(names));
  // Bounded, since a page may give every element its own id.
  if (memo.size > 5000) memo.clear();
  memo.set(names, hint);
  return hint;
}

const kinds: [HintKind, RegExp][] = [
  ['body', bodyWords],
  ['comments', commentWords],
  ['drop', dropWords],
  ['drop', hiddenNames],
  ['lead', leadWords],
  ['meta', metaWords],
];

function judge(words: string): Hint {
  for (const [kind, pattern] of kinds) {
    const found = pattern.exec(words);
    if (found) return { kind, word: found[0].trim() };
  }
  return noHint;
}
