import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { postAddress } from './address.ts';
import { cut } from './clean.ts';
import { andMore, fitting, type Passage, type Wording, wordingOf } from './wording.ts';

/** An incoming webhook of Slack, or of what understands its messages, such as Mattermost. */
export const slackTarget = z.strictObject({ url: postAddress });

const longestHeader = 150;
const longestSection = 3000;
/** Of 50 blocks: the header and the footer take two. */
const mostBytes = 30_000;

/** What Slack’s incoming webhooks take: blocks, and a text for notifications and for what knows no blocks. */
export function slackMessage(notice: Notice): object {
  const wording = wordingOf(notice);
  const { kept, left } = fitting(wording.passages, mostBytes, (passage) => section(passage).text.text.length);
  const shown = { ...wording, passages: kept, more: wording.more + left };
  return {
    text: fallback(shown),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(shown.title, longestHeader), emoji: false } },
      ...shown.passages.map(section),
      { type: 'context', elements: [mrkdwn(footer(shown))] },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function section({ headline, link, source, why, sentiments, events }: Passage) {
  const lines = [source, sentiments, events, why].filter(Boolean).map(escaped);
  return { type: 'section', text: mrkdwn([`*${linked(headline, link)}*`, ...lines].join('\n')) };
}

function footer({ alert, link, more }: Wording): string {
  return [andMore(more), linked(alert ? `Alert “${alert}”` : 'Chipwire', link)].filter(Boolean).join(' · ');
}

function fallback({ title, passages, more }: Wording): string {
  const lines = passages.map(({ headline, link }) => `• ${linked(headline, link)}`);
  return cut([escaped(title), ...lines, andMore(more)].filter(Boolean).join('\n'), 8000);
}

/** `verbatim`: no address, name or channel in it becomes a link or calls anybody. */
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text: cut(text, longestSection), verbatim: true });

const linked = (text: string, link: string | null): string =>
  link
    ? `<${link.replaceAll('|', '%7C').replaceAll('&', '&amp;')}|${escaped(text).replaceAll('|', '¦')}>`
    : escaped(text);

/**
 * By Slack’s rules `&`, `<` and `>`; and a zero-width space where Mattermost would call everybody or see a link of
 * Markdown.
 */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200b')
    .replaceAll('](', ']\u200b(');
}
