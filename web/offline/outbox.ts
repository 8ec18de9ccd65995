// Acts on their way to the server: sent in order, repeated until acknowledged.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { CardNow, Problem } from '../../server/http/schemas.ts';
import type { Timed } from '../api.ts';
import { Refused } from '../errors.ts';
import { type Acknowledged, type Act, changedCard, verdictOn } from './act.ts';

/** An act that the server hasn't acknowledged. `order` increases with every act of this browser. */
export interface Unsent {
  readonly id: string;
  readonly order: number;
  readonly act: Act;
  /** Why the server will never accept it. Such an act waits for the learner, not for the network. */
  readonly refused?: Problem;
}

/** Where unsent acts survive a reload. */
export interface Drawer {
  all(): Promise<readonly Unsent[]>;
  put(unsent: Unsent): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The result of an act. `card` is the card afterwards; null if the server no longer has it. */
export type Outcome =
  | ({ readonly result: 'saved'; readonly act: Act } & Acknowledged)
  | { readonly result: 'changed'; readonly act: Act; readonly card: Timed<CardNow> | null }
  | { readonly result: 'refused'; readonly act: Act; readonly problem: Problem };

export interface Outbox {
  /** Oldest first. */
  readonly unsent: ReadonlySignal<readonly Unsent[]>;
  /** Whether the last attempt failed to reach the server. */
  readonly failing: ReadonlySignal<boolean>;
  /** Whether unsent acts last only as long as this page, because the browser stores nothing. */
  readonly fleeting: ReadonlySignal<boolean>;
  add(act: Act): void;
  /** Tries at once; resolves when everything is acknowledged or refused, or the server can't be reached. */
  flush(): Promise<void>;
  /** Removes a refused act. */
  discard(id: string): void;
  /** Returns a function that stops the listening. */
  listen(listener: (outcome: Outcome) => void): () => void;
}

interface Surroundings {
  readonly drawer: Drawer;
  readonly send: (act: Act) => Promise<Acknowledged>;
  readonly now: () => number;
  /** Calls back after some milliseconds. */
  readonly later: (run: () => void, ms: number) => void;
}

const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends acts to the server one after the other, in the order in which they were done, each until it is acknowledged. An
 * act is stored in the drawer before it is sent and until it is acknowledged; after a reload, what is stored there is
 * sent first. Failed attempts are repeated with the same id after 1, 2, 4… seconds.
 */
export function createOutbox({ drawer, send, now, later }: Surroundings): Outbox {
  const unsent = signal<readonly Unsent[]>([]);
  const failing = signal(false);
  const fleeting = signal(false);
  const listeners = new Set<(outcome: Outcome) => void>();
  const stored = new Map<string, Promise<void>>();
  let failures = 0;
  let sending: Promise<void> | null = null;

  /** Without a drawer, acts are still sent, but do not survive the page. */
  const drawerFails = () => {
    fleeting.value = true;
  };

  const loaded = drawer
    .all()
    .then((kept) => {
      const known = new Set(unsent.peek().map((each) => each.id));
      const earlier = kept.filter((each) => !known.has(each.id)).sort((a, b) => a.order - b.order);
      unsent.value = [...earlier, ...unsent.peek()];
    })
    .catch(drawerFails);

  const finish = (id: string, outcome: Outcome) => {
    unsent.value = unsent.peek().filter((each) => each.id !== id);
    stored.delete(id);
    drawer.remove(id).catch(() => undefined);
    report(outcome);
  };

  const report = (outcome: Outcome) => {
    for (const listener of listeners) listener(outcome);
  };

  /** Resolves with whether sending may go on. */
  const sendOne = async ({ id, act, order }: Unsent): Promise<boolean> => {
    await stored.get(id);
    try {
      const acknowledged = await send(act);
      failures = 0;
      failing.value = false;
      finish(id, { result: 'saved', act, ...acknowledged });
    } catch (error) {
      const verdict = verdictOn(error);
      if (verdict === 'retry' || !(error instanceof Refused)) {
        failing.value = true;
        later(() => void flush(), Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures++));
        return false;
      }
      failing.value = false;
      const { problem } = error;
      if (verdict === 'changed') finish(id, { result: 'changed', act, card: changedCard(problem, now()) });
      else {
        const refused = { id, act, order, refused: problem };
        unsent.value = unsent.peek().map((each) => (each.id === id ? refused : each));
        drawer.put(refused).catch(() => undefined);
        report({ result: 'refused', act, problem });
      }
    }
    return true;
  };

  const sendAll = async () => {
    await loaded;
    for (;;) {
      const next = unsent.peek().find((each) => !each.refused);
      if (!next || !(await sendOne(next))) return;
    }
  };

  const flush = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = null;
    });
    return sending;
  };

  return {
    unsent,
    failing,
    fleeting,
    flush,
    add(act) {
      const order = Math.max(now(), (unsent.peek().at(-1)?.order ?? 0) + 1);
      const each = { id: act.id, order, act };
      unsent.value = [...unsent.peek(), each];
      stored.set(act.id, drawer.put(each).catch(drawerFails));
      void flush();
    },
    discard(id) {
      unsent.value = unsent.peek().filter((each) => each.id !== id);
      drawer.remove(id).catch(() => undefined);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
