export const articleWords = {} as const;
