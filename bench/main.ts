// Entry point of the measurements.
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { UsageError } from '../server/flags.ts';
import { coverageTables, measureCoverage } from '../test/support/coverage.ts';
import { type Bare, openBare } from './bare.ts';
import { measureBulk } from './bulk.ts';
import { Client } from './client.ts';
import { writeLibrary } from './library.ts';
import { fillLog } from './log.ts';
import { measureMemory } from './memory.ts';
import { type Options, readOptions } from './options.ts';
import { databaseIn, makeData, type Place, temporaryFolder } from './place.ts';
import { measureReads, READS_TO_WARM_UP } from './reads.ts';
import { measureReplay } from './replay.ts';
import { type Figure, jsonOf, latency, type Report, tableOf } from './report.ts';
import { measureReviews, REVIEWS_TO_WARM_UP } from './reviews.ts';
import { measureScreen } from './screen.ts';
import { scanMs, startServer } from './server.ts';
import { measureStats } from './stats.ts';

const FIRST_SCANS = 3;
const SECOND_SCANS = 7;
const STARTS = 5;
/** Larger libraries take minutes: their first scan is measured only once. */
const MOST_CARDS_SCANNED_AGAIN = 100_000;
const COUNTED = ['cards', 'topics', 'reviews'] as const;
type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;
/** A younger file may still be being written: a scan leaves it for the next one. */
const SETTLED_MS = 500;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.coverage !== null) {
    process.stdout.write(`${coverageTables(await measureCoverage(readLog(options.coverage)))}\n`);
  } else {
    const report =
      options.of === 'review' ? await measureReview() : await measure({ ...options, of: options.of });
    process.stdout.write(`${tableOf(report)}\n\n${jsonOf(report)}\n`);
    if (options.json !== null) writeFileSync(options.json, `${jsonOf(report)}\n`);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\n`);
  process.exitCode = 2;
}

/** The measurements with requests, on a library and a log of a given size. */
type Asked = Options & { readonly of: Exclude<Options['of'], 'review'> };

async function measureReview(): Promise<Report> {
  const load = loadavg()[0] ?? 0;
  return { on: conditions(load), figures: await measureScreen(say) };
}

function conditions(load: number): Report['on'] {
  return {
    date: new Date().toISOString(),
    node: process.version,
    processor: `${cpus()[0]?.model ?? 'unknown'} × ${availableParallelism()}`,
    'load before': Math.round(load * 100) / 100,
  };
}

/** Builds a library and a log, and measures Tenax on them, beginning with the first scan. */
async function measure({ cards, topics, reviews, of, path }: Asked): Promise<Report> {
  const load = loadavg()[0] ?? 0;
  const folder = temporaryFolder();
  const decks = join(folder, 'decks');
  say(`writing ${cards} cards in ${topics} topics`);
  await writeLibrary(decks, { topics, cardsPerTopic: cards / topics });
  await sleep(SETTLED_MS);
  const first = await firstScans(folder, decks, cards > MOST_CARDS_SCANNED_AGAIN ? 1 : FIRST_SCANS);
  const { place } = first;
  const database = databaseIn(place.data);
  say(`filling the log with ${reviews} reviews`);
  fillLog(database, reviews, Date.now());
  const scans = of === 'requests' ? [await secondScans(place)] : [];
  const counted = countRows(database, { cards, topics, reviews });
  const starts = of === 'requests' ? [await firstAnswers(place)] : [];
  const copy = join(folder, 'bare.db');
  copyFileSync(database, copy);
  const http = await overHttp(place, copy, { of, path });
  return {
    on: {
      ...conditions(load),
      'warm-up': `${READS_TO_WARM_UP} requests a read, ${REVIEWS_TO_WARM_UP} reviews`,
      ...counted,
      ...http.due,
      'database MiB': Math.round(statSync(database).size / 1024 ** 2),
    },
    figures: [first.figure, ...scans, ...starts, ...http.figures],
  };
}

async function firstScans(
  folder: string,
  decks: string,
  scans: number,
): Promise<{ readonly figure: Figure; readonly place: Place }> {
  say('first scan');
  let place: Place = { decks, data: '' };
  const times: number[] = [];
  for (let number = 1; number <= scans; number++) {
    place = { decks, data: makeData(folder, `data-${number}`) };
    times.push(await scanMs(place));
  }
  return { figure: latency('first scan', times), place };
}

async function secondScans(place: Place): Promise<Figure> {
  say('second scan');
  const times: number[] = [];
  for (let number = 1; number <= SECOND_SCANS; number++) times.push(await scanMs(place));
  return latency('second scan', times, 150);
}

async function firstAnswers(place: Place): Promise<Figure> {
  say('start to first answer');
  const times: number[] = [];
  for (let number = 1; number <= STARTS; number++) {
    const server = await startServer(place);
    times.push(server.firstAnswerMs);
    await server.stop();
  }
  return latency('start to first answer', times);
}

async function overHttp(
  place: Place,
  copy: string,
  what: Pick<Asked, 'of' | 'path'>,
): Promise<Pick<Report, 'figures'> & { readonly due: DueNow }> {
  const server = await startServer(place);
  const bare = openBare(copy);
  try {
    const atFirst = await measureMemory(server.port, 'after the start');
    const due = await dueNow(server.port);
    const figures = await measureRunning(server.port, place, bare, what);
    const atLast = await measureMemory(server.port, 'at the end');
    return { due, figures: [...figures, ...atFirst, ...atLast] };
  } finally {
    bare.close();
    await server.stop();
  }
}

async function measureRunning(
  port: number,
  place: Place,
  bare: Bare,
  { of, path }: Pick<Asked, 'of' | 'path'>,
): Promise<readonly Figure[]> {
  switch (of) {
    case 'requests':
      return [
        ...(await measureReads(port, bare.cardIds, path, say)),
        ...(await measureReviews(port, bare, say)),
      ];
    case 'reads':
      return measureReads(port, bare.cardIds, path, say);
    case 'replay':
      return measureReplay(port, bare.cardIds, say);
    case 'bulk':
      return measureBulk(port, place, say);
    case 'stats':
      return measureStats(port, bare.cardIds, say);
  }
}

type DueNow = Readonly<Record<'due today' | 'due beyond the limits', number>>;

/** How many cards are due, which the time of reads depends on. */
async function dueNow(port: number): Promise<DueNow> {
  const client = new Client(port);
  const { total, backlog } = JSON.parse(await client.get('/api/due'));
  client.close();
  return { 'due today': total, 'due beyond the limits': backlog };
}

/** Counts what the database holds, and checks that it is what was asked for. */
function countRows(file: string, written: Counts): Counts {
  const db = new Database(file, { readonly: true });
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const counted = {
    cards: count('select count(*) from cards where live = 1'),
    topics: count(
      'select count(*) from topics where live = 1 and deck_path is not null and plan_slug is not null',
    ),
    reviews: count('select count(*) from events'),
  };
  db.close();
  if (COUNTED.some((what) => counted[what] !== written[what])) {
    throw new Error(`The database holds ${JSON.stringify(counted)}, which is not what was written.`);
  }
  return counted;
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--coverage ${file} can't be read: name a review log as CSV.`);
  }
}

function say(text: string): void {
  process.stderr.write(`${text}…\n`);
}
