import { andMore, type Passage, type Wording } from './wording.ts';

/**
 * The HTML of an e-mail. It sets no colours of its own, so that it is readable on light and dark alike; nothing in it is
 * loaded from elsewhere, and no meaning hangs on a colour.
 */
export function mailPage({ title, passages, more, alert, link }: Wording, unsubscribe?: string): string {
  const ours = anchor(alert ? `Alert “${alert}”` : 'Chipwire', link);
  const foot = unsubscribe ? `${ours} · ${anchor('Unsubscribe', unsubscribe)}` : ours;
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(title)}</title></head>
<body style="font-family:system-ui,sans-serif;line-height:1.45;max-width:40em;margin:1em auto;padding:0 1em">
<h1 style="font-size:1.2em">${escaped(title)}</h1>
${passages.map(section).join('\n')}
${more > 0 ? `<p>${andMore(more)}</p>\n` : ''}<hr>
<p style="font-size:.85em">${foot}</p>
</body></html>
`;
}

function section({ headline, link, page, source, why, sentiments, events, numbers }: Passage): string {
  const lines = [source, sentiments, events, why, numbers].filter(Boolean).map(escaped);
  const further = page && page !== link ? [anchor('In Chipwire', page)] : [];
  return `<h2 style="font-size:1em;margin-bottom:0">${anchor(headline, link)}</h2>
<p style="margin-top:.2em">${[...lines, ...further].join('<br>')}</p>`;
}

const anchor = (text: string, link: string | null): string =>
  link ? `<a href="${escaped(link)}">${escaped(text)}</a>` : escaped(text);

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => marks[mark]!);
