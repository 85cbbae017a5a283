export const chartWords = {} as const;
