export const feedWords = {} as const;
