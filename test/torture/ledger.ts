// What a server has promised: the acts that it said were done, and whether all of them are there after a restart.
import { readdir, readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Place, Server } from './server.ts';
import { type Act, PLAN } from './world.ts';

/** How an act stands: `sent` has no answer, and may have been done or not. */
type Standing = 'sent' | 'done' | 'refused';

/** An answer; null if the connection broke before there was one. */
export type Answer = { readonly status: number; readonly text: string } | null;

/** A server that can be asked; another one after each restart. */
export type Address = Pick<Server, 'address'>;

export interface Ledger {
  /** Does an act and keeps how it went. Acts that set the same thing must be delivered one after the other. */
  deliver(server: Address, act: Act): Promise<Answer>;
  /** Sends again, with the same ids, what has no answer yet. @throws if one is not done now. */
  sendAgain(server: Address): Promise<void>;
  /**
   * Compares a server and the files of its place with what was promised.
   * @throws with everything that is lost, doubled, or was never sent
   */
  check(server: Server, place: Place): Promise<void>;
  /** How many acts are done, and how many have no answer. */
  count(): { readonly done: number; readonly open: number };
}

export interface Before {
  /** The lines that the files have from the start, and must keep, each once. */
  readonly lines?: readonly string[];
  /** Acts that were done before. */
  readonly done?: readonly Act[];
}

export function newLedger({ lines = [], done = [] }: Before = {}): Ledger {
  const standings = new Map<Act, Standing>(done.map((act) => [act, 'done']));
  const deliver = async (server: Address, act: Act): Promise<Answer> => {
    if (!standings.has(act)) standings.set(act, 'sent');
    const answer = await ask(server, act);
    if (answer && answer.status < 300) standings.set(act, 'done');
    // A server error leaves open whether the act was done.
    else if (answer && answer.status < 500) standings.set(act, 'refused');
    return answer;
  };
  const all = () => [...standings];
  /** Whether it must not be sent again: the version that it was made from, or what it set, may be another by now. */
  const isOutdated = (act: Act) => {
    const later = all().slice(all().findIndex(([one]) => one === act) + 1);
    return 'if-match' in (act.headers ?? {}) || later.some(([{ sets }]) => sets && sets.of === act.sets?.of);
  };
  return {
    deliver,
    async sendAgain(server) {
      for (const [act, standing] of all()) {
        if (standing !== 'sent' || isOutdated(act)) continue;
        const answer = await deliver(server, act);
        if (!answer || answer.status >= 300)
          throw new Error(
            `Sent again, ${act.method} ${act.path} is answered ${answer?.status}: ${answer?.text}`,
          );
      }
    },
    async check(server, place) {
      const faults = [
        ...faultsOfLog(place, all()),
        ...(await faultsOfFiles(place, all(), lines)),
        ...(await faultsOfValues(server, all())),
        ...(await faultsOfExport(server, all())),
        ...(await faultsOfDoctor(server)),
      ];
      if (faults.length > 0)
        throw new Error(`The ledger does not balance:\n${faults.slice(0, 20).join('\n')}`);
    },
    count: () => ({
      done: all().filter(([, standing]) => standing === 'done').length,
      open: all().filter(([, standing]) => standing === 'sent').length,
    }),
  };
}

/** Sends an act and reads all of the answer. */
export async function ask({ address }: Address, { method, path, body, headers = {} }: Act): Promise<Answer> {
  try {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

type Standings = readonly (readonly [Act, Standing])[];

/** Events are there once if their act is done, all or none if it is open, and not at all if it was refused. */
function faultsOfLog(place: Place, standings: Standings): readonly string[] {
  const rows = eventsOf(place);
  const times = new Map<string, number>();
  for (const { id } of rows) times.set(id, (times.get(id) ?? 0) + 1);
  const sent = new Set(standings.flatMap(([act]) => act.events ?? []));
  return [
    ...[...times].flatMap(([id, count]) => (count > 1 ? `The event ${id} is there ${count} times.` : [])),
    ...rows.flatMap(({ id, type }) =>
      sent.has(id) || isOwn(id, type, sent) ? [] : `The event ${id} (${type}) was never sent.`,
    ),
    ...rows.flatMap(({ arrival }, index) =>
      arrival === index + 1 ? [] : `The arrival ${arrival} stands at place ${index + 1}.`,
    ),
    ...standings.flatMap(([{ method, path, events = [] }, standing]) => {
      const there = events.filter((id) => times.has(id)).length;
      const holds =
        standing === 'done'
          ? there === events.length
          : standing === 'refused'
            ? there === 0
            : there === 0 || there === events.length;
      const what = `${method} ${path} (${standing})`;
      return holds ? [] : `Of ${events.length} events of ${what} there are ${there}: ${events[0]} ….`;
    }),
  ];
}

/** Whether Tenax adds the event itself: a new due time, or the card of an undo that came before its review. */
function isOwn(id: string, type: string, sent: ReadonlySet<string>): boolean {
  return type === 'rescheduled' || (type === 'undone' && sent.has(id.slice(0, id.lastIndexOf(':'))));
}

/** The log in the order of arrival, as the file of the database has it. */
function eventsOf({
  data,
}: Place): readonly { readonly id: string; readonly type: string; readonly arrival: number }[] {
  const db = new Database(join(data, 'tenax.db'), { readonly: true, fileMustExist: true });
  try {
    return db
      .prepare<[], { id: string; type: string; arrival: number }>(
        'select id, type, arrival from events order by arrival',
      )
      .all();
  } finally {
    db.close();
  }
}

/** Lines are there once if their act is done, and at most once if not. No file is half-written or left over. */
async function faultsOfFiles(
  { decks }: Place,
  standings: Standings,
  kept: readonly string[],
): Promise<readonly string[]> {
  const names = (await readdir(decks, { recursive: true, withFileTypes: true })).filter((it) => it.isFile());
  const counts = new Map<string, number>();
  for (const { name, parentPath } of names.filter((it) => it.name.endsWith('.md'))) {
    for (const line of (await readFile(join(parentPath, name), 'utf8')).split('\n'))
      counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const ids = [...counts].filter(([line, count]) => /^<!-- id: \S+/.test(line) && count > 1);
  return [
    ...(await leftovers(decks)).map((path) => `${path} was left over.`),
    ...ids.map(([line, count]) => `“${line}” is there ${count} times.`),
    ...kept.flatMap((line) =>
      counts.get(line) === 1 ? [] : `“${line}” is there ${counts.get(line)} times.`,
    ),
    ...standings.flatMap(([{ lines = [] }, standing]) =>
      lines.flatMap((line) => {
        const count = counts.get(line) ?? 0;
        const holds = standing === 'done' ? count === 1 : standing === 'refused' ? count === 0 : count <= 1;
        return holds ? [] : `“${line}” (${standing}) is there ${count} times.`;
      }),
    ),
  ];
}

/** Tenax takes a temporary file that is older than a minute for one that nobody writes any more. */
const LEFT_MS = 60_000;

/** Makes what a killed process left look old, as it would be if the next start came later. */
export async function ageLeftovers({ decks }: Place): Promise<void> {
  const longAgo = new Date(Date.now() - 2 * LEFT_MS);
  for (const path of await temporaryFiles(decks)) await utimes(path, longAgo, longAgo);
}

async function leftovers(decks: string): Promise<readonly string[]> {
  const paths = await temporaryFiles(decks);
  const ages = await Promise.all(paths.map(async (path) => Date.now() - (await stat(path)).mtimeMs));
  return paths.filter((_, index) => (ages[index] ?? 0) > LEFT_MS);
}

async function temporaryFiles(decks: string): Promise<readonly string[]> {
  const names = await readdir(decks, { recursive: true });
  return names.filter((name) => name.endsWith('.tmp')).map((name) => join(decks, name));
}

/** What was set has the value of the last act that is done, or of an open one after it. */
async function faultsOfValues(server: Server, standings: Standings): Promise<readonly string[]> {
  const allowed = new Map<string, string[]>();
  for (const [{ sets }, standing] of standings) {
    if (!sets || standing === 'refused') continue;
    if (standing === 'done') allowed.set(sets.of, [sets.to]);
    else if (allowed.has(sets.of)) allowed.get(sets.of)?.push(sets.to);
  }
  const faults: string[] = [];
  for (const [of, values] of allowed) {
    const now = await presentValue(server, of);
    if (!values.some((value) => now.includes(value)))
      faults.push(`“${of}” should be ${values.join(' or ')}, but is: ${now}`);
  }
  return faults;
}

async function presentValue(server: Server, of: string): Promise<string> {
  if (of.startsWith('note ')) return noteOf(server, of.slice(5), ({ markdown }) => markdown);
  if (of.startsWith('topic of ')) return noteOf(server, of.slice(9), ({ topic }) => topic.id);
  const { body } = await server.get<{ settings: Record<string, unknown> }>(`/api/plans/${PLAN}/settings`);
  return String(body.settings[of]);
}

interface NoteNow {
  readonly markdown: string;
  readonly topic: { readonly id: string };
}

async function noteOf(server: Server, id: string, look: (note: NoteNow) => string): Promise<string> {
  const { status, body } = await server.get<NoteNow>(`/api/notes/${id}`);
  return status === 200 ? look(body) : `${status} ${JSON.stringify(body)}`;
}

/** The export has each review once: those that are done, and neither undone nor before a reset. */
async function faultsOfExport(server: Server, standings: Standings): Promise<readonly string[]> {
  const { status, body } = await server.get<string>('/api/export/reviews.csv');
  if (status !== 200) return [`The export is answered ${status}: ${body}`];
  const [header = '', ...lines] = body.trim().split('\n');
  const place = header.split(',').indexOf('review_id');
  const ids = lines.map((line) => line.split(',')[place] ?? '');
  const exported = new Set(ids);
  const undone = new Set(
    standings.flatMap(([{ events = [] }]) => events.filter((id) => id.startsWith('undo:'))),
  );
  const startedOver = new Set(
    standings.flatMap(([{ body }]) => (bodyOf(body).act === 'reset' ? (bodyOf(body).cardIds ?? []) : [])),
  );
  const missing = standings.flatMap(([{ path, body }, standing]) => {
    const { id = '', cardId = '' } = bodyOf(body);
    const counts = path === '/api/reviews' && !undone.has(`undo:${id}`) && !startedOver.has(cardId);
    return counts && standing === 'done' && !exported.has(id) ? [`The review ${id} is not exported.`] : [];
  });
  return exported.size === ids.length ? missing : [...missing, 'The export has a review twice.'];
}

function bodyOf(body: unknown): { id?: string; cardId?: string; act?: string; cardIds?: readonly string[] } {
  return typeof body === 'object' && body !== null ? body : {};
}

/** Memory, gaps and statistics are what the log says. */
async function faultsOfDoctor(server: Server): Promise<readonly string[]> {
  const { status, body } = await server.send<{ findings: readonly object[] }>('POST', '/api/doctor', {});
  if (status !== 200) return [`The doctor answers ${status}: ${JSON.stringify(body)}`];
  return body.findings.map((finding) => `The doctor finds ${JSON.stringify(finding)}`);
}
