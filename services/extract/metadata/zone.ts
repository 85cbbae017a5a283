import type { Element } from '../boxes.ts';

const commentNames =
  /(?:^|[\s_-])(?:comments?|commentlist|comment-?list|commentaires?|kommentare?|comentarios|disqus\w*|respond|livefyre|pingbacks?|trackbacks?)(?:$|\s)|comment-(?:body|author|meta|content|text|item|form|respond)/i;
const metaNames = /(?:^|[\s_-])(?:count|link|links|meta|header|byline|number|num|popup|button)/i;
const sideNames =
  /(?:^|[\s_-])(?:related|breadcrumbs?|sidebar|side-bar|recommended|recommendations?|most-?(?:read|popular|viewed)|trending|popular|latest|recent|teasers?|widget|navigation|breaking|ticker|newsletter|promo|outbrain|taboola|carousel|more-(?:stories|news|articles|from)|footer|cookie|banner|read-?more|next-?(?:post|article)|weitere|mega-?menu|menu|search|login|modal|dialog|cookie|goog\w*|gt)(?:$|[\s_-])/i;
const stateName = /(?:^|\s)(?:has|with|no|without|is|show|hide)[-_]\S+/gi;

const memo = new Map<string, 'comments' | 'side' | null>();

/** Whether an element holds readers' comments, or things beside the article such as related links and the footer. */
export function readZone({ name, attribs }: Element): 'comments' | 'side' | null {
  if (name === 'nav' || name === 'aside') return 'side';
  if (name === 'html' || name === 'body' || name === 'main' || name === 'article' || name === 'span')
    return null;
  const { class: classes = '', id = '' } = attribs;
  if (classes === '' && id === '') return null;
  const names = `${classes.slice(0, 200)} ${id.slice(0, 60)}`;
  const known = memo.get(names);
  if (known !== undefined) return known;
  const zone = judge(names.replace(stateName, ''));
  // Bounded, since a page may give every element its own id.
  if (memo.size > 5000) memo.clear();
  memo.set(names, zone);
  return zone;
}

function judge(names: string): 'comments' | 'side' | null {
  if (commentNames.test(names) && !metaNames.test(names)) return 'comments';
  return sideNames.test(names) ? 'side' : null;
}
