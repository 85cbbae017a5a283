export const accessWords = {
  // Signing in and out
  'Sign in': '登录',
  'Paste your key to go on.': '请粘贴密钥以继续。',
  Key: '密钥',
  'Too many wrong keys came from this address. Try again in a minute.':
    '此地址发来的错误密钥过多，请一分钟后再试。',
  'There is no such key, or it was revoked.': '没有这个密钥，或它已被吊销。',
  'This browser then stays signed in for 30 days, or until you sign out. Keys are made by whoever has one for administration, on {page}, and with {command} on the machine that Chipwire runs on.':
    '此浏览器将保持登录 30 天，或直到你退出。持有管理密钥者可在{page}创建密钥，也可在运行 Chipwire 的机器上用 {command} 创建。',
  'the page of keys': '密钥页面',
  'Signed in': '已登录',
  'With the key “{name}” {id}, which may {scope}.': '使用密钥“{name}”{id}，权限：{scope}。',
  'Sign out': '退出登录',
  'Your alerts': '我的提醒',
  Keys: '密钥',
  'Not allowed': '没有权限',
  'Too much at once': '一次发送的内容过多',
  'Too many requests': '请求过于频繁',
  '{signIn} or go to {today}.': '{signIn}，或前往{today}。',
  'Sign in with another key': '换一个密钥登录',
  'Go on to the page': '前往该页面',

  // Keys
  'Whoever opens Chipwire from elsewhere, and every program, needs a key. Alerts and channels belong to one.':
    '从其他机器打开 Chipwire 的人和所有程序都需要密钥。提醒和渠道归属于密钥。',
  'There is no key yet.': '还没有密钥。',
  'This is the key “{name}”. Keep it now: it is shown this once. People sign in with it; programs send it as {header}.':
    '这是密钥“{name}”，请立即保存：仅显示这一次。人用它登录；程序以 {header} 发送它。',
  'It is your own: sign in with it again.': '这是你自己的密钥：请用它重新登录。',
  read: '读取',
  'read and write': '读写',
  'read, write and administer': '读写与管理',
  'Keys that there are': '现有密钥',
  'made on {day}': '创建于{day}',
  'last used: {time}': '最近使用：{time}',
  'your own': '你自己的',
  revoked: '已吊销',
  'It is revoked.': '已吊销。',
  'Change …': '更改……',
  'Another secret: the old one opens nothing from then on, and its browsers are signed out.':
    '更换后，旧密钥立即失效，用它登录的浏览器会退出。',
  'Give it another secret': '更换密钥',
  'Revoked keys open nothing more, for good; their alerts are told to nobody.':
    '吊销后永久失效，其提醒不再通知任何人。',
  'Revoke it': '吊销',
  'There is no key with this id that holds.': '没有编号为此的有效密钥。',
  'There are {n} keys already: revoke one that is not used.': '已有 {n} 个密钥：请吊销不用的。',
  'Read: the archive and what is its own; tries alerts, saves nothing':
    '读取：档案库及自有内容；可试运行提醒，不能保存',
  'Write: also alerts, channels, saved searches, corrections and rulings on stories':
    '读写：另可管理提醒、渠道、已存检索、更正和报道主题裁定',
  'Administer: also feeds and keys': '管理：另可管理订阅源和密钥',
  'Make a key': '创建密钥',
  'For whom or what it is': '给谁或作何用途',
  'Desk in Brussels': '布鲁塞尔编辑部',
  'What it may do': '权限',
  'The first key of this kind ends that programs and browsers on this machine may change things without one: sign in with it then.':
    '创建首个管理密钥后，本机上的程序和浏览器不再能无密钥修改内容：届时请用它登录。',
  'Make the key': '创建密钥',
} as const;
