export const articleWords = {
  'There is no article with this number in the archive.': '档案库中没有这个编号的文章。',
  // The source
  'Read it at {publisher}': '阅读原文：{publisher}',
  'The feed gave no address that can be opened.': '订阅源未提供可打开的网址。',
  'asks for a subscription': '需要订阅',
  'By {names}': '作者：{names}',
  'Published {moment}': '发布于 {moment}',
  'Updated {moment}': '更新于 {moment}',
  'Found {moment}': '收录于 {moment}',
  'Part of {story}': '属于{story}',
  'a story of {articles} by {publishers}': '一个报道主题（{publishers}，共 {articles}）',
  // The text
  'Marked by machine, by the sentiment towards the one named: {positive}, {neutral}, {negative}. Open a mark to see what decided it.':
    '由机器标注，依据文中对所提对象的情感：{positive}、{neutral}、{negative}。点开标注可查看判断依据。',
  'Double line': '双线',
  '{double}: a reader says that the tag is wrong.': '{double}：有读者认为该标注有误。',
  'The text is no longer kept, as its publisher’s texts are kept for a while only. The source has it.':
    '正文已不再保存：按约定，该媒体的正文只保留一段时间。请阅读原文。',
  'No text is stored: neither the page nor the feed gave any. The source has it.':
    '未保存正文：网页和订阅源均未提供。请阅读原文。',
  'The publisher’s texts may not be shown in full; the source has it.':
    '该媒体的正文不能全文显示；请阅读原文。',
  // Notes
  'Tagger {tagger}, entity list {list}': '标注器版本 {tagger}，实体表 {list}',
  Close: '关闭',
  'Decided by {words}': '依据词语：{words}',
  'No word of judgement found.': '未发现带有褒贬的词语。',
  'Taken for it by: {reason}': '认定依据：{reason}',
  'This tag is wrong': '这个标注有误',
  'Mentions in the text, and what decided each ({n})': '正文中的提及及各自的判断依据（{n}）',
  // Corrections
  'Corrected by a reader: {right}, not {wrong}': '读者更正：应为{right}，而非{wrong}',
  'Corrected by a reader: no entity, not {wrong}': '读者更正：并非实体，不是{wrong}',
  'Corrections by readers': '读者更正',
  'Take it back': '撤回',
  'The tags stay as they were made. Corrections are what the tagger is measured on; {method}.':
    '标注本身保持不变；更正用于检验标注器，{method}。',
  'the page on method says how': '详见“方法”页',
  'Your correction stands beside the tag.': '你的更正已显示在标注旁。',
  'The correction is taken back.': '更正已撤回。',
  'You have made no correction with this number.': '你没有这个编号的更正。',
  'The article has no such mention any more: it may have been tagged anew.':
    '文章中已没有这处提及：可能已重新标注。',
  'A tag is wrong': '标注有误',
  'What is wrong with this tag?': '这个标注哪里有误？',
  'In {article}': '见于《{article}》',
  '“{words}” is tagged as {entity}, {sentiment}.': '“{words}”被标注为{entity}，{sentiment}。',
  'What is wrong': '有误之处',
  'The sentiment': '情感',
  'It should be': '应为',
  'Somebody or something else is meant': '指的是别的人或事物',
  'Who or what: a name or an id': '指谁或什么：名称或编号',
  'It is no entity at all': '根本不是实体',
  'Why (optional, shown to everybody)': '理由（选填，所有人可见）',
  'Send the correction': '提交更正',
  'Back to the article': '返回文章',
  'The tag stays as it is, and your correction stands beside it for everybody who reads here. What people correct is what the tagger is measured on.':
    '标注本身不变，你的更正会显示在旁边，供所有读者查看。标注器将以这些更正来检验。',
  'must be given.': '不能为空。',
  'must be chosen.': '请选择一项。',
  // What was found in it
  'Below the text:': '正文之后：',
  'contradicted elsewhere': '与他处报道相左',
  'Events in it': '文中事件',
  'Models released, and what is claimed': '发布的模型及其宣称',
  'Who says what': '各方言论',
  'Others on this': '同题报道',
  'No other article of the archive tells of this happening in its own words.':
    '档案库中没有其他文章以自己的文字报道此事。',
  'The whole story': '查看整个报道主题',
  'Find similar': '查找类似文章',
  'Copies of it': '转载',
  'The same text elsewhere': '同文他处',
  'the earliest': '最早',
  'Edited {times}': '修改过 {times}',
  'another headline, {added} added, {removed} removed': '标题有改动，增加 {added}，删去 {removed}',
  '{added} added, {removed} removed': '增加 {added}，删去 {removed}',
  // Beside the text
  'Entities in it': '文中实体',
  Entity: '实体',
  Sentiment: '情感',
  Salience: '显著度',
  'Also named:': '还提到：',
  '{entities}: {positive}, {negative}, {neutral}': '{entities}：{positive}，{negative}，{neutral}',
  '{n} positive': '{n} 个正面',
  '{n} negative': '{n} 个负面',
  '{n} neutral': '{n} 个中性',
  'About this article': '关于本文',
  State: '状态',
  'given up: {reason}': '已放弃：{reason}',
  'found, not read yet': '已收录，尚未读取',
  'read, not tagged yet': '已读取，尚未标注',
  'tagged, not compared with others yet': '已标注，尚未与其他文章比对',
  'Policy stance': '政策取向',
  Topics: '主题',
  'off topic: left out of charts': '与主题无关：不计入图表',
  'Syndicated from': '转载自',
  Length: '篇幅',
  Feed: '订阅源',
  Tagger: '标注器',
  'What is kept here': '本站保存的内容',
  'Found {moment}; the text is that of the publisher’s page as it was read then.':
    '收录于 {moment}；正文为当时从媒体网页读取的内容。',
  'Found {moment}; the text is that which the feed carried then.':
    '收录于 {moment}；正文为当时订阅源所载内容。',
  'Found {moment}; only the feed’s summary is kept.': '收录于 {moment}；仅保存订阅源摘要。',
  'The page was not read: {reason}.': '未读取网页：{reason}。',
  'Found {found}; the text was given up {dropped}, as the publisher’s may be kept for a while only. The tags stay.':
    '收录于 {found}；正文已于 {dropped} 删除，因为该媒体的正文只能保留一段时间。标注仍保留。',
  'Its publisher lets the beginning be shown; all of it is kept for searching and counting.':
    '该媒体只允许显示开头部分；全文仅用于搜索和统计。',
  'Its publisher lets no text be shown; it is kept for searching and counting.':
    '该媒体不允许显示正文；正文仅用于搜索和统计。',
  'Edited by its publisher since: {times}.': '此后媒体修改过 {times}。',
  'The source may have changed or gone since: open it before you cite it.':
    '原文此后可能已修改或删除：引用前请先打开核对。',
  'Look for a snapshot at the Internet Archive': '在互联网档案馆查找快照',
  'Fingerprint of title and text': '标题与正文的指纹',
  'SHA-256 of the title, a blank line and the text: shows later that nothing was changed.':
    '标题、空行与正文的 SHA-256 值：日后可证明内容未被改动。',
  'To cite it': '引用格式',
  '{authors}, “{title}”, {publisher}, {day}, {url} (accessed {accessed}).':
    '{authors}. {title}[EB/OL]. {publisher}, ({isoDay})[{isoAccessed}]. {url}.',
  '“{title}”, {publisher}, {day}, {url} (accessed {accessed}).':
    '{publisher}. {title}[EB/OL]. ({isoDay})[{isoAccessed}]. {url}.',
} as const;
