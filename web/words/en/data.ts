import { counted, numberWords, plural } from '../format.ts';
import { type Insert, rich } from '../rich.ts';

const reviews = (n: number) => counted(n, { one: 'review', other: 'reviews' });

/** Backups, import, export, and the check of the database. */
export const data = {
  backups: 'Backups',
  backupsHint: (folder: Insert, kept: number) =>
    kept === 0
      ? rich`Copies of the database in ${folder}. None are made automatically.`
      : rich`Copies of the database in ${folder}. One is made automatically each day, and the last ${numberWords(kept)} of these are kept.`,
  backUp: 'Back up now',
  backingUp: 'Copying…',
  made: (name: string, size: string) => `Made ${name}, ${size}.`,
  noBackups: 'No backups yet.',
  name: 'File',
  size: 'Size',
  at: 'Made',
  daily: 'automatic',
  byHand: 'manual',
  more: (n: number) => `Show ${numberWords(n)} more`,
  restore: 'How to restore a backup',
  restoreSteps: (command: Insert) => [
    'Stop Tenax with Ctrl+C in its terminal.',
    rich`In Tenax’s folder, run ${command} with the name of the file.`,
    'Start Tenax again. The database that was replaced is kept in data/trash.',
  ],
  example: 'tenax-2026-11-23.daily.db',
  export: 'Export',
  exportHint: 'All reviews that count, as a CSV file that Tenax and other programs can read.',
  download: 'Download reviews.csv',
  import: 'Import',
  importHint: (columns: Insert, others: Insert) =>
    rich`Reviews from a CSV file whose first line names the columns ${columns}; ${others} are optional. The file is checked before anything is sent, and importing it twice adds nothing twice.`,
  choose: 'CSV file',
  reading: 'Reading the file…',
  unreadable: 'The file can’t be read: it is not UTF-8 text.',
  vanished: 'The file can no longer be read. Choose it again.',
  empty: 'The file has no reviews below its first line.',
  found: (n: number, cards: number) =>
    `${reviews(n)} of ${counted(cards, { one: 'card', other: 'cards' })} can be imported.`,
  send: (n: number) => `Import ${reviews(n)}`,
  sending: (done: number, all: number) => `${numberWords(done)} of ${reviews(all)} sent`,
  progress: 'Import',
  stop: 'Stop',
  stopped: (done: number) =>
    `Stopped after ${reviews(done)}. What was sent stays; import the same file again to complete it.`,
  brokenOff: (done: number, why: string) =>
    `Interrupted after ${reviews(done)}. ${why} Import the same file again to complete it.`,
  goOn: 'Continue',
  imported: (added: number) => `${reviews(added)} imported.`,
  known: (n: number) => `${numberWords(n)} ${plural(n, { one: 'was', other: 'were' })} already there.`,
  waiting: (n: number) =>
    `${counted(n, { one: 'card is', other: 'cards are' })} in no deck yet: the history waits for ${plural(n, { one: 'it', other: 'them' })}.`,
  faults: (n: number) =>
    `Nothing was sent: ${counted(n, { one: 'line', other: 'lines' })} of the file can’t be read. Correct ${plural(n, { one: 'it', other: 'them' })} and choose the file again.`,
  fault: (line: number, what: string) => `Line ${numberWords(line)}: ${what}`,
  moreFaults: (n: number) => `and ${counted(n, { one: 'more line', other: 'more lines' })}.`,
  kinds: {
    'columns-missing': (names: string) => `the first line must also name ${names}`,
    'columns-count': (count: string) => `it has ${count} columns, unlike the first line`,
    'still-to-come': (time: string) => `review_time “${time}” is in the future`,
    card_id: (id: string) =>
      `card_id “${id}” is not a card’s id: letters a–z, digits and -, at most 48 characters`,
    review_id: (id: string) => `review_id “${id}” must be a UUID, or empty`,
    review_rating: (rating: string) =>
      `review_rating “${rating}” must be 1 (again), 2 (hard), 3 (good) or 4 (easy)`,
    review_time: (time: string) =>
      `review_time “${time}” must be a time with its offset from UTC, such as 2026-11-23T07:00:00Z`,
    review_duration: (duration: string) =>
      `review_duration “${duration}” must be in milliseconds, at most one day`,
  },
  check: 'Check',
  checkHint: 'Checks that the database is intact and agrees with its log. It may take a while.',
  checkNow: 'Check now',
  checking: 'Checking…',
  checked: (events: number, cards: number) =>
    `Checked ${counted(events, { one: 'event', other: 'events' })} of ${counted(cards, { one: 'card', other: 'cards' })}.`,
  well: 'Everything is fine.',
  wrong: (n: number) => `${counted(n, { one: 'problem', other: 'problems' })} found.`,
  moreFindings: (n: string) => `and ${n} more`,
  repair: 'Repair',
  repairHint: 'What can be recomputed from the log is replaced. The log itself is never touched.',
  repaired: (n: number) => `${counted(n, { one: 'problem', other: 'problems' })} repaired.`,
  lasting: 'The rest can’t be repaired from the log: restore a backup from before the damage.',
};
