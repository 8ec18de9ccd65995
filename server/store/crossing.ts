// Carries an error out of a thread.
import { inspect } from 'node:util';
import { explainFailure, StoreError, type StoreFailure } from './errors.ts';

/** An error as a thread can send it: a clone would lose its class and its code, and that of SQLite also its message. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly stack: string;
  /** Of a `StoreError`. */
  readonly failure: StoreFailure | null;
}

/** @param file the database that the thread works on, if it does */
export function sentError(thrown: unknown, file?: string): SentError {
  const error = explainFailure(thrown, file);
  if (!(error instanceof Error)) {
    return { name: 'Error', message: inspect(error), code: null, stack: '', failure: null };
  }
  const { name, message, stack = '' } = error;
  const code = 'code' in error ? String(error.code) : null;
  return { name, message, code, stack, failure: error instanceof StoreError ? error.failure : null };
}

/** The error that was sent. */
export function receivedError({ name, message, code, stack, failure }: SentError): Error {
  const error = failure === null ? new Error(message) : new StoreError(failure, message);
  if (failure === null && name !== 'Error') Object.defineProperty(error, 'name', { value: name });
  if (code !== null) Object.defineProperty(error, 'code', { value: code, enumerable: true });
  if (stack !== '') Object.defineProperty(error, 'stack', { value: stack });
  return error;
}
