// What a box says that stands where the rest of the text would be.
const wallWords =
  /\b(?:(?:subscribe|sign up|register|log ?in|sign in)(?: now| today)? to (?:continue|read|keep|unlock|view|access)|(?:to|please) (?:continue|keep) reading|continue reading (?:with|by|this)|unlock (?:this|the (?:full|rest))|keep reading (?:with|for)|(?:article|story|content|post) is (?:only |exclusively )?(?:available |reserved |exclusive )?(?:for|to)(?: \w+){0,2} (?:subscribers|members)|exclusive (?:to|for) (?:our )?(?:subscribers|members)|weiterlesen mit|jetzt weiterlesen|(?:artikel|beitrag|inhalt|text) ist (?:nur |exklusiv )*für (?:\S+ ){0,2}(?:abonnent|mitglied|leser mit)\S*|lesen sie (?:den ganzen artikel|weiter) mit|réservée? aux abonnés|il vous reste \S+ ?% de cet article|contenido exclusivo para suscriptores|suscríbete para (?:continuar|seguir|leer))|付费(?:阅读|后|内容)|(?:登录|订阅|开通会员)后?(?:可)?(?:继续)?阅读|(?:剩余|本文共).{0,12}(?:付费|订阅)|会員限定|有料会員/iu;

/** Whether a short text asks to pay, to subscribe or to sign in before reading on. */
export const asksToPay = (text: string): boolean => wallWords.test(text);
