export const methodWords = {} as const;
