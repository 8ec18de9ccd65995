// Hostile files come and go while Tenax serves: the other decks load, take edits and keep their history.
import { setTimeout as sleep } from 'node:timers/promises';
import { attack } from './attack.ts';
import { BAD_FILES, type BadFile, VICTIM } from './bad-files.ts';
import { type Answer, ask, type Ledger, newLedger } from './ledger.ts';
import { type Random, shuffled } from './random.ts';
import { isAlive, newPlace, type Server, serve } from './server.ts';
import { edit, gap, newNote, PLAN, review, type World, world } from './world.ts';

/** What takes longer hangs. */
const HUNG_MS = 30_000;

attack('hostile files', { short: 12, full: 300 }, async ({ count, random, figure }) => {
  const made = world({ topics: 3, cards: 10 });
  const place = await newPlace(made.files);
  const ledger = newLedger({ lines: made.cardIds.map((id) => `<!-- id: ${id} -->`) });
  let server = await serve(place);
  for (const cardId of made.cardIds) await ledger.deliver(server, review(random, cardId));
  const rounds: BadFile[] = [];
  while (rounds.length < count) rounds.push(...shuffled(BAD_FILES, random));
  const faults: string[] = [];
  for (const bad of rounds.slice(0, count)) {
    const away = await bad.put(place, random);
    try {
      // It meets the watcher, a write that is under way, or a start.
      if (random.below(3) === 0) await sleep(300);
      if (random.below(5) === 0) {
        await server.kill(random.pick(['SIGTERM', 'SIGKILL']));
        server = await serve(place);
      }
      await inTime(goesOn({ server, ledger, random, made }));
    } catch (error) {
      faults.push(`${bad.name}: ${error instanceof Error ? error.message : error}`);
      await server.kill();
    }
    await away();
    if (!isAlive(server)) server = await serve(place);
    await inTime(everythingIsBack(server, made)).catch((error) => faults.push(`after ${bad.name}: ${error}`));
  }
  figure('kinds', BAD_FILES.length);
  if (faults.length > 0) throw new Error(`${faults.join('\n')}\n${server.said.err.slice(-3_000)}`);
  await ledger.check(server, place);
});

interface Beside {
  readonly server: Server;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly made: World;
}

/** Everything that a learner does works beside the bad file. */
async function goesOn({ server, ledger, random, made }: Beside): Promise<void> {
  const others = made.cardIds.filter((id) => !id.startsWith('t1-'));
  const otherTopics = made.topicIds.filter((id) => id !== `${PLAN}/${VICTIM.replace('.md', '')}`);
  const noteId = random.pick(others);
  right(await ledger.deliver(server, review(random, random.pick(made.cardIds))));
  const note = right(await ask(server, { method: 'GET', path: `/api/notes/${noteId}` }));
  right(await ledger.deliver(server, edit(random, noteId, String(JSON.parse(note).etag))));
  right(await ledger.deliver(server, random.pick([gap, newNote])(random, random.pick(otherTopics))));
  const problems = right(await ask(server, { method: 'GET', path: '/api/problems' }));
  if (/\[object Object\]|Something went wrong/.test(problems)) throw new Error(problems);
  for (const path of ['/api/due', '/api/queue?limit=5', '/api/topics', '/api/cards?limit=200', '/readyz'])
    right(await ask(server, { method: 'GET', path }));
  const found = right(await ask(server, { method: 'GET', path: '/api/cards?limit=200' }));
  const live = new Set(JSON.parse(found).cards.map(({ cardId }: { cardId: string }) => cardId));
  const lost = others.filter((id) => !live.has(id));
  if (lost.length > 0) throw new Error(`The cards ${lost.join(', ')} are not found.`);
}

/** The good decks are as they were before the bad file came. */
async function everythingIsBack(server: Server, made: World): Promise<void> {
  for (;;) {
    // Any change of a file looks at all of them; the watcher does too, a little later.
    const found = right(await ask(server, { method: 'GET', path: '/api/cards?limit=200' }));
    const cards: readonly { cardId: string; state: string; setAside: boolean }[] = JSON.parse(found).cards;
    const back = new Map(cards.map((card) => [card.cardId, card]));
    const missing = made.cardIds.filter(
      (id) => (back.get(id)?.setAside ?? true) || back.get(id)?.state === 'new',
    );
    if (missing.length === 0) return;
    await sleep(200);
  }
}

function right(answer: Answer): string {
  if (answer && answer.status < 300) return answer.text;
  throw new Error(answer ? `${answer.status} ${answer.text}` : 'no answer');
}

async function inTime(work: Promise<void>): Promise<void> {
  const late = sleep(HUNG_MS).then(() => {
    throw new Error(`It hangs for ${HUNG_MS / 1_000} s.`);
  });
  await Promise.race([work, late]);
}
