// Makes chosen calls of the file system fail, as a full or broken disk would.
import fs from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { onTestFinished } from 'vitest';

/** Calls by path. `sync` and `writeFile` are those of an open file. */
export type Call =
  | 'open'
  | 'link'
  | 'rename'
  | 'mkdir'
  | 'lstat'
  | 'stat'
  | 'readdir'
  | 'sync'
  | 'writeFile'
  | 'read';

type Calls = Record<string, (...args: unknown[]) => unknown>;

/** The error of a failed system call. */
export function systemError(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${call} '${path}'`), { code, syscall: call, errno: -1, path });
}

/**
 * Lets a call fail with a code from now on to the end of the test, or until it is called off.
 *
 * @param where the paths for which it fails; for calls with two paths, the second one
 */
export function failing(call: Call, code: string, where: (path: string) => boolean): () => void {
  const ofHandle = call === 'sync' || call === 'writeFile' || call === 'read';
  const name = ofHandle ? 'open' : call;
  const promises = fs.promises as unknown as Calls;
  const before = promises[name];
  if (!before) throw new Error(`There is no call ${name}.`);
  promises[name] = async (...args) => {
    const path = String(name === 'link' || name === 'rename' ? args[1] : args[0]);
    if (!where(path)) return before(...args);
    if (!ofHandle) throw systemError(code, call, path);
    const handle = (await before(...args)) as FileHandle;
    Object.assign(handle, {
      [call]: async () => {
        throw systemError(code, call, path);
      },
    });
    return handle;
  };
  syncBuiltinESMExports();
  const callOff = () => {
    promises[name] = before;
    syncBuiltinESMExports();
  };
  onTestFinished(callOff);
  return callOff;
}
