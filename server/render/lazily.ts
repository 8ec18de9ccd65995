import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Loads a package when it is first needed: most starts, and most commands, never need it. */
export function lazily<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => {
    loaded ??= require(name) as T;
    return loaded;
  };
}
