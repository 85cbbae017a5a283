export type ExtractErrorCode = 'too-large' | 'too-deep' | 'empty';

/** A page that is not read, with a reason in plain words for the article's row. */
export class ExtractError extends Error {
  readonly code: ExtractErrorCode;

  constructor(code: ExtractErrorCode, message: string) {
    super(message);
    this.name = 'ExtractError';
    this.code = code;
  }
}
