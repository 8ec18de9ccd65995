// What the server reports by its kind (problems, faults, assumptions), in the reader's language.

import type { Problem, ProblemSlug } from '../../server/http/schemas.ts';
import { Refused } from '../errors.ts';
import type { Sentences } from './en/faults.ts';
import type { Members } from './en/problems.ts';
import { toldWords, words } from './words.ts';

/** Their detail says this time's fault, which no kind and no member tells. */
const AS_SENT: ReadonlySet<string> = new Set<ProblemSlug>(['bad-request', 'invalid-request']);

/** A problem in the reader's language. */
export interface ProblemTold {
  readonly title: string;
  readonly detail: string;
  /** What the server says besides, in English; empty where that is all said. */
  readonly asSent: string;
}

/** What a problem document says, in the reader's language where there are words for it. */
export function problemWords(problem: Problem & Members): ProblemTold {
  const { title, detail } = problem;
  const slug = slugOf(problem);
  const told = toldWords();
  const own = told?.problems[slug as ProblemSlug];
  if (!own) return { title, detail, asSent: '' };
  const fault = isFault(problem.fault) ? problem.fault : null;
  const what = fault && faultWords(fault);
  if (what) return { title: own.title, detail: placed(problem.place, what), asSent: '' };
  return {
    title: own.title,
    detail: typeof own.detail === 'string' ? own.detail : own.detail(problem),
    asSent: AS_SENT.has(slug) || fault ? detail : '',
  };
}

/** What to do about an error, in a sentence, where there is no room for more. */
export function errorWords(error: unknown): string {
  return error instanceof Refused ? refusalWords(error.problem) : words().frame.serverGoneShort;
}

/** The same of a problem document. */
export function refusalWords(problem: Problem): string {
  const { title, detail, asSent } = problemWords(problem);
  return [`${title}.`, detail, ...(asSent === '' ? [] : [`(${asSent})`])].join(' ');
}

type OfKind = { readonly kind: string } | undefined;

/** What is wrong with a file or a text, and what to do; null where there are no words for it. */
export function faultWords(fault: OfKind): string | null {
  return sentence(toldWords()?.faults, fault);
}

/** What a forecast takes for granted; null where there are no words for it. */
export function assumptionWords(assumption: OfKind): string | null {
  return sentence(toldWords()?.assumptions, assumption);
}

function sentence<T extends { readonly kind: string }>(
  sentences: Sentences<T> | undefined,
  told: OfKind,
): string | null {
  if (!sentences || !told || !(told.kind in sentences)) return null;
  const say = sentences[told.kind as T['kind']] as (told: { readonly kind: string }) => string;
  return say(told);
}

/** Where the server counted characters or bytes, it speaks of bodies and fields as programs know them. */
function slugOf({ type, errors }: Problem & Members): string {
  const slug = type.slice(type.lastIndexOf(':') + 1);
  const isTooLong =
    slug === 'invalid-request' && JSON.stringify(errors ?? []).includes('must not have more than');
  return isTooLong ? 'body-too-large' : slug;
}

function placed(place: unknown, what: string): string {
  const told = toldWords();
  if (!told || typeof place !== 'object' || place === null || !('line' in place)) return what;
  const of = 'of' in place && place.of === 'note' ? 'note' : 'deck';
  return told.places[of](Number(place.line), what);
}

function isFault(value: unknown): value is { readonly kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
