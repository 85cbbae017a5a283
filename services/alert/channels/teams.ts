import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { postAddress } from './address.ts';
import { bytesOf } from './clean.ts';
import { andMore, fitting, type Passage, wordingOf } from './wording.ts';

/** The address of a Teams workflow “When a Teams webhook request is received”. */
export const teamsTarget = z.strictObject({ url: postAddress });

/** Teams takes 28 kB. */
const mostBytes = 22_000;

/**
 * A message with an Adaptive Card. Its text stands in runs, which Teams shows as they are: in a TextBlock a headline
 * could make links by Markdown.
 */
export function teamsMessage(notice: Notice): object {
  const { title, passages, more, alert, link } = wordingOf(notice);
  const { kept, left } = fitting(passages.map(paragraphs), mostBytes, bytesOf);
  const footer = [andMore(more + left), alert && `Alert “${alert}”`].filter(Boolean).join(' · ');
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: title,
    body: [
      line([run(title, { size: 'large', weight: 'bolder' })]),
      ...kept.flat(),
      ...(footer ? [line([run(footer, { isSubtle: true })], true)] : []),
    ],
    actions: link ? [open('Open in Chipwire', link)] : [],
    msteams: { width: 'Full' },
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function paragraphs({ headline, link, source, why, sentiments, events }: Passage): object[] {
  const head = run(headline, { weight: 'bolder', ...(link ? { selectAction: open(headline, link) } : {}) });
  const lines = [
    run(source, { isSubtle: true }),
    ...[sentiments, events, why].filter(Boolean).map((text) => run(text)),
  ];
  return [line([head], true), ...lines.map((one) => line([one]))];
}

const run = (text: string, more: object = {}) => ({ type: 'TextRun', text, ...more });

const line = (inlines: object[], separator = false) => ({
  type: 'RichTextBlock',
  inlines,
  ...(separator ? { separator, spacing: 'medium' } : { spacing: 'small' }),
});

const open = (title: string, url: string) => ({ type: 'Action.OpenUrl', title, url });
