/** Scripts that are not files of ours: there must be none. */
export const strangeScripts = 'script:not([type="module"][src^="/"]), script:not(:empty)';

/** The start of a tag that hostile text would make, or of a script that is no file of ours. */
export const hostileTag = /<script(?! type="module" src="\/\w+\.[0-9a-f]{12}\.js"><\/script>)|<img|<b>|<i>/i;
