import { join } from 'node:path';

/**
 * A file of the compiled server by its path below `server/`: beside this one, or in `dist/` while this runs from
 * source. Threads are started from it, since Node itself reads no types.
 */
export function compiledFile(...path: readonly string[]): string {
  const here = import.meta.dirname;
  return here.includes(join('dist', 'server'))
    ? join(here, ...path)
    : join(here, '..', 'dist', 'server', ...path);
}
