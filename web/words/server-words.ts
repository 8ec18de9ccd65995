// Texts for what the server sends by kind (problems, faults, assumptions), in the reader's language.

import type { Problem, ProblemSlug } from '../../server/http/schemas.ts';
import { Refused } from '../errors.ts';
import type { Sentences } from './en/faults.ts';
import type { Members } from './en/problems.ts';
import { serverWords, words } from './words.ts';

/** Only their detail, in English, says what is wrong this time: neither kind nor members do. */
const AS_SENT: ReadonlySet<string> = new Set<ProblemSlug>(['bad-request', 'invalid-request']);

/** A problem in the reader's language. */
export interface ProblemText {
  readonly title: string;
  readonly detail: string;
  /** What only the server's English text says; empty if there is nothing more. */
  readonly asSent: string;
}

/** A problem document in the reader's language, as far as there are words for it. */
export function problemWords(problem: Problem & Members): ProblemText {
  const { title, detail } = problem;
  const slug = slugOf(problem);
  const texts = serverWords();
  const own = texts?.problems[slug as ProblemSlug];
  if (!own) return { title, detail, asSent: '' };
  const fault = isFault(problem.fault) ? problem.fault : null;
  const what = fault && faultWords(fault);
  if (what) return { title: own.title, detail: `${placed(problem, what)}${written(problem)}`, asSent: '' };
  const ownDetail = typeof own.detail === 'string' ? own.detail : own.detail(problem);
  return {
    title: own.title,
    detail: `${ownDetail}${written(problem)}`,
    asSent: AS_SENT.has(slug) || fault ? detail : '',
  };
}

/** What went wrong and what to do, in one line of text. */
export function errorWords(error: unknown): string {
  return error instanceof Refused ? refusalWords(error.problem) : words().frame.serverGoneShort;
}

/** The same for a problem document. */
export function refusalWords(problem: Problem): string {
  const { title, detail, asSent } = problemWords(problem);
  return [`${title}.`, detail, ...(asSent === '' ? [] : [`(${asSent})`])].join(' ');
}

type OfKind = { readonly kind: string } | undefined;

/** What is wrong with a file or a text, and what to do; null if there are no words for it. */
export function faultWords(fault: OfKind): string | null {
  return sentence(serverWords()?.faults, fault);
}

/** An assumption of a forecast; null if there are no words for it. */
export function assumptionWords(assumption: OfKind): string | null {
  return sentence(serverWords()?.assumptions, assumption);
}

function sentence<T extends { readonly kind: string }>(
  sentences: Sentences<T> | undefined,
  sent: OfKind,
): string | null {
  if (!sentences || !sent || !(sent.kind in sentences)) return null;
  const say = sentences[sent.kind as T['kind']] as (sent: { readonly kind: string }) => string;
  return say(sent);
}

/**
 * For a text that is too long, the server names a field or the body and its limit; there are better words for that.
 */
function slugOf({ type, errors }: Problem & Members): string {
  const slug = type.slice(type.lastIndexOf(':') + 1);
  const isTooLong =
    slug === 'invalid-request' && JSON.stringify(errors ?? []).includes('must not have more than');
  return isTooLong ? 'body-too-large' : slug;
}

function placed({ place, path }: Members, what: string): string {
  const texts = serverWords();
  if (!texts) return what;
  if (typeof place !== 'object' || place === null || !('line' in place)) {
    return typeof path === 'string' ? texts.places.file(path, what) : what;
  }
  const of = 'of' in place && place.of === 'note' ? 'note' : 'deck';
  return texts.places[of](Number(place.line), what);
}

/** What was written into files before the problem; empty if nothing was. */
function written({ written: paths }: Members): string {
  const texts = serverWords();
  return texts && Array.isArray(paths) && paths.length > 0 ? ` ${texts.written(paths.join(', '))}` : '';
}

function isFault(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
