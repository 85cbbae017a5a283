/** Time zones come from whoever asks, so there is an end to what is kept. */
const most = 500;

/**
 * Makes each only once. What Intl makes takes longer to make than to use a hundred times, and most of it lies outside the
 * heap, where collecting garbage does not see how much there would be to free: a hundred kilobytes each.
 */
function kept<Options, Made>(
  make: (locale: string, options: Options) => Made,
): (locale: string, options: Options) => Made {
  const made = new Map<string, Made>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known) return known;
    const format = make(locale, options);
    if (made.size >= most) made.delete(made.keys().next().value!);
    made.set(key, format);
    return format;
  };
}

/** @throws RangeError on options that do not exist, as all of these do */
export const numberFormat = kept(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** @throws RangeError where there is no such time zone */
export const dateFormat = kept(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

export const listFormat = kept(
  (locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options),
);

export const displayNames = kept(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);

export const segmenter = kept(
  (locale, options: Intl.SegmenterOptions) => new Intl.Segmenter(locale, options),
);

/** Whether Intl knows a time zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(dateFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** The day that a moment falls on in a time zone: `2026-11-23`. */
export const localDay = (at: Date, timeZone: string): string =>
  // Swedish dates are written as ISO has them.
  dateFormat('sv-SE', { timeZone }).format(at);
