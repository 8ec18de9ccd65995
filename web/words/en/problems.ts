import type { ProblemSlug, StoreTrouble } from '../../../server/http/schemas.ts';
import { dateWords } from '../format.ts';

/** What happened, and what to do. */
export interface ProblemWords {
  readonly title: string;
  readonly detail: string | ((members: Members) => string);
}

/** The further members of a problem document. It comes from outside, so nothing is known about them. */
export interface Members {
  readonly [name: string]: unknown;
}

const gone = 'It may have been renamed or removed meanwhile. Load the page again to see what is there now.';
const ours = 'Load the page again. If that does not help, it is an error of Tenax: please report it.';

const PROBLEMS: Record<ProblemSlug, ProblemWords> = {
  'bad-request': { title: 'The request can’t be understood', detail: ours },
  'body-too-large': {
    title: 'That is too long',
    detail:
      'A card may have 64 KiB, a gap’s text 500 characters. Shorten it, or make several of it; what you typed is kept.',
  },
  'card-changed': {
    title: 'The card was answered elsewhere',
    detail: 'Its answer there counts. Grade it again if it is still due.',
  },
  'decks-missing': {
    title: 'A file or the decks folder is gone',
    detail: ({ path }) => `Bring ${path ?? 'the decks folder'} back, then try again. Your history is kept.`,
  },
  'decks-read-only': {
    title: 'The file can’t be written',
    detail: ({ path }) =>
      `Give Tenax the permission to write ${path}, or make the change in the file yourself.`,
  },
  'disk-full': {
    title: 'The disk is full',
    detail: 'Nothing of this was saved. Free some space, then try again.',
  },
  'file-changed': {
    title: 'The file was changed meanwhile',
    detail: 'It was left as it is. Load it again and make your change in what is there now.',
  },
  'file-unreadable': {
    title: 'The file can’t be read',
    detail: ({ path }) => `Mend ${path}, then try again.`,
  },
  'foreign-origin': {
    title: 'Other web pages may not use Tenax',
    detail: 'Open Tenax in a tab of its own.',
  },
  'id-reused': { title: 'This was sent before, with other content', detail: ours },
  'id-taken': {
    title: 'The id is taken',
    detail: ({ path }) => `A note in ${path} has it. Choose another id, or leave it out.`,
  },
  'if-match-missing': { title: 'The request is not complete', detail: ours },
  'internal-error': {
    title: 'Something went wrong inside Tenax',
    detail: 'The log of its server says what. Trying again is safe.',
  },
  'invalid-request': { title: 'The request is not as it should be', detail: ours },
  'malformed-json': { title: 'The request can’t be read', detail: ours },
  'malformed-path': {
    title: 'The address can’t be read',
    detail: 'It may be mistyped, or too long.',
  },
  'method-not-allowed': { title: 'This can’t be done here', detail: ours },
  optimizing: {
    title: 'A training runs already',
    detail: 'Wait for it, or cancel it in the settings.',
  },
  'proposal-decided': {
    title: 'This proposal was decided before',
    detail: ({ decision, text, at }) =>
      decision === 'accepted'
        ? `It was accepted as “${text}” on ${dateWords(String(at))}. Edit the gap in plan.md, or add one of its own.`
        : `It was dismissed on ${dateWords(String(at))}. You can add it as a gap of its own.`,
  },
  'several-weights': {
    title: 'Your plans have different weights',
    detail: 'Choose one of the plans: weights are compared with one set in use.',
  },
  'store-unavailable': {
    title: 'The database can’t be used',
    detail: ({ failure }) => STORE[failure as StoreTrouble] ?? ours,
  },
  'text-refused': {
    title: 'The text can’t be written as it is',
    detail: 'Change it, then save again.',
  },
  'unknown-act': { title: 'There is no such act', detail: gone },
  'unknown-card': { title: 'There is no such card', detail: gone },
  'unknown-host': {
    title: 'This is not the address of Tenax',
    detail: 'Use the address that Tenax shows when it starts.',
  },
  'unknown-media': {
    title: 'There is no such file to show',
    detail: 'Put an image, sound, film or PDF beside its deck, and link to it from there.',
  },
  'unknown-milestone': { title: 'There is no such milestone', detail: gone },
  'unknown-name': { title: 'There is nothing of that name', detail: gone },
  'unknown-plan': { title: 'There is no such plan', detail: gone },
  'unknown-proposal': {
    title: 'There is no such proposal',
    detail: 'It may have passed. Load the page again to see those that stand now.',
  },
  'unknown-route': { title: 'There is nothing here', detail: ours },
  'unknown-topic': { title: 'There is no such topic', detail: gone },
  'unknown-weights': {
    title: 'These weights were never in use for this plan',
    detail: 'Choose one of the sets that are listed.',
  },
  'unsupported-media-type': { title: 'The request can’t be read', detail: ours },
  'web-not-built': {
    title: 'The pages of Tenax are not built',
    detail: 'Run “npm run build” in its folder, then load this page again.',
  },
};

const STORE: Record<StoreTrouble, string> = {
  busy: 'Another program holds it. Close that program, then try again.',
  closed: 'Tenax is stopping. Start it again, then try again.',
  io: 'It could not be read or written, and nothing of this was saved. Look at the disk and at the permissions of the data folder.',
  corrupt: 'It is damaged. Stop Tenax and put a backup in its place: tenax restore.',
  newer: 'A newer version of Tenax wrote it. Update Tenax, or restore a backup from before.',
  migration:
    'It could not be brought to this version, and was left as it is. The log of the server says why.',
  thread:
    'It could not be read to its end, and nothing of this was saved. Try again; the log of the server says why.',
};

export const problems = PROBLEMS;
