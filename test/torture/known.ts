// Whether the product failed as it should: with a known reason, in words that help.
import type { Answer } from './ledger.ts';
import type { Run } from './server.ts';

const UNHELPFUL = /\[object Object\]|Something went wrong inside|undefined|unexpected error/;

/**
 * What is wrong with an answer; null for a success, and for a problem document with a known reason. `full` if the disk
 * was full: then the reason must be that.
 */
export function faultOfAnswer(answer: Answer, full = false): string | null {
  if (answer === null) return 'no answer: the connection broke';
  const { status, text } = answer;
  if (status < 400) return null;
  if (full && status >= 500 && status !== 507) return `${status} on a full disk: ${text}`;
  if (UNHELPFUL.test(text)) return `${status}: ${text}`;
  try {
    const { type, detail }: { type?: string; detail?: string } = JSON.parse(text);
    if (type?.startsWith('urn:tenax:') && detail) return null;
  } catch {
    // Not JSON: named below.
  }
  return `${status} without a problem document: ${text.slice(0, 300)}`;
}

/** What is wrong with how a command ended; null if it did its work, or said in one line why not. */
export async function faultOfCommand({ ended, said }: Run): Promise<string | null> {
  const how = await ended;
  if (typeof how === 'string') return `it was ended by ${how}: ${said.err}`;
  if (how > 1) return `it ended with code ${how}: ${said.err}`;
  return faultOfWords(how, said.err);
}

/** What is wrong with the words of a command that ended with a code. */
export function faultOfWords(code: number, err: string): string | null {
  if (UNHELPFUL.test(err) || /\(at |^ +at /m.test(err)) return `it says: ${err}`;
  return code === 1 && err.trim() === '' ? 'it does not say why.' : null;
}
