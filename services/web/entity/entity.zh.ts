export const entityWords = {} as const;
