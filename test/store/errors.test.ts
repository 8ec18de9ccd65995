import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receivedError, sentError } from '../../server/store/crossing.ts';
import { explainFailure, readJson, StoreError, type StoreFailure } from '../../server/store/errors.ts';

const coded = (code: string, message = 'no') => Object.assign(new Error(message), { code });

describe('a failure of the database', () => {
  it.each<[string, StoreFailure]>([
    ['SQLITE_FULL', 'full'],
    ['SQLITE_IOERR_SHMSIZE', 'full'],
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['SQLITE_CORRUPT', 'corrupt'],
    ['SQLITE_CORRUPT_VTAB', 'corrupt'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_NOTADB', 'corrupt'],
    ['SQLITE_IOERR_SHORT_READ', 'corrupt'],
    ['SQLITE_IOERR_CORRUPTFS', 'corrupt'],
    ['SQLITE_IOERR_READ', 'io'],
    ['SQLITE_CANTOPEN', 'io'],
    ['SQLITE_READONLY_DBMOVED', 'io'],
    ['SQLITE_BUSY_SNAPSHOT', 'busy'],
    ['SQLITE_NOMEM', 'thread'],
    ['ERR_WORKER_OUT_OF_MEMORY', 'thread'],
  ])('%s is %s', (code, failure) => {
    expect(explainFailure(coded(code), '/nowhere/tenax.db')).toMatchObject({ name: 'StoreError', failure });
  });

  it.each(['malformed JSON', 'no such table: cards', 'no such column: body'])('"%s" is damage', (message) => {
    expect(explainFailure(coded('SQLITE_ERROR', message))).toMatchObject({
      failure: 'corrupt',
      message: expect.stringMatching(new RegExp(`tenax restore.*${message}`)),
    });
  });

  it('is a full disk, whatever SQLite was doing, if the disk has no space', () => {
    // A disk of no size has no space either.
    const code = 'SQLITE_IOERR_FSYNC';
    expect(explainFailure(coded(code), '/proc/tenax.db')).toMatchObject({ failure: 'full' });
    expect(explainFailure(coded(code))).toMatchObject({ failure: 'io' });
  });

  it('says which column holds no JSON, and leads to a backup', () => {
    expect(readJson('[1]', 'work_days.cards')).toEqual([1]);
    expect(() => readJson('[1', 'work_days.cards')).toThrow(/tenax restore.*work_days\.cards/);
  });
});

describe('an error that leaves a thread', () => {
  const sent = (error: unknown) => receivedError(structuredClone(sentError(error)));

  it('of SQLite keeps its meaning and its message', () => {
    const handle = new Database(':memory:');
    const failing = () => handle.exec(`select json_extract('{', '$.a')`);
    expect(failing).toThrow('malformed JSON');
    try {
      failing();
    } catch (error) {
      expect(sent(error)).toMatchObject({
        name: 'StoreError',
        failure: 'corrupt',
        message: expect.stringContaining('malformed JSON'),
      });
      expect(sent(error)).toBeInstanceOf(StoreError);
    }
  });

  it('keeps class, code and message', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Error', 'TypeError', 'TrainingFailed'),
        fc.string(),
        fc.option(fc.string()),
        (name, message, code) => {
          const error = Object.assign(new Error(message), code === null ? {} : { code });
          Object.defineProperty(error, 'name', { value: name });
          const arrived = sent(error);
          expect(arrived).toMatchObject({ name, message, ...(code !== null && { code }) });
          expect(arrived.stack).toBe(error.stack);
        },
      ),
    );
  });

  it('is never an object without a message', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const { message } = sent(thrown);
        expect(message).not.toContain('[object Object]');
      }),
    );
  });
});
