import { beforeEach, describe, expect, it } from 'vitest';
import { readDeck } from '../../../server/deck/read.ts';
import type { DeckProblem } from '../../../server/deck/types.ts';
import { readOneNote } from '../../../server/deck/verify.ts';
import { assumptionWords as sentenceOf } from '../../../server/forecast/assumption-words.ts';
import type { Assumption } from '../../../server/forecast/assumptions.ts';
import { ApiProblem, toProblem } from '../../../server/http/problems.ts';
import { unwritten } from '../../../server/library/disk-faults.ts';
import { LibraryError } from '../../../server/library/errors.ts';
import { refusing } from '../../../server/library/topic-files.ts';
import { StoreError } from '../../../server/store/errors.ts';
import { Refused, Unreachable } from '../../../web/errors.ts';
import { assumptionWords, errorWords, faultWords, problemWords } from '../../../web/words/server-words.ts';
import { fetchServerWords, serverWords, speak } from '../../../web/words/words.ts';

/** Words that Spanish does not have. */
const ENGLISH = /\b(?:the|is|are|of|and|with|this|that|not|it|card|note|file|line)\b/i;

const ASSUMPTIONS: readonly Assumption[] = [
  { kind: 'every-day' },
  { kind: 'limits', plan: 'k8s', newPerDay: 20, reviewsPerDay: 1200 },
  { kind: 'review-limit', plan: 'k8s', reviewsPerDay: 200 },
  { kind: 'recall' },
  { kind: 'recalled-buttons', percent: { hard: 22, good: 63, easy: 15 }, answers: null },
  { kind: 'learning-buttons', percent: { again: 24, hard: 9, good: 50, easy: 17 }, answers: 120 },
  { kind: 'answer-time', seconds: 7.5, answers: 1000 },
  { kind: 'cards-of-now' },
  { kind: 'averages', runs: 20 },
  { kind: 'only-new-of-goal' },
  { kind: 'first-pace' },
  { kind: 'rescheduled-first' },
  { kind: 'limits-decide' },
];

/** The server's answer when this throws. */
function answered(act: () => unknown): ApiProblem['body'] {
  try {
    act();
  } catch (error) {
    return toProblem(error).body;
  }
  throw new Error('Nothing was refused.');
}

function faultsIn(text: string): readonly DeckProblem[] {
  const deck = readDeck('k8s/a.md', text);
  return 'unreadable' in deck ? [deck.unreadable] : deck.problems;
}

/** Words are loaded once, and then follow the language. */
async function loadServerWords(language: 'en' | 'es'): Promise<void> {
  await speak(language);
  await fetchServerWords();
}

describe('what the server sends', () => {
  it('is shown as it was sent until its words are loaded', async () => {
    await speak('es');
    expect(serverWords()).toBeNull();
    const body = answered(() => {
      throw new StoreError('busy', 'Another program holds it.');
    });
    expect(problemWords(body)).toEqual({
      title: "The database can't be used",
      detail: 'Another program holds it.',
      asSent: '',
    });
    expect(faultWords({ kind: 'no-title' })).toBeNull();
  });

  it('follows the language like all other words', async () => {
    await loadServerWords('en');
    expect(faultWords({ kind: 'plan-empty' })).toMatch(/^The plan is empty/);
    await speak('es');
    expect(faultWords({ kind: 'plan-empty' })).toMatch(/^El plan está vacío/);
  });
});

describe('a problem in Spanish', () => {
  beforeEach(() => loadServerWords('es'));

  it('says what happened and what to do, with the names from the document', () => {
    const busy = answered(() => {
      throw new StoreError('busy', 'Another program holds it.');
    });
    expect(problemWords(busy)).toEqual({
      title: 'No se puede usar la base de datos',
      detail: 'La tiene otro programa. Ciérralo y vuelve a intentarlo.',
      asSent: '',
    });
    const readOnly = answered(() => {
      throw new LibraryError('read-only', 'k8s/plan.md can’t be written.', { path: 'k8s/plan.md' });
    });
    expect(problemWords(readOnly).detail).toContain('permiso para escribir k8s/plan.md');
    const decided = new ApiProblem(409, 'proposal-decided', 'Decided before', 'It was.', {
      decision: 'accepted',
      text: 'Pod IPs',
      at: '2026-11-23T07:00:00.000Z',
    });
    expect(errorWords(new Refused(decided.body))).toBe(
      'Esta propuesta ya se decidió. Se aceptó como «Pod IPs» el 23 nov 2026. Edita la laguna en plan.md o añade otra.',
    );
  });

  it('names the file to blame, and what was written before', () => {
    const half = answered(() => {
      throw unwritten('k8s/a.md', { kind: 'disk-full' }).after(['k8s/plan.md']);
    });
    expect(errorWords(new Refused(half))).toBe(
      'El disco está lleno. k8s/a.md: El disco está lleno. Libera espacio y vuelve a intentarlo. Ya se escribió, y así queda: k8s/plan.md. Haz lo mismo otra vez para completar el cambio.',
    );
  });

  it('says what is wrong with a text and where', () => {
    const refused = answered(() => refusing(() => readOneNote('### P\n<!-- id: p -->\n\nA {{c2::mark.')));
    expect(errorWords(new Refused(refused))).toBe(
      'El texto no se puede escribir como está. Línea 4 de la nota: El hueco {{c2:: no se cierra. Termínalo con }}, equilibra las llaves que contiene, o escribe \\{{ donde sea texto normal.',
    );
  });

  it('adds the server’s own sentence if only that has the details', () => {
    const detail = 'query/from 2026-11-24 is after query/to 2026-11-23.';
    const { body } = new ApiProblem(400, 'invalid-request', 'Invalid request', detail);
    expect(problemWords(body)).toMatchObject({ title: 'La petición no es como debe', asSent: detail });
  });

  it('says that a text is too long if its characters were counted', () => {
    const errors = [{ at: 'body/markdown', message: 'must not have more than 65536 characters' }];
    const { body } = new ApiProblem(400, 'invalid-request', 'Invalid request', '', {
      errors,
    });
    expect(errorWords(new Refused(body))).toMatch(/^Es demasiado largo\. .*64 KiB.*se conserva\.$/);
  });

  it('is shown as it was sent if its kind is unknown', () => {
    const body = { type: 'urn:tenax:of-tomorrow', title: 'New', status: 409, detail: 'Do this.' };
    expect(errorWords(new Refused(body))).toBe('New. Do this.');
  });

  it('is replaced by advice if no answer came', () => {
    expect(errorWords(new Unreachable('Failed to fetch'))).toMatch(/^Tenax no responde/);
  });
});

describe('a fault in Spanish', () => {
  beforeEach(() => loadServerWords('es'));

  it.each([
    'No title\n',
    '# \n',
    '# One\n\n# Two\n',
    '# A\n\n### P\n<!-- id: p -->\n\n```\nopen\n',
    '# A\n\n<!-- open\n',
    '# A\n\n<script>\n',
    '# A\n\n### P\n<!-- id: p -->\n\nText\n===\n',
    '# A\n\n###\n<!-- id: p -->\n\nText\n',
    '# A\n\n### P\n<!-- id: Uno/dos; draft: yes; colour: red; id: p; allow: all -->\n\nText\n',
    '# A\n\n### P\n<!-- id: p -->\n\n{{c1::}} and {{c2::open\n',
    '# A\n\n### P\n<!-- id: p -->\n\n{{c1::crosses\n```\n}}\n```\n',
    `# A\n\n### P\n<!-- id: p -->\n\n${'{{c1::a '.repeat(10)}\n`,
    `# A\n\n### P\n<!-- id: p -->\n\n${Array.from({ length: 60 }, (_, i) => `{{c${i + 1}::a}}`).join(' ')}\n`,
    `# A\n\n### P\n<!-- id: p -->\n\n${'word '.repeat(14_000)}\n`,
  ])('is a whole sentence with all its names: %#', (text) => {
    const faults = faultsIn(text);
    expect(faults.length).toBeGreaterThan(0);
    for (const { fault, message } of faults) {
      const said = faultWords(fault);
      expect(said, message).toMatch(/^[^a-z].*\.$/s);
      expect(said).not.toMatch(/undefined|NaN/);
      expect(said).not.toMatch(ENGLISH);
    }
  });
});

describe('an assumption of a forecast', () => {
  it.each(ASSUMPTIONS)('is a sentence in each language: $kind', async (assumption) => {
    expect(sentenceOf(assumption)).toMatch(/^[A-Z].*\.$/);
    await loadServerWords('en');
    const english = assumptionWords(assumption);
    await loadServerWords('es');
    const spanish = assumptionWords(assumption);
    for (const said of [english, spanish]) {
      expect(said).toMatch(/^[A-Z].*\.$/);
      expect(said).not.toMatch(/undefined|NaN/);
    }
    expect(spanish).not.toMatch(ENGLISH);
  });
});
