/** Longer addresses are left out: no publisher needs them and an index row cannot hold them. */
const MAX_LENGTH = 2000;

/** Parameters that say where a reader came from and never which page is shown; matched as a whole, in lower case. */
const TRACKING = new Set(
  (
    'fbclid gclid gclsrc dclid gbraid wbraid gad_source msclkid yclid ymclid twclid ttclid li_fat_id igshid igsh mc_cid ' +
    'mc_eid mkt_tok _hsenc _hsmi __hstc __hssc __hsfp hsctatracking _ga _gl vero_id vero_conv oly_anon_id oly_enc_id ' +
    'wickedid wt_mc wt_zmc cmpid ocid ncid icid ito sref smid smtyp taid guccounter guce_referrer guce_referrer_sig ' +
    'rss_id spm scm share_token share_from share_source sharefrom from_rss isappinstalled srsltid rb_clickid s_cid ' +
    'soc_src soc_trk traffic_source ref_src ref_url __twitter_impression feature_source xtor at_medium at_campaign ' +
    'at_custom1 at_custom2 at_custom3 at_custom4 __source'
  ).split(' '),
);

const TRACKING_PREFIX =
  /^(utm_|hsa_|mtm_|matomo_|piwik_|pk_(campaign|kwd|source|medium|content|cid)|_branch_|stm_|itm_)/;

/** Names that some sites use for the page itself: removed only with a value which says “feed” or “share”. */
const TRACKING_VALUES = new Map<string, RegExp>(
  Object.entries({
    from: /^(rss|feed|atom|timeline|singlemessage|groupmessage|share|wechat|weibo|newsletter)$/i,
    source: /^(rss|feed|atom|newsletter|email|twitter|facebook|linkedin)$/i,
    src: /^(rss|feed|atom)$/i,
    ref: /^(rss|feed|atom|newsletter|twitter|facebook)$/i,
    partner: /^(rss|feed)$/i,
    output: /^rss$/i,
    feature: /^(rss|share|youtu\.be)$/i,
    mod: /^rss/i,
  }),
);

/** Addresses that only lead on: [host, path, parameter that holds the article's own address]. */
const FORWARDERS: [host: RegExp, path: string, parameter: string][] = [
  [/^(www\.)?google\.[a-z.]{2,6}$/, '/url', 'url'],
  [/^(www\.)?google\.[a-z.]{2,6}$/, '/url', 'q'],
  [/^(www\.)?bing\.com$/, '/news/apiclick.aspx', 'url'],
];

/**
 * The one spelling under which an address is stored and compared: http(s), host in lower case without a trailing dot, no
 * default port, fragment, credentials or tracking parameters; other parameters in their order, byte for byte.
 *
 * @param raw as found, possibly relative; @param base absolute URL that a relative one is resolved against
 * @returns null for what is not http(s), unreadable or longer than 2,000 characters
 */
export function canonicalUrl(raw: string, base?: string): string | null {
  const url = parse(raw, base);
  if (!url) return null;
  const target = forwardedTo(url);
  if (target) return canonicalUrl(target);
  url.hash = '';
  url.username = '';
  url.password = '';
  url.hostname = url.hostname.replace(/\.+$/, '');
  url.search = withoutTracking(url.search);
  const canonical = url.href;
  return canonical.length <= MAX_LENGTH ? canonical : null;
}

function parse(raw: string, base: string | undefined): URL | null {
  const text = raw.replace(/[\x00-\x1f\x7f]/g, '').trim();
  if (text === '' || text.length > 4 * MAX_LENGTH) return null;
  const bare = /^www\.[^/\s]+\.[a-z]{2,}/i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(bare, base)) return null;
  const url = new URL(bare, base);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.hostname.replace(/\.+$/, '') !== '' ? url : null;
}

function forwardedTo(url: URL): string | null {
  for (const [host, path, parameter] of FORWARDERS) {
    const target = host.test(url.hostname) && url.pathname === path ? url.searchParams.get(parameter) : null;
    // one step only: a forwarder inside a forwarder is no article
    if (target && /^https?:\/\/(?!(www\.)?(google|bing)\.)/i.test(target)) return target;
  }
  return null;
}

function withoutTracking(search: string): string {
  if (search.length < 2) return '';
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(pair));
  return kept.length > 0 ? `?${kept.join('&')}` : '';
}

function isTracking(pair: string): boolean {
  const [rawName = '', value = ''] = pair.split('=', 2);
  const name = rawName.toLowerCase();
  return (
    TRACKING.has(name) || TRACKING_PREFIX.test(name) || (TRACKING_VALUES.get(name)?.test(value) ?? false)
  );
}
