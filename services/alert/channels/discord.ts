import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { postAddress } from './address.ts';
import { cut } from './clean.ts';
import { andMore, fitting, type Passage, wordingOf } from './wording.ts';

/** A webhook of a Discord channel. */
export const discordTarget = z.strictObject({ url: postAddress });

/** UTF-16 code units; Discord refuses the whole message beyond any of them. */
const longest = { content: 2000, title: 256, description: 4096, together: 6000 };
const mostEmbeds = 10;

/** What a Discord webhook takes: the title as text, an embed for each match, nobody called by name. */
export function discordMessage(notice: Notice): object {
  const { title, passages, more, alert, link } = wordingOf(notice);
  const embeds = passages.slice(0, mostEmbeds).map(embed);
  const { kept } = fitting(embeds, longest.together, (made) => made.title.length + made.description.length);
  const rest = andMore(more + passages.length - kept.length);
  const last = [rest, alert && `Alert “${escaped(alert)}”`, `<${link}>`].filter(Boolean).join(' · ');
  return {
    content: cut(`**${escaped(title)}**\n${last}`, longest.content),
    embeds: kept,
    allowed_mentions: { parse: [] },
  };
}

function embed({ headline, link, source, why, sentiments, events }: Passage) {
  const lines = [source, sentiments, events, why].filter(Boolean).map(escaped);
  return {
    title: cutEscaped(escaped(headline), longest.title),
    ...(link ? { url: link } : {}),
    description: cutEscaped(lines.join('\n'), longest.description),
  };
}

/** Backslashes before all that Discord’s Markdown knows, which also ends mentions, timestamps and masked links. */
const escaped = (text: string): string => text.replaceAll(/[\\*_~`|>#[\]()<@]/g, (mark) => `\\${mark}`);

/** Cuts, and leaves no backslash that would escape what follows. */
const cutEscaped = (text: string, most: number): string =>
  text.length <= most ? text : cut(text, most).replace(/\\+…$/, '…');
