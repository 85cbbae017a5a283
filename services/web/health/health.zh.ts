export const healthWords = {
  'How Chipwire is doing': 'Chipwire 运行状况',
  'All is well.': '一切正常。',
  'It works; somebody should look at some of it.': '运行中，但有几处需要查看。',
  'Something does not work.': '有部分功能无法运行。',
  well: '正常',
  doubtful: '存疑',
  'not working': '无法运行',
  'What was looked at': '检查项目',
  What: '项目',
  State: '状态',
  'What was found, and what to do': '检查结果与处理办法',
  'Looked at': '检查时间：',
  'The page looks again by itself. Whoever runs this Chipwire learns more from {command}; programs read {address}.':
    '本页会自动重新检查。运维人员可用 {command} 了解更多；程序请读取 {address}。',
  Database: '数据库',
  'Writing to it': '写入数据库',
  'Its tables': '数据表',
  'Connections to it': '数据库连接',
  Clock: '时钟',
  Queues: '队列',
  Disk: '磁盘',
  'Mail server': '邮件服务器',
  'Names of hosts': '主机名解析',
  Processes: '进程',
  'Articles on their way': '处理中的文章',
  Deliveries: '发送',
  'Something else': '其他',
  '{n} s': '{n} 秒',
  '{n} min': '{n} 分钟',
  '{n} h': '{n} 小时',
  '{n} d': '{n} 天',

  'It could not be found out.': '无法查明。',
  'chipwire doctor tells why.': '原因见 chipwire doctor。',
  'No answer came in time.': '未能及时得到答复。',
  'Look again; chipwire doctor has more patience.': '请稍后再看；chipwire doctor 等待的时间更长。',

  'The database answers.': '数据库有响应。',
  'The database takes {took} to answer.': '数据库用了{took}才响应。',
  'Look what keeps its machine, or its disk, busy.': '请查看是什么占用了其主机或磁盘。',
  'The database does not answer.': '数据库没有响应。',
  'Start it, or check DATABASE_URL and the way to it; work goes on by itself.':
    '请启动数据库，或检查 DATABASE_URL 及网络；之后工作会自动继续。',
  'The embedded database does not answer.': '内嵌数据库没有响应。',
  'Start Chipwire anew: what was stored is there. If it does not start, restore the latest back-up.':
    '请重新启动 Chipwire，已存储的内容不会丢失。若无法启动，请恢复最近的备份。',

  'It takes what is written.': '可以写入。',
  'The database is set to be only read: pages go on, and no work is done.':
    '数据库被设为只读：页面照常显示，但不再处理任何工作。',
  'Switch default_transaction_read_only off there; work goes on by itself.':
    '请在数据库中关闭 default_transaction_read_only；之后工作会自动继续。',
  'The database only repeats another one: pages go on, and no work is done.':
    '该数据库只是另一数据库的副本：页面照常显示，但不再处理任何工作。',
  'Let DATABASE_URL name the server that takes what is written.': '请让 DATABASE_URL 指向可以写入的服务器。',
  'The disk of the database is full: no work is done.': '数据库所在磁盘已满：不再处理任何工作。',
  'Free some space there; work goes on by itself.': '请腾出空间；之后工作会自动继续。',
  'The database did not take what was written last: no work is done.':
    '最近一次写入数据库失败：不再处理任何工作。',
  'The logs of Chipwire and of the database tell why; work goes on by itself.':
    '原因见 Chipwire 与数据库的日志；排除后工作会自动继续。',

  'Its tables are of this version.': '数据表与当前版本一致。',
  'Its tables are of an earlier version.': '数据表属于较早的版本。',
  'Run chipwire migrate.': '请运行 chipwire migrate。',
  'Its tables are of a newer version than this process.': '数据表的版本比本进程新。',
  'Bring this process up to the version of the others.': '请将本进程升级到与其他进程相同的版本。',

  '{open} of its {most} connections are in use.': '共 {most} 个连接，已使用 {open} 个。',
  'All processes together may open {wanted} connections, and it has {most}.':
    '所有进程合计最多可打开 {wanted} 个连接，而数据库只有 {most} 个。',
  'Raise max_connections there, or lower CHIPWIRE_CONNECTIONS.':
    '请调高数据库的 max_connections，或调低 CHIPWIRE_CONNECTIONS。',

  'The queues are in the database.': '队列在数据库中。',
  'Redis answers; it uses {used} of memory.': 'Redis 有响应，已用内存 {used}。',
  'Redis does not answer: no work is done.': 'Redis 没有响应：不再处理任何工作。',
  'Start it, or check REDIS_URL; work goes on by itself.':
    '请启动 Redis，或检查 REDIS_URL；之后工作会自动继续。',
  'Redis has used up its memory ({most}): no work is done.':
    'Redis 的内存（{most}）已用尽：不再处理任何工作。',
  'Raise maxmemory there; work goes on by itself.': '请调高 Redis 的 maxmemory；之后工作会自动继续。',
  'Redis uses {used} of its {most} of memory.': 'Redis 共有内存 {most}，已用 {used}。',
  'Raise maxmemory there.': '请调高 Redis 的 maxmemory。',
  'Redis may throw work away when it is short of memory (maxmemory-policy {policy}).':
    '内存不足时 Redis 可能丢弃工作（maxmemory-policy 为 {policy}）。',
  'Set maxmemory-policy there to noeviction.': '请将 Redis 的 maxmemory-policy 设为 noeviction。',

  'Processes that work: {workers}. Processes that serve pages: {webs}.':
    '工作进程：{workers}；网页进程：{webs}。',
  'No worker has been seen for a minute: nothing is polled, read or sent.':
    '一分钟内没有工作进程出现：轮询、读取和发送均已停止。',
  'Start one: chipwire worker.': '请启动一个：chipwire worker。',
  'Processes of several versions run: {versions}.': '正在运行的进程版本不一：{versions}。',
  'Bring all of them up to the newest.': '请全部升级到最新版本。',

  'No article waits.': '没有文章在等待。',
  'Articles on their way: {n}.': '处理中的文章：{n}。',
  'Articles on their way: {n}, and {more} more than {ago} ago.': '处理中的文章：{n}，比{ago}前多 {more}。',
  'Start more workers, or raise CHIPWIRE_WORKERS, if it goes on.':
    '若持续如此，请增加工作进程，或调高 CHIPWIRE_WORKERS。',
  'The oldest article to be read has waited for {since}.': '待读取的文章最久已等待{since}。',
  'Its host may have asked for patience. If many wait: look whether workers run, and what their log says.':
    '可能是对方网站要求稍候。若等待的文章很多，请查看工作进程是否在运行及其日志。',
  'The oldest article to be tagged has waited for {since}.': '待标注的文章最久已等待{since}。',
  'The oldest article to be put into a story has waited for {since}.':
    '待归入报道主题的文章最久已等待{since}。',
  'Articles have waited for {since} to be tagged or grouped.': '文章等待标注或归组已达{since}。',
  'Look whether workers run, and what their log says.': '请查看工作进程是否在运行及其日志。',

  'Alerts have seen every article.': '提醒已看过所有文章。',
  'Articles that alerts will see next: {n}.': '等待提醒查看的文章：{n}。',
  'Articles have waited for {since} for alerts to see them.': '文章等待提醒查看已达{since}。',

  '{free} are free on the disk of the archive.': '档案库所在磁盘剩余 {free}。',
  'Only {free} are free on the disk of the archive.': '档案库所在磁盘仅剩 {free}。',
  'Free some space: work stops below {least}.': '请腾出空间：低于 {least} 时工作会停止。',
  'The disk of the archive is almost full ({free} are free): no work is begun.':
    '档案库所在磁盘即将用尽（剩余 {free}）：不再开始新的工作。',

  'The clock goes evenly.': '时钟走时均匀。',
  'The clocks of this machine and of the database are {apart} apart.': '本机与数据库的时钟相差{apart}。',
  'The clock of this machine jumped by {by}, {ago} ago.': '本机时钟在{ago}前跳动了{by}。',
  'Have the clocks of all machines kept by NTP.': '请用 NTP 校准所有主机的时钟。',

  'Names of hosts are found.': '主机名可以解析。',
  'Names of hosts are found slowly ({took}).': '主机名解析缓慢（{took}）。',
  'Of {polled} feeds that were polled within the hour, {n} had a host without an address.':
    '一小时内轮询了 {polled} 个订阅源，其中 {n} 个的主机名解析不到地址。',
  'Check the DNS server that this machine asks.': '请检查本机所用的 DNS 服务器。',
  'Names of hosts are not found: nothing can be fetched.': '主机名无法解析：无法抓取任何内容。',

  'No feed is polled.': '没有在轮询的订阅源。',
  'docs/add-a-feed.md shows how to list one.': '添加方法见 docs/add-a-feed.md。',
  'Of {listed} feeds, {failing} fail.': '共 {listed} 个订阅源，{failing} 个失败。',
  'The page of each says why.': '原因见各订阅源的页面。',
  'If the reasons on their pages are alike, look at this machine’s way to the web first.':
    '若各订阅源页面上的原因相似，请先检查本机的网络。',
  'Feeds that should have been polled {ago} ago: {n}.': '{ago}前就该轮询的订阅源：{n}。',

  'Nothing waits to be sent.': '没有待发送的内容。',
  'Deliveries to be sent now: {n}.': '待发送：{n}。',
  'Deliveries have been due for {since}.': '发送已逾期{since}。',
  'No channel fails.': '没有渠道失败。',
  'Channels that fail: {failing}. Channels that are off: {off}.':
    '失败的渠道：{failing}；已停用的渠道：{off}。',
  'The list of deliveries gives the receivers’ answers.': '接收方的答复见发送列表。',
  'The mail server answers.': '邮件服务器有响应。',
  'The mail server does not answer, or does not let Chipwire in.':
    '邮件服务器没有响应，或拒绝 Chipwire 登录。',
  'Check CHIPWIRE_SMTP_URL; what waits is sent by itself.':
    '请检查 CHIPWIRE_SMTP_URL；待发送的内容之后会自动发出。',
} as const;
