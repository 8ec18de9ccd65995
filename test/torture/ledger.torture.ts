// The ledger notices each kind of loss and doubling: a check that cannot fail is none.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { attack } from './attack.ts';
import { newLedger } from './ledger.ts';
import { copyOf, newPlace, type Place, serve } from './server.ts';
import { bulk, edit, gap, move, PLAN, review, setting, undo, world } from './world.ts';

interface Damage {
  readonly name: string;
  readonly says: RegExp;
  do(place: Place): Promise<void>;
}

attack('the ledger itself', { short: 3, full: 100 }, async ({ count, random, figure }) => {
  const made = world({ topics: 2, cards: 5 });
  const [first = '', second = ''] = made.cardIds;
  const origin = await newPlace(made.files);
  const ledger = newLedger({ lines: made.cardIds.map((id) => `<!-- id: ${id} -->`) });
  const server = await serve(origin);
  const kept = review(random, first);
  const taken = review(random, second);
  const note = await server.get<{ etag: string }>(`/api/notes/${first}`);
  for (const act of [
    kept,
    taken,
    undo(taken.id),
    bulk(random, 'suspend', [first, second]),
    gap(random, made.topicIds[0] ?? ''),
    edit(random, first, note.body.etag),
    move(second, made.topicIds[1] ?? ''),
    setting(random),
  ]) {
    const answer = await ledger.deliver(server, act);
    if (!answer || answer.status >= 300) throw new Error(`${act.path}: ${answer?.status} ${answer?.text}`);
  }
  await ledger.check(server, origin);
  await server.kill('SIGTERM');

  const damages: readonly Damage[] = [
    inLog('a lost event', /events of POST/, `delete from events where id = '${kept.id}'`),
    inLog('a lost undo', /events of DELETE/, `delete from events where id = 'undo:${taken.id}'`),
    inLog('a strange event', /was never sent/, `update events set id = 'strange' where id = '${kept.id}'`),
    inLog('a changed memory', /doctor finds/, 'update memories set reps = reps + 1'),
    inLog('a lost setting', /should be/, 'delete from settings'),
    inDeck('a lost note', /is there undefined times/, `${PLAN}/topic-1.md`, (text) =>
      text.replace(/### What is t1-card-3[\s\S]*?(?=###)/, ''),
    ),
    inDeck('a doubled line', /is there 2 times/, `${PLAN}/plan.md`, (text) =>
      text.replace(/^- Lack .{36}$/m, '$&\n$&'),
    ),
    inDeck('a lost edit', /should be/, `${PLAN}/topic-1.md`, (text) => text.replace(/Edited .*/, 'Old.')),
  ];
  for (const damage of damages.slice(0, Math.max(count, 1))) {
    const place = await copyOf(origin);
    await damage.do(place);
    const damaged = await serve(place);
    const said = await ledger.check(damaged, place).then(
      () => 'nothing',
      (error) => String(error),
    );
    if (!damage.says.test(said)) throw new Error(`Of ${damage.name} the ledger says: ${said}`);
    await damaged.kill();
  }
  figure('kinds of damage', Math.min(count, damages.length));
});

function inLog(name: string, says: RegExp, statement: string): Damage {
  return {
    name,
    says,
    async do({ data }) {
      const db = new Database(join(data, 'tenax.db'));
      try {
        if (db.prepare(statement).run().changes === 0) throw new Error(`${name}: nothing to change`);
      } finally {
        db.close();
      }
    },
  };
}

function inDeck(name: string, says: RegExp, path: string, change: (text: string) => string): Damage {
  return {
    name,
    says,
    async do({ decks }) {
      const text = await readFile(join(decks, path), 'utf8');
      if (change(text) === text) throw new Error(`${name}: nothing to change`);
      await writeFile(join(decks, path), change(text));
    },
  };
}
