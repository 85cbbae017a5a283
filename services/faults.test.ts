import { expect, test } from 'vitest';
import { isOutOfReach, traceOf } from './faults.ts';
import { HttpError } from './runtime/httpError.ts';

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });
const query = (cause: Error) => new Error('Failed query: select 1', { cause });

test.each([
  ['a server that ends', query(coded('57P01', 'terminating connection due to administrator command'))],
  ['a server that begins', query(coded('57P03', 'the database system is starting up'))],
  [
    'nobody there, at two addresses',
    query(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])),
  ],
  ['an answer cut short', query(new Error('Connection terminated unexpectedly'))],
  [
    'a database that only lets read',
    query(coded('25006', 'cannot execute UPDATE in a read-only transaction')),
  ],
  ['a database whose disk is full', query(coded('53100', 'could not extend file'))],
  ['a database without a connection left', coded('53300', 'sorry, too many clients already')],
  ['a full disk of this machine', coded('ENOSPC')],
  ['a Redis without memory', new Error("OOM command not allowed when used memory > 'maxmemory'.")],
  ['a Redis that is read only', new Error("READONLY You can't write against a read only replica.")],
])('%s says nothing of what was asked', (_, error) => {
  expect(isOutOfReach(error)).toBe(true);
});

test.each([
  ['a row that is refused', query(coded('23505', 'duplicate key value violates unique constraint'))],
  ['a statement that took too long', query(coded('57014', 'canceling statement due to statement timeout'))],
  ['a text that is too hard', new Error('the text was too hard')],
  ['a publisher that is away', new HttpError('network', 'refused', { cause: coded('ECONNREFUSED') })],
  ['no error', 'ECONNREFUSED'],
])('%s does', (_, error) => {
  expect(isOutOfReach(error)).toBe(false);
});

test('a trace tells what broke and where, and nothing of what a query was given', () => {
  const cause = coded('22P05', 'unsupported Unicode escape sequence');
  const asked =
    'Failed query: insert into channels values ($1)\nparams: https://hooks.example/s3cret\n    at s3cret';
  const trace = traceOf(new Error(asked, { cause }));
  expect(trace).toMatch(/^unsupported Unicode escape sequence\n {4}at .*faults\.test\.ts/);
  expect(trace).not.toContain('s3cret');
});
