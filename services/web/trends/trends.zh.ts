export const trendWords = {} as const;
