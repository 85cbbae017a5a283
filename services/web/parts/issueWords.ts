import type { z } from 'zod';
import type { AskedFault } from '../../watch/fault.ts';

/** What a form holds that can’t be read, in words that say what to type. */
export const faultsIn = ({ issues }: z.ZodError): AskedFault[] =>
  issues.map((issue) => ({ parameter: issue.path.join('.'), detail: issueWords(issue) }));

function issueWords(issue: z.core.$ZodIssue): string {
  // Ours, in words already.
  if (issue.message.startsWith('must ')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? 'must be filled in';
    case 'too_small':
      return issue.origin === 'string' ? 'must be filled in' : `must be ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string'
        ? `must have ${issue.maximum} characters at most`
        : `must be ${issue.maximum} or less`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'invalid_union':
      return 'must be chosen';
    default:
      return issue.message;
  }
}

const typeWords: Record<string, string> = {
  number: 'must be a number, such as 0.2 or 7',
  int: 'must be a whole number',
};
