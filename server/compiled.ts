// Paths of compiled files.
import { join } from 'node:path';

/**
 * A file of the compiled server by its path below `server/`: beside this file, or in `dist/` while this runs from
 * source. Threads start from compiled files, since Node does not run TypeScript.
 */
export function compiledFile(...path: readonly string[]): string {
  const here = import.meta.dirname;
  return here.includes(join('dist', 'server'))
    ? join(here, ...path)
    : join(here, '..', 'dist', 'server', ...path);
}
