export const methodWords = {
  'Own gold set, English, held apart': '自建金标集，英文，留出部分',
  'Own gold set, Chinese, held apart': '自建金标集，中文，留出部分',
  'NewsMTSC: how people are portrayed in US political news': 'NewsMTSC：美国政治新闻如何描写人物',
  'SEntFiN: what is good for companies in headlines': 'SEntFiN：标题中对公司有利与否',
  'SEntFiN: headlines with opposite labels': 'SEntFiN：标签相反的标题',
  'Own gold set, English, tuned on': '自建金标集，英文，调优部分',
  'Own gold set, Chinese, tuned on': '自建金标集，中文，调优部分',
  'Sentiment: scores': '情感：得分',
  'Labels given right, with the 95% interval, and F1: the harmonic mean of precision and recall, of each label and, as macro-F1, of the three alike.':
    '标签正确的比例及 95% 区间，以及 F1（精确率与召回率的调和平均）：各标签的 F1，以及三者等权的宏平均 F1。',
  'Measured on': '测量对象',
  Right: '正确',
  'As a bar': '图示',
  'Macro-F1': '宏平均 F1',
  Mentions: '提及数',
  'Of 100 marked mentions in passages that nothing was tuned on, about {en} carry the right label in English and {zh} in Chinese. These passages were written to be hard; plain news is easier. A mean over many articles is surer than any one label.':
    '在未用于调优的段落中，每 100 处标注的提及，英文约 {en} 处、中文约 {zh} 处标签正确。这些段落有意写得很难，普通新闻更容易。多篇文章的平均值比任何单个标签都可靠。',
  'What was given for what is right: {set}': '正确标签与给出标签对照：{set}',
  'Right label': '正确标签',
  'given as {label}': '标为{label}',
  'Entities of the list': '实体表中的实体',
  'Other people, organisations and places': '其他人物、机构与地点',
  'Events: type, and somebody with a part in it': '事件：类型及至少一个参与方',
  'Their dates, where the text gives one': '事件日期（文中给出的）',
  'Quotes with the right speaker': '发言者正确的引语',
  'Claims of model releases': '模型发布中的宣称',
  'Policy stance of a passage': '段落的政策取向',
  'English: {n} passages held apart': '英文：留出的 {n} 个段落',
  'Chinese: {n} passages held apart': '中文：留出的 {n} 个段落',
  'Topics: labelled articles held apart': '主题：留出的已标注文章',
  'Of {others} other news items of a recorded week, next to none of them on the beat, {alarms} were taken for one on a topic.':
    '在某一周记录的另外 {others} 条新闻（几乎都与本领域无关）中，有 {alarms} 条被误判为相关。',
  'What is found': '识别内容',
  'Of 100 that are given, so many are right': '给出的每 100 个中有多少正确',
  'Of 100 that are there, so many are found': '实有的每 100 个中找到多少',
  Precision: '精确率',
  Recall: '召回率',
  F1: 'F1',
  There: '实有',
  'F1, tuned on': '调优部分 F1',
  'ECB+: two confusable happenings a topic, English': 'ECB+：每个题目两件易混事件，英文',
  'Sample wire, English and Chinese, with copies': '示例新闻，中英文，含转载',
  'Sample wire, originals only': '示例新闻，仅原文',
  'Stories: scores': '报道主题：得分',
  'B-cubed: of an article’s story, how much belongs with it (precision); of what belongs with it, how much is there (recall).':
    'B-cubed：一篇文章所在主题中有多少确属同一事件（精确率）；同一事件的文章有多少归在一起（召回率）。',
  'F1 of pairs': '成对 F1',
  Articles: '文章',
  '{found} of the {there} copies of the sample wire were found, and {wrong} other articles taken for one. The weights were learned from the ECB+ topics shown here; on other topics expect some 0.92.':
    '示例新闻的 {there} 篇转载中找到 {found} 篇，误认 {wrong} 篇。权重正是从此处所列的 ECB+ 题目学得，换作其他题目大约为 0.92。',
  'Trafilatura’s pages: what must be in the text and what must not':
    'Trafilatura 页面：正文必须包含与不得包含的内容',
  'Readability’s pages: word for word': 'Readability 页面：逐词比较',
  'Postlight’s pages: title, author, date': 'Postlight 页面：标题、作者、日期',
  'Reading pages: scores': '网页读取：得分',
  'F1 on public sets of pages.': '在公开页面集上的 F1。',
  Text: '正文',
  Title: '标题',
  Authors: '作者',
  Date: '日期',
  Pages: '页数',
  'Companies, labs, models, chips, agencies, rules, people and places of a list kept by hand, with English and Chinese names. A name that can mean something else counts only with words around it that say so. Names that are not on the list are kept apart as unlisted.':
    '人工维护的实体表，收录公司、实验室、模型、芯片、政府部门、规则、人物与地点的中英文名称。可能另有所指的名称，只有上下文能够佐证时才计入。实体表之外的名称单独列为“未收录”。',
  Sentiment: '情感',
  Salience: '显著度',
  Events: '事件',
  Stance: '政策取向',
  Quotes: '引语',
  Releases: '发布',
  Topics: '主题',
  Copies: '转载',
  'Towards one entity, from −1 to +1: does the sentence say something good or bad of it, or for it? Whoever acts, rules or reports is neutral; whom it helps or hits is not. English sentences are judged by a small trained model together with rules, Chinese ones by rules. The mean of an entity’s mentions, the headline counting twice, is its sentiment in the article.':
    '针对单个实体，从 −1 到 +1：句子对它是褒是贬、是利是弊？采取行动、作出裁定或进行报道的一方为中性，受益或受损的一方则不然。英文句子由小型训练模型与规则共同判断，中文句子由规则判断。一个实体各处提及的平均值（标题计两次）即为它在该文中的情感。',
  'From 0 to 1, how much an article is about an entity: named in the title, early, often.':
    '从 0 到 1，表示文章在多大程度上围绕某实体：是否见于标题、出现得早不早、多不多。',
  'Of 38 types, each with who played which part, what it does to them, when, how sure the text is, and the sentence that shows it. An article tells the same event once.':
    '共 38 类，每个事件都注明各方角色、所受影响、时间、文中的确定程度，以及作为依据的句子。同一事件在一篇文章中只计一次。',
  'What policy does to the flow of chips and models: tighten, loosen, enforce, retaliate. Not good or bad: a licence loosens, which is good for the seller and bad for the rival.':
    '政策对芯片与模型流通的作用：收紧、放宽、执法、反制。无关好坏：发放许可属于放宽，对卖方有利，对竞争者不利。',
  'Direct speech with its speaker. Where the text does not say who speaks, the speaker is left empty.':
    '直接引语及其发言者。文中未说明谁在说话时，发言者留空。',
  'Models with what is claimed of them, each claim with its sentence; of benchmarks, whether the maker or somebody else measured.':
    '模型及有关它的宣称，每项宣称都附原句；基准成绩注明由厂商还是他人测得。',
  'How much an article is about export controls or Chinese model releases. Below 0.5 on both it stays in the archive and out of trends.':
    '文章与出口管制或中国模型发布的相关程度。两项均低于 0.5 的文章留在档案库中，但不计入趋势。',
  'At least 60% of the text, and most of its numbers and names, stand in an earlier article. Copies go where their original goes and corroborate nothing.':
    '至少 60% 的文字以及大部分数字和名称见于更早的文章。转载随原文归类，不构成佐证。',
  'Articles on one happening. Each is held against earlier ones that share words, phrases, entities or events with it; what a pair shares and the days between them make the odds that they tell of one thing. What people ruled, together or apart, is always obeyed.':
    '关于同一件事的文章。每篇文章与此前有共同词语、短语、实体或事件的文章比较；两篇的共同之处与相隔天数决定它们讲同一件事的几率。人工裁定的合并或拆分始终优先。',
  'Sentiment does not understand irony, what everybody knows, or “did not fall”. A sentence is judged alone. In Chinese a licence or a list is good or bad for somebody only where the words say so.':
    '情感判断不懂反讽、常识，也不懂“没有下跌”这类说法。每个句子单独判断。中文里，许可或清单只有在文字明说时才算对某方有利或不利。',
  'The main event of an article is mostly right, side remarks less so. Idiomatic wording is missed, and a restriction told as background may be listed as a rule issued. Stance follows the events and errs with them.':
    '文章的主要事件大多正确，旁及的内容则稍差。习语式表达会漏掉，作为背景提到的限制可能被列为新规出台。政策取向随事件而定，也随之出错。',
  'A quote without quotation marks is not seen.': '没有引号的引语无法识别。',
  'Two happenings of the same people in the same days may become one story; two accounts of one that share few words stay apart. Across languages, an entity with many happenings a day draws too much together.':
    '同一批人在相近日子里的两件事可能并为一个主题；用词差异大的两篇报道可能被分开。跨语言时，一天内事件繁多的实体会把过多内容聚到一起。',
  'Company names outside the list are missed where no word says what they are.':
    '实体表之外的公司名，若没有词语表明身份，会被漏掉。',
  'Prices and sizes of several models of one family can be mixed up.':
    '同一系列多款模型的价格与规格可能混淆。',
  'Legal standing is as good as the dated facts in the list. It is not legal advice.':
    '法律状态的准确程度取决于实体表中所载的事实，不构成法律意见。',
  'The gold set has one annotator and no figure for agreement; differences of two or three points are noise. Intervals take mentions as independent of each other, which those of one passage are not quite.':
    '金标集由一人标注，没有一致性数据；两三个百分点的差异属于噪声。区间假定各处提及相互独立，而同一段落中的提及并非完全独立。',
  'An archive knows only what its feeds carry: what it has not read it cannot count, and what began before it is missing.':
    '档案库只知道订阅源带来的内容：没读到的无法计入，建库之前的也缺失。',
  'Today puts stories in order by publishers × 0.5 per day since the newest article × (0.1 + 0.9 × relevance to the beat). Publishers are those that wrote an article of their own: copies count nothing. Clicks, readers and sentiment play no part.':
    '“今日”页按以下公式排列报道主题：媒体数 × 距最新文章每过一天乘 0.5 ×（0.1 + 0.9 × 与本领域的相关度）。媒体数只计自行撰写文章者，转载不计。点击、读者和情感均不影响排序。',
  'Alerts can ask for relevance, novelty, importance and credibility, each from 0 to 100. Their weights are our own judgement, not measured.':
    '提醒可以要求相关度、新颖度、重要度和可信度，各为 0 到 100。权重出于我们自己的判断，并非测量所得。',
  'Importance: points of the weightiest event': '重要度：最重大事件的分值',
  'Times {inText} where only the text tells of it, times its certainty (planned {planned}, unconfirmed {unconfirmed}, denied {denied}); plus {stance} where controls change, {title} for an entity in the title, {publisher} for each other publisher, {most} of them at most. {least} without any event.':
    '仅见于正文的乘以 {inText}，再乘以确定程度（计划 {planned}、未证实 {unconfirmed}、被否认 {denied}）；管制有变加 {stance}，标题中有实体加 {title}，每多一家媒体加 {publisher}，最多计 {most} 家。没有事件的文章为 {least}。',
  'Credibility: points of the kind of source': '可信度：来源类型的分值',
  'Times the certainty of the weightiest event (planned {planned}, unconfirmed {unconfirmed}, denied {denied}). Each other publisher of the story takes a quarter of what is left to 100.':
    '乘以最重大事件的确定程度（计划 {planned}、未证实 {unconfirmed}、被否认 {denied}）。同一主题每多一家媒体，距 100 的差额减少四分之一。',
  Event: '事件',
  'Kind of source': '来源类型',
  Points: '分值',
  '{publishers} through {feeds}; {page} shows how each of them is doing. Every article leads to its publisher’s page first.':
    '{publishers}，通过{feeds}；各源状况见{page}。每篇文章都首先链接到媒体原文。',
  'the page of feeds': '订阅源页面',
  'Texts belong to their publishers. Pages are fetched politely: robots.txt is obeyed, and no paywall is passed. Texts are kept to be searched and tagged, and shown and exported as far as the settings say for each publisher.':
    '文章版权归媒体所有。抓取遵守礼仪：遵循 robots.txt，不绕过付费墙。文本保存用于搜索与标注，展示与导出的范围按各媒体的设置而定。',
  '{publishers} with limits': '有限制的：{publishers}',
  Publisher: '媒体',
  'Shown of a text': '可展示',
  'Kept for': '保存期限',
  'as long as the archive': '与档案库同存',
  whole: '全文',
  'the beginning': '开头部分',
  'Each mark in an article has a control that says “this tag is wrong”. A correction changes no tag at once: it goes into a gold set with its sentence, and the next version of the tagger is measured on it. So a figure never depends on who clicked last.':
    '文章中的每处标注都可以标记“标注有误”。更正不会立即改变标注：它连同原句进入金标集，下一版标注器将据此测量。因此数字不会取决于谁最后点击。',
  'Nobody has corrected anything in this archive yet.': '本档案库尚无更正。',
  'Who is meant': '所指对象',
  'Corrections of this archive': '本档案库的更正',
  'What was wrong': '错误之处',
  'Tagger version': '标注器版本',
  Corrections: '更正',
  'What the tags mean': '标注的含义',
  'How good they are': '准确程度',
  'Known weaknesses': '已知缺陷',
  'What is shown first': '排序方式',
  'Readers’ corrections': '读者更正',
  'Sources and rights': '来源与版权',
  Method: '方法',
  'Everything here is read by machine and can be wrong. This page says how it is made, how often it is right, and where it fails, so that you can judge what to cite.':
    '这里的一切均由机器读取，可能有误。本页说明它是如何得出的、有多准、在哪里会失败，供您判断哪些可以引用。',
  'On this page': '本页内容',
  'Measured on {day} with tagger version {tagger}, entity list {list}.':
    '测量于 {day}，标注器版本 {tagger}，实体表 {list}。',
  'Measured on {day}.': '测量于 {day}。',
  'The gold set is the project’s own: passages on the beat, written to be hard, annotated by one person who did not see what the tagger says. Two thirds may be tuned on; the third that is held apart never is, and is the figure to cite.':
    '金标集为本项目自建：有意写得很难的本领域段落，由一人在未见标注器输出的情况下标注。三分之二可用于调优；留出的三分之一从不用于调优，引用时应以它为准。',
  'Entities, events, quotes, releases, stance': '实体、事件、引语、发布、政策取向',
  'Stories and copies': '报道主题与转载',
  'Reading pages': '网页读取',
  'This Chipwire runs another tagger, version {tagger}.': '当前运行的是另一版标注器：{tagger}。',
  'This archive has another entity list, {list}; figures of names may differ.':
    '本档案库使用另一份实体表（{list}），名称方面的数字可能不同。',
  'The same run here.': '与当前运行的版本一致。',
  Entities: '实体',
  Stories: '报道主题',
} as const;
