// A store that counts what is read from it.
import type { KyselyPlugin } from 'kysely';
import type { Store } from '../../server/store/store.ts';

/** The same store; `reads` returns how many queries were read outside writes. */
export function counting(store: Store): { readonly store: Store; readonly reads: () => number } {
  let reads = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      reads += 1;
      return result;
    },
  };
  const read = store.read.withPlugin(plugin);
  const counted = new Proxy(store, {
    get: (of, name) => (name === 'read' ? read : Reflect.get(of, name, of)),
  });
  return { store: counted, reads: () => reads };
}
