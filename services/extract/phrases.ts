/** Words that only confirm what a paragraph's place and shape suggest; one list, every language in it. */

/** "This article originally appeared in NAME": group 1 is the name and what follows it. */
export const syndication: RegExp[] = [
  /^(?:editor[’']?s note:?\s*)?(?:this|the) (?:article|story|report|post|piece|column|essay|interview|content)\b.{0,80}?\b(?:originally|first|initially|previously)\s+(?:appeared|published|ran|posted|featured|released)(?:\s+(?:here\s+)?(?:in|on|at|by|with|from))?\s+(.+)$/i,
  /^(?:this|the) (?:article|story|report|post|piece)\b.{0,40}?\b(?:appeared|(?:was|is|has been) (?:re)?published|was syndicated)\s+(?:originally|first|initially|previously)\s+(?:in|on|at|by|with|from)\s+(.+)$/i,
  /^the post .{3,300} (?:appeared first on|first appeared on|was originally published on)\s+(.+)$/i,
  /^[([]?(?:originally|first) (?:published|appeared|posted) (?:in|on|at|by|with)\s+(.+)$/i,
  /^[([]?(?:republished|reprinted|reposted|syndicated)(?: here)? (?:with (?:the )?permission )?(?:from|of)\s+(.+)$/i,
  /^dieser (?:artikel|beitrag|text) (?:erschien|ist|wurde)\b.{0,40}?\b(?:zuerst|ursprünglich|zunächst|erstmals)\s+(?:erschienen |veröffentlicht )?(?:in|bei|auf|im)\s+(?:der |dem |den )?(.+)$/i,
  /^(?:cet article|ce texte) (?:est|a été) (?:initialement |d[’']abord )?(?:paru|publié)(?: initialement| d[’']abord)? (?:dans|sur|par|chez)\s+(.+)$/i,
  /^este artículo (?:se publicó|fue publicado|apareció) (?:originalmente|por primera vez) (?:en|por)\s+(.+)$/i,
  /^[（(【]?(?:本文|文章|原文)(?:原|最初|首先|首)?(?:载于|刊于|刊载于|发表于|首发于|转载自|转自|来源于|来源[:：])\s*(.+)$/,
];

/** One such phrase is no proof; see isPromotion in tail.ts for how many are. */
export const promotion =
  /\b(?:newsletters?|subscri(?:be|ption|bers?)|sign(?:ing)? up|sign-up|in(?:to)? your inbox|your email|e-mail address|get the (?:answers|latest)|brought to you by|award-winning|curated content|follow us|join (?:us|our)|click here|download (?:the|our)(?: \w+)? app|breaking news alerts?|become a member|support our|donate|whatsapp channel|telegram channel|abonnieren|abonnez-vous|inscrivez-vous|suscríbe(?:te|se)|suscribirse|melden sie sich|jetzt anmelden|iscriviti|assine|folgen sie uns|suivez-nous|síguenos)\b|订阅|关注我们|扫码|公众号|点击(?:此处|这里)|下载(?:客户端|app)|購読|登録はこちら/gi;

export const ownVoice =
  /\b(?:our|us|we|unser(?:e[mnrs]?)?|uns|notre|nos|nuestr[oa]s?|nosso|nostra?)\b|我们|本报|本站/i;
export const readerVoice =
  /\b(?:you|your|sie|ihr(?:e[mnrs]?)?|dein(?:e[mnrs]?)?|vous|votre|usted|tu|você)\b|您|你/i;

/** The words of `pointer` alone alone before a list of links: "Read also the following articles:". */
export const pointerAlone =
  /^[^\p{L}]*(?:read (?:more|also|next)|see also|also read|related|further reading|lesen sie (?:auch|mehr)|lire aussi|à lire|lea también|leia também|leggi anche|weitere (?:beiträge|artikel))\b[^.!?]{0,60}[:：]$/iu;

/** Lines that point elsewhere, where the rest of the paragraph is a title: "Read more: …", with or without a link. */
export const pointer =
  /^[>»→▶*[(\s]*(?:read (?:more|also|next|the full)|see also|also read|also see|more on this|more from|related(?: (?:story|stories|articles?|news|reading|posts?|content|coverage))?|recommended|must read|don[’']t miss|watch(?: also)?|listen|explore more|further reading|up next|lesen sie (?:auch|hier|mehr|dazu)|lies auch|lesetipp|mehr (?:zum thema|dazu|lesen)|auch interessant|siehe auch|weiterlesen|passend dazu|à lire(?: aussi)?|lire aussi|voir aussi|sur le même sujet|lea (?:también|además)|lee (?:también|además)|leer más|le puede interesar|te puede interesar|puedes ver|ver también|vea también|mire(?: también)?|leggi anche|leia (?:também|mais)|lees ook|czytaj (?:też|także|również)|zobacz (?:też|także|również)|čtěte také|читайте также|相关阅读|延伸阅读|推荐阅读|阅读更多|更多阅读|関連記事|あわせて読みたい)\s*[:：|>»→\-–]/iu;

/** What a consent wall says: "We and our partners store cookies on your device". */
export const cookieNotice =
  /\b(?:we|our|this (?:web)?site|wir|nous|utilizamos)\b.{0,120}\bcookies?\b.{0,200}\b(?:your?|our (?:site|partners|policy)|ihr|vos|tu)\b/i;

/** "Follow us …" with the services named. */
export const followLine =
  /^[^\p{L}]*(?:you can )?(?:follow|find|like|connect with|join|subscribe to|watch|síguenos|sigue|folgen|folge|suivez|seguici|关注)\b.{0,200}\b(?:twitter|facebook|instagram|linkedin|telegram|whatsapp|youtube|weibo|wechat|mastodon|bluesky|tiktok)\b/iu;

/** Who worked on the text, or what the publisher takes no blame for: lines of their own, never a sentence of it. */
export const staffLine =
  /^[（(【[]?(?:(?:additional |further )?(?:reporting|editing|writing) (?:and \w+ )?by\b|(?:edited|compiled|written) by\b|(?:责任编辑|责编|编辑|校对|审核|审校|作者|记者|来源|文|图)\s*[:：丨|/])/i;
export const disclaimer =
  /^[（(【[*]?(?:免责声明|风险提示|版权声明|特别声明|郑重声明|重要提示|声明)[】]?\s*[:：]|^disclaimer\s*:/i;
