/** What queries and forms are found fault with, as the core says it, in Chinese: the first that fits is taken. */
export const faultWords = {
  // Queries
  'There is no field “{said}:”. Did you mean {meant}: ?': '没有“{said}:”这个字段。是否想用 {meant}: ？',
  'There is no field “{said}:”. Put quotation marks around a word that has a colon in it.':
    '没有“{said}:”这个字段。含有冒号的词请加引号。',
  '{field}: is empty. Put what to look for right behind it: {example}':
    '{field}: 后面是空的。请紧接着写要找的内容：{example}',
  '{field}: is empty.': '{field}: 后面是空的。',
  'No space may stand behind {field}:': '{field}: 后面不能有空格',
  'A minus goes before {field}: and not behind it.': '减号应放在 {field}: 前面，而不是后面。',
  'A colon is missing: sentiment(huawei):<0.': '缺少冒号，应写作 sentiment(huawei):<0。',
  '{field}: needs <, <=, >, >= or = and a number from -1 to 1; here the < or > is missing.':
    '{field}: 需要 <、<=、>、>= 或 =，以及 -1 到 1 之间的数；这里缺少 < 或 >。',
  '{field}: needs <, <=, >, >= or = and a number from -1 to 1.':
    '{field}: 需要 <、<=、>、>= 或 =，以及 -1 到 1 之间的数。',
  'Sentiment lies between -1 and 1; {number} does not.': '情感值在 -1 与 1 之间，{number} 不在其中。',
  'A number is written with a point: -0.3.': '小数请用点号，例如 -0.3。',
  'in: needs the number of a story, as it stands in the story’s address.':
    'in: 后面应是报道主题的编号，即其网址中的数字。',
  '{field}: can’t stand in the parentheses of another field.': '{field}: 不能放在另一个字段的括号里。',
  '{field}: needs a word, a phrase or parentheses behind it.': '{field}: 后面应是词、短语或括号。',
  '{field}: holds for what stands right behind it; put the rest in parentheses with it.':
    '{field}: 只作用于紧随其后的内容；其余部分请一并放进括号。',
  'A field that asks about the whole article can’t stand in the parentheses of another.':
    '针对整篇文章的字段不能放在另一个字段的括号里。',
  '{field}: needs a value right behind it: {example}': '{field}: 后面应紧接着写值：{example}',
  'A date is written as 2025-01-20, a month as 2025-01, a year as 2025; “{text}” can’t be counted here.':
    '日期写作 2025-01-20，月份写作 2025-01，年份写作 2025；“{text}”在此无法推算。',
  'A date is written as 2025-01-20, a month as 2025-01, a year as 2025.':
    '日期写作 2025-01-20，月份写作 2025-01，年份写作 2025。',
  'There is no such time of day.': '没有这个时刻。',
  'The year must lie between {first} and {last}.': '年份须在 {first} 与 {last} 之间。',
  'A year has the months 01 to 12.': '月份为 01 至 12。',
  'That month has the days 01 to {last}.': '该月的日期为 01 至 {last}。',
  'These quotation marks are not closed.': '引号没有闭合。',
  'There is no word between these quotation marks.': '引号之间没有词。',
  'A minus leaves out only what stands right behind it, without a space.':
    '减号只排除紧随其后的内容，中间不能有空格。',
  'near/ needs a number of words from 1 to {most}: near/5.':
    'near/ 后面应是 1 到 {most} 的词数，例如 near/5。',
  'near/ needs a word or a phrase on both sides.': 'near/ 两侧都应有词或短语。',
  'near/ joins two words or phrases and no more.': 'near/ 只连接两个词或短语。',
  'atleast needs a number of times from 1 to {most}: atleast3( ).':
    'atleast 后面应是 1 到 {most} 的次数，例如 atleast3( )。',
  'atleast takes one word or phrase: {example}.': 'atleast 只接受一个词或短语，例如 {example}。',
  'A * goes right behind the beginning of a word: control*.': '* 应紧跟在词的开头部分之后，例如 control*。',
  'A * stands for the rest of a word: it can only end one.': '* 代表词的其余部分，只能放在词尾。',
  'A * needs two letters or digits before it, and nothing but letters and digits.':
    '* 之前须有至少两个字母或数字，且只能是字母和数字。',
  '“{word}” is looked for as a word; the operator is written {operator}.':
    '“{word}”被当作普通词来查找；运算符写作 {operator}。',
  'A query may be {most} characters long.': '查询最长 {most} 个字符。',
  'A query may have {most} words and fields; this one has {count}.':
    '查询最多可有 {most} 个词和字段，这个有 {count} 个。',
  'There is no word here to look for.': '这里没有可查找的词。',
  'OR needs something on both sides.': 'OR 两侧都应有内容。',
  'AND needs something on both sides.': 'AND 两侧都应有内容。',
  'Two negations leave nothing out.': '双重否定等于没有排除。',
  'There is nothing here to leave out.': '这里没有可排除的内容。',
  'This parenthesis closes none.': '这个右括号没有对应的左括号。',
  'This parenthesis is not closed.': '这个括号没有闭合。',
  'There is nothing in these parentheses.': '括号里是空的。',
  'Parentheses may stand {depth} deep.': '括号最多嵌套 {depth} 层。',
  'There is no {what} “{name}”. Did you mean {meant}?': '没有名为“{name}”的{what}。是否想找 {meant}？',
  'There is no {what} “{name}”. There are: {known}.': '没有名为“{name}”的{what}。可选：{known}。',
  'There is no {what} “{name}”.': '没有名为“{name}”的{what}。',
  'Words near words near words are too many to try: use fewer or a smaller distance.':
    '相邻词的组合太多，无法逐一尝试：请减少词数或缩小距离。',
  'can’t be tried against the past: a time that counts back from now, such as after:7d, stands within an OR or a NOT; write a date there':
    '无法用过去的文章试运行：OR 或 NOT 里有从现在往回算的时间（如 after:7d），请改写为具体日期',

  // Charts
  'must lie earlier than before': '须早于结束日期',
  'takes one query apart: leave out compare, or split': '拆分只适用于单个查询：请去掉对比或拆分',
  'are the parts of a split: say split=… as well': '是拆分后的部分：请同时选择拆分方式',
  'gives {points} points from {from} on, and {most} are the most: take longer periods, or begin later with after':
    '自 {from} 起共 {points} 个数据点，最多 {most} 个：请加长周期，或推迟开始日期',
  'is a zone that the database does not know': '是数据库不认识的时区',
  'must be an IANA time zone such as UTC or Asia/Shanghai': '须为 IANA 时区名，例如 UTC 或 Asia/Shanghai',
  'must be a date (2025-01-20) or a time (2025-01-20T08:00:00Z)':
    '须为日期（2025-01-20）或时刻（2025-01-20T08:00:00Z）',
  'must lie between {least} and {most}': '须在 {least} 与 {most} 之间',

  // Forms
  'must be filled in': '必须填写',
  'must not be empty': '不能为空',
  'must be chosen': '请选择一项',
  'must be one of: {values}': '须为其中之一：{values}',
  'must be a number, such as 0.2 or 7': '须为数字，例如 0.2 或 7',
  'must be a whole number': '须为整数',
  'must be {least} or more': '不能小于 {least}',
  'must be {most} or less': '不能大于 {most}',
  'must have {most} characters at most': '最多 {most} 个字符',
  'must not contain control characters': '不能含有控制字符',
  'must be a time of day such as 08:30': '须为时刻，例如 08:30',
  'must be the name of a time zone such as Asia/Shanghai': '须为时区名，例如 Asia/Shanghai',
  'must not name a channel twice': '同一渠道不能重复',
  'must be an address that starts with https:// or http://, without blanks and without user name or password in it':
    '须为以 https:// 或 http:// 开头的地址，不含空格、用户名和密码',
  'must be 1 to 64 letters, digits, - and _': '须为 1 至 64 个字母、数字、- 或 _',
  'must be ASCII text without spaces': '须为不含空格的 ASCII 文本',
  'must be one e-mail address, such as desk@example.com': '须为一个电子邮件地址，例如 desk@example.com',
  'must have one that is on: this alert tells through none': '至少要有一个已开启的渠道：此提醒目前无处可发',
  'must lie in the future': '须为将来的时间',
  'must lie before the end of the span, and in the past': '须早于时段结束，且在过去',
  'is not known: there is no {what} “{name}”. Did you mean {meant}?':
    '未找到：没有名为“{name}”的{what}。是否想找 {meant}？',
  'is not known: there is no {what} “{name}”.': '未找到：没有名为“{name}”的{what}。',
  'names {number}, which is no channel of yours; /v1/channels lists them':
    '含有 {number}，您没有这个渠道；/v1/channels 列有您的渠道',
  'can’t be saved: you have {most} channels already; delete one first':
    '无法保存：您已有 {most} 个渠道，请先删除一个',
  'can’t be saved: you have {most} alerts already; delete one first':
    '无法保存：您已有 {most} 条提醒，请先删除一条',
  'can’t be saved: you have {most} saved searches already; delete one first':
    '无法保存：您已存有 {most} 个搜索，请先删除一个',
  'is taken: you have a saved search “{name}” already': '已被使用：您已有名为“{name}”的搜索',
  'can’t be mail: no mail server is set; the operator sets CHIPWIRE_SMTP_URL and CHIPWIRE_MAIL_FROM':
    '不能选电子邮件：未设置邮件服务器，须由运营者设置 CHIPWIRE_SMTP_URL 和 CHIPWIRE_MAIL_FROM',
  'This alert was changed meanwhile, by a program or in another window. Saving once more puts what stands here in the place of that.':
    '此提醒刚刚被程序或在另一个窗口中修改过。再次保存将以此处内容覆盖那次修改。',
  'is refused: {why}; the operator can open a host with CHIPWIRE_CHANNEL_HOSTS':
    '被拒绝：{why}；运营者可用 CHIPWIRE_CHANNEL_HOSTS 放行主机',
  'is refused: {why}': '被拒绝：{why}',
  '{host} is not a public address': '{host} 不是公网地址',
  'port {port} of {host} is not allowed': '不允许使用 {host} 的端口 {port}',
  'an address with a user name or password is not fetched': '不访问含用户名或密码的地址',
  'only http and https are fetched, not {protocol}': '只访问 http 和 https，不访问 {protocol}',
  '“{text}” is not an address': '“{text}”不是地址',

  // Rulings on stories
  'is the same story already': '已是同一报道主题',
  'must all be of this story; article {id} is not': '须全部属于此报道主题；文章 {id} 不属于',
  'must leave at least one original in the story': '须至少留下一篇原创文章',
  'is no story’s id: {id}': '不是报道主题的编号：{id}',
  'has more than {most} articles; one ruling speaks of no more': '超过 {most} 篇文章，一次裁定不能处理这么多',

  // What names in queries stand for
  entity: '实体',
  publisher: '媒体',
  feed: '订阅源',
  language: '语言',
  topic: '主题',
  'type of event': '事件类型',
  'type of entity': '实体类型',
  stance: '立场',
} as const;
