/** What browsers (“saved from url=(0042)https://…”) and SingleFile (“url: https://…”) write above a page they save. */
const savedFromComment =
  /<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?:\/\/[^\s>]+)/i;
const lookedAtChars = 4000;

/** The address that a saved page says it was saved from, or null. */
export const savedFrom = (html: string): string | null =>
  savedFromComment.exec(html.slice(0, lookedAtChars))?.[1] ?? null;
