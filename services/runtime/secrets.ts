import type { Config } from './config.ts';

/** Settings that may hold a secret; those that are addresses hold it as their password. */
export const secretSettings = [
  'DATABASE_URL',
  'DATABASE_REPLICA_URL',
  'REDIS_URL',
  'CHIPWIRE_SMTP_URL',
  'CHIPWIRE_CHAT_URL',
  'CHIPWIRE_CHAT_KEY',
] as const;
export type SecretSettings = Partial<Pick<Config, (typeof secretSettings)[number]>>;

/** Shorter ones would cut holes into ordinary words; in an address they are cut all the same. */
const shortest = 8;

/** What is known by how it looks, wherever it stands: what to keep of it, and what follows. */
const looks: [pattern: RegExp, kept: string][] = [
  // Name and password in an address.
  [/:\/\/[^\s/@"'\\]+@/g, '://…@'],
  [/\bcw_([0-9a-f]{12})_[\w-]{16,}/g, 'cw_$1_…'],
  [/\bwhsec_[\w+/=-]{16,}/g, 'whsec_…'],
  [/\b(Bearer|Basic) [\w.~+/=-]{8,}/gi, '$1 …'],
  [/(\/feeds\/alerts)\/[^\s"'\\?]+/g, '$1/…'],
  [/(\/unsubscribe\/\d{1,20})\/[^\s"'\\?]+/g, '$1/…'],
  [/(hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks)\/[^\s"'\\]+/g, '$1/…'],
  [/([?&](?:token|key|api_?key|secret|password|sig|signature|code)=)[^\s"'\\&]+/gi, '$1…'],
];

/**
 * Makes what cuts secrets out of a text that somebody may read: those that the settings hold, also where JSON writes them
 * otherwise, and those that are known by how they look.
 */
export function secretCutter(settings: SecretSettings): (text: string) => string {
  const known = secretSettings.flatMap((name) => secretsIn(settings[name] ?? ''));
  const written = known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  // The longest first: one may be the beginning of another.
  const words = [...new Set(written)].toSorted((a, b) => b.length - a.length);
  return (text) => {
    const cut = words.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
    return looks.reduce((rest, [pattern, kept]) => rest.replace(pattern, kept), cut);
  };
}

/** The password of an address as it is spelt there and as it is; a setting that is no address is the secret itself. */
function secretsIn(setting: string): string[] {
  if (!URL.canParse(setting)) return setting.length >= shortest ? [setting] : [];
  const { password, username, hostname, pathname } = new URL(setting);
  // One that is also a name of something else hides nothing, and would be cut out of every second line.
  const plain = [username, hostname, pathname.slice(1)].includes(password);
  return [password, decoded(password)].filter((secret) => secret.length >= shortest && !plain);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
