import { type CheerioAPI, load } from 'cheerio';

// What must not stand in what Chipwire gives out, whatever stood in what it read.

/** Elements that run, load or change something by themselves. */
const active =
  'iframe, frame, frameset, object, embed, applet, base, portal, foreignObject, meta[http-equiv][content*="url" i], style, isindex, template:not([data-keys-list]), marquee, math';
const addressed = [
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'xlink:href',
  'data',
  'poster',
  'to',
  'values',
];
/** An address that a browser follows and does not run. */
const harmless = /^(https?:|mailto:|webcal:|[/?#.]|$)/i;
const picture = /^data:image\/(svg\+xml|png|gif|jpeg|webp)[;,]/i;

/** What could run in a page of ours; `also` are elements that this page may have. */
export function pageFaults(html: string, also = ''): string[] {
  const $ = load(html);
  return [...activeIn($, also), ...attributesIn($)];
}

/** The same for HTML inside something else, such as a feed's content: it has no script at all. */
export function fragmentFaults(html: string): string[] {
  const $ = load(html, null, false);
  return [...activeIn($, '', 'script, form, input, link'), ...attributesIn($)];
}

/** What could run in an SVG file, a feed or another XML document. */
export function xmlFaults(xml: string): string[] {
  const $ = load(xml, { xml: true });
  const faults = [...activeIn($, 'style', 'script, set'), ...attributesIn($)];
  for (const element of $('content, summary, title, description, content\\:encoded').toArray()) {
    const type = $(element).attr('type');
    const isHtml = type === 'html' || ['description', 'content:encoded'].includes(element.name);
    if (isHtml) faults.push(...fragmentFaults($(element).text()));
  }
  for (const element of $('link, url, guid[isPermaLink="true"]').toArray()) {
    const address = $(element).text().trim();
    if (!harmless.test(address)) faults.push(`an address ${address.slice(0, 60)}`);
  }
  return faults;
}

function activeIn(
  $: CheerioAPI,
  also: string,
  more = 'script:not([type="module"][src^="/"]), script:not(:empty)',
): string[] {
  const found = $(`${active}, ${more}`).toArray();
  const allowed = also ? new Set($(also).toArray()) : new Set();
  return found.filter((element) => !allowed.has(element)).map((element) => $.html(element).slice(0, 160));
}

function attributesIn($: CheerioAPI): string[] {
  const faults: string[] = [];
  for (const element of $('*').toArray()) {
    if (!('attribs' in element)) continue;
    for (const [name, value] of Object.entries(element.attribs)) {
      const fault = faultOf(element.name, name, value);
      if (fault) faults.push(`<${element.name}> ${fault}: ${name}=${value.slice(0, 80)}`);
    }
  }
  return faults;
}

function faultOf(element: string, name: string, value: string): string | null {
  if (/^on/i.test(name)) return 'runs something';
  // A text that broke out of its attribute leaves pieces of itself as others.
  if (!/^[a-z][\w:.-]*$/i.test(name)) return 'has an odd attribute';
  if (name === 'srcdoc' || name === 'nonce' || name === 'style') return 'has an attribute that no page needs';
  if (!addressed.includes(name.toLowerCase())) return null;
  const address = value.replaceAll(/[\s\p{Cc}]+/gu, '');
  if (harmless.test(address) || (['img', 'image', 'link'].includes(element) && picture.test(address)))
    return null;
  // Relative, without a scheme.
  return /^[\w%-]*:/.test(address) || element === 'animate' || element === 'set'
    ? 'leads to what runs'
    : null;
}
