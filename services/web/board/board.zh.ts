export const boardWords = {} as const;
