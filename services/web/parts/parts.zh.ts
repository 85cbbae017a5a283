export const partWords = {
  positive: '正面',
  neutral: '中性',
  negative: '负面',
  mixed: '不一',
  today: '今天',
  yesterday: '昨天',
} as const;
