import { describe, expect, it } from 'vitest';
import { decodePlan, MAX_PLAN_BYTES } from '../../server/plan/decode.ts';
import { PlanError } from '../../server/plan/error.ts';
import { parsePlan } from '../../server/plan/parse.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function errorOf(act: () => unknown): PlanError {
  try {
    act();
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the bytes of a plan', () => {
  it('keep their byte-order mark and line ends', () => {
    expect(decodePlan(bytes('\ufeff# Plan\r\n'))).toBe('\ufeff# Plan\r\n');
  });

  it('are refused if they are not UTF-8, with the line', () => {
    const error = errorOf(() => decodePlan(Uint8Array.from([...bytes('# A\n\nTopic caf'), 0xe9, 10])));
    expect(error.line).toBe(3);
    expect(error.message).toContain('UTF-8');
    expect(error.remedy).toContain('UTF-8');
  });

  it('are refused if they are binary, with the line of the first NUL', () => {
    const error = errorOf(() => decodePlan(Uint8Array.from([...bytes('\x89PNG\r\n\x1a\n'), 0, 0, 0])));
    expect(error.message).toContain('binary');
    expect(error.line).toBe(3);
  });

  it('are accepted up to 2 MiB and refused above', () => {
    const full = new Uint8Array(MAX_PLAN_BYTES).fill(97);
    expect(decodePlan(full)).toHaveLength(MAX_PLAN_BYTES);
    const error = errorOf(() => decodePlan(new Uint8Array(MAX_PLAN_BYTES + 1).fill(97)));
    expect(error.message).toContain('2 MiB');
  });
});

describe('a text that is not a plan', () => {
  it.each(['', '\ufeff', '\n\n', '  \r\n\t\r\n'])('is refused if it is empty: %j', (text) => {
    expect(errorOf(() => parsePlan(text)).message).toContain('empty');
  });

  it('is refused if it contains NUL', () => {
    expect(errorOf(() => parsePlan('# A\nb\0c')).line).toBe(2);
  });

  it('is refused if it is full of replacement characters', () => {
    expect(errorOf(() => parsePlan('\ufffd\ufffdJFIF\ufffd\ufffd')).message).toContain('binary');
  });
});
