// A bullet of the plan to the note that asks for it.
import type { Item } from '../plan/types.ts';
import { asParagraph } from './paragraph.ts';
import { cutOutside, splitOutside } from './split.ts';
import type { NoteDraft } from './types.ts';

type Derived = Omit<NoteDraft, 'id'>;

const ARROWS = ['→', '->', '⇒', '=>'];
const VERSUS = [' vs ', ' vs. ', ' versus '];
const DASHES = [' - ', ' – ', ' — '];

/**
 * The note that a bullet of the plan suggests. A covered bullet that holds an answer asks for it: its steps
 * (`A → B → C`), the difference it explains (`X vs Y`), the parts it lists, what follows a colon or dash
 * or in brackets. A gap, and a bullet that holds no answer, become a draft that names it.
 * @param topicTitle put before the question, unless the bullet names the topic itself
 */
export function derive(item: Pick<Item, 'kind' | 'text' | 'detail'>, topicTitle: string): Derived {
  const text = item.text.replace(/\*\*(.+?)\*\*/g, '$1').trim();
  const found = item.kind === 'gap' ? null : (fromDetail(text, item.detail) ?? fromText(text));
  const { question, body } = found ?? { question: `explain ${quoted(text)}.`, body: '' };
  const prompt = names(text, topicTitle) ? capitalised(question) : `${topicTitle}: ${question}`;
  return body === '' ? { prompt, body, draft: true } : { prompt, body };
}

/** What is asked of a bullet; an empty body where the bullet does not answer it. */
interface Question {
  readonly question: string;
  readonly body: string;
}

function fromDetail(text: string, detail: readonly string[]): Question | null {
  const label = text.replace(/\s*:$/, '');
  const [only] = detail;
  if (only === undefined) return null;
  return detail.length === 1 ? explained(label, only) : listed(label, detail);
}

function fromText(text: string): Question | null {
  const cut = cutOutside(text, [': ']);
  if (cut && isRemark(cut.tail)) return { question: `explain ${quoted(cut.head)}.`, body: '' };
  return steps(text, cut) ?? difference(text, cut) ?? parts(text, cut) ?? remainder(text, cut);
}

type Cut = { readonly head: string; readonly tail: string } | null;

/** `PVC claim: a → b → c`. Without a label, the first and last step are named. */
function steps(text: string, cut: Cut): Question | null {
  const points = splitOutside(cut?.tail ?? text, ARROWS);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 2 || first === undefined || last === undefined) return null;
  if (cut) return { question: `name the steps of ${quoted(cut.head)}, in order.`, body: taskList(points) };
  if (points.length === 2) return explained(first, last);
  return {
    question: `what leads from ${quoted(first)} to ${quoted(last)}, step by step?`,
    body: taskList(points),
  };
}

/** `X vs Y`, before or after a colon. The answer, if any, is after the colon or in brackets. */
function difference(text: string, cut: Cut): Question | null {
  const labelled = cut && differing(cut.head);
  if (cut && labelled) return { question: `${labelled}?`, body: asParagraph(cut.tail) };
  const whole = cut?.tail ?? text;
  const contrast = differing(whole);
  if (!contrast) return null;
  return {
    question: cut ? `${contrast} (${cut.head})?` : `${contrast}?`,
    body: asParagraph(contrastIn(whole)),
  };
}

/** Brackets that hold a contrast themselves are the answer; brackets after a side make the whole text the answer. */
function contrastIn(text: string): string {
  const inside = trailingBrackets(text)?.inside ?? '';
  if (splitOutside(inside, VERSUS).length > 1) return inside;
  return /\([^()]+\)/.test(text) ? text : '';
}

function differing(text: string): string | null {
  const [one, other, more] = splitOutside(text, VERSUS).map((side) => side.replace(/\s*\([^()]*\)/g, ''));
  // “When to use X vs Y” asks its own question.
  if (!one || !other || more || /^(?:when|why|how|what|which|where)\b/i.test(text)) return null;
  return `what is the difference between ${quoted(one)} and ${quoted(other)}`;
}

/** `Label: a, b, c`, `Label (a, b, c)` or `A (what it is), B (what it is)`. */
function parts(text: string, cut: Cut): Question | null {
  if (cut) {
    const points = listOf(cut.tail);
    return points.length > 1 ? listed(cut.head, points) : null;
  }
  const points = splitOutside(text, [', ']);
  if (points.length > 1 && points.every((point) => trailingBrackets(point))) {
    const named = points.map((point) => quoted(trailingBrackets(point)?.before ?? point)).join(', ');
    return { question: `explain each of ${named}.`, body: taskList(points) };
  }
  const brackets = trailingBrackets(text);
  const inside = brackets ? listOf(brackets.inside) : [];
  return brackets && inside.length > 1 ? listed(brackets.before, inside) : null;
}

/** What follows a colon or dash, or is in the only brackets. */
function remainder(text: string, cut: Cut): Question | null {
  const dash = cut ?? cutOutside(text, DASHES);
  if (dash) return explained(dash.head, dash.tail);
  const trailing = trailingBrackets(text);
  if (trailing) return explained(trailing.before, trailing.inside);
  const inner = /^([^()]+)\(([^()]+)\)([^()]*)$/.exec(text);
  if (!inner) return null;
  return {
    question: `complete ${quoted(`${inner[1]}(…)${inner[3]}`)}.`,
    body: asParagraph((inner[2] ?? '').trim()),
  };
}

function explained(label: string, answer: string): Question {
  return { question: `explain ${quoted(label)}.`, body: asParagraph(answer) };
}

function listed(label: string, points: readonly string[]): Question {
  return { question: `name the ${points.length} points of ${quoted(label)}.`, body: taskList(points) };
}

function taskList(points: readonly string[]): string {
  return points.map((point) => `- [ ] ${asParagraph(point)}`).join('\n');
}

/** Parts between commas, or between plus signs if there are no commas; a closing “etc.” does not count. */
function listOf(text: string): readonly string[] {
  const points = splitOutside(text, [', ', '; ']).filter((point) => !/^(?:etc\.?|…|\.\.\.)$/i.test(point));
  return points.length === 1 ? splitOutside(points[0] ?? '', [' + ']) : points;
}

function trailingBrackets(text: string): { readonly before: string; readonly inside: string } | null {
  const match = /^([^()]*\S)\s*\(((?:[^()]|\([^()]*\))+)\)$/.exec(text);
  return match ? { before: match[1] ?? '', inside: (match[2] ?? '').trim() } : null;
}

/** “ClusterIP: Covered basics” says how far the study went, not what there is to know. */
function isRemark(text: string): boolean {
  return /^(?:(?:not|never|only|briefly)\s+)?(?:covered|mentioned|explored|discussed)\b/i.test(text);
}

function quoted(text: string): string {
  return `“${text.trim()}”`;
}

function names(text: string, title: string): boolean {
  return text.toLowerCase().includes(title.toLowerCase());
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
