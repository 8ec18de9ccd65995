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
  it('keep byte-order mark and line ends', () => {
    expect(decodePlan(bytes('\ufeff# Plan\r\n'))).toBe('\ufeff# Plan\r\n');
  });

  it('are refused where they are not UTF-8, with the line', () => {
    const error = errorOf(() => decodePlan(Uint8Array.from([...bytes('# A\n\nTopic caf'), 0xe9, 10])));
    expect(error.line).toBe(3);
    expect(error.message).toContain('UTF-8');
    expect(error.remedy).toContain('UTF-8');
  });

  it('are refused where they are binary, with the line of the first NUL', () => {
    const error = errorOf(() => decodePlan(Uint8Array.from([...bytes('\x89PNG\r\n\x1a\n'), 0, 0, 0])));
    expect(error.message).toContain('binary');
    expect(error.line).toBe(3);
  });

  it('are refused above 2 MiB, not at 2 MiB', () => {
    const full = new Uint8Array(MAX_PLAN_BYTES).fill(97);
    expect(decodePlan(full)).toHaveLength(MAX_PLAN_BYTES);
    const error = errorOf(() => decodePlan(new Uint8Array(MAX_PLAN_BYTES + 1).fill(97)));
    expect(error.message).toContain('2 MiB');
  });
});

describe('a text that is no plan', () => {
  it.each(['', '\ufeff', '\n\n', '  \r\n\t\r\n'])('is refused where it is empty: %j', (text) => {
    expect(errorOf(() => parsePlan(text)).message).toContain('empty');
  });

  it('is refused where it holds NUL', () => {
    expect(errorOf(() => parsePlan('# A\nb\0c')).line).toBe(2);
  });

  it('is refused where it is full of replacement characters', () => {
    expect(errorOf(() => parsePlan('\ufffd\ufffdJFIF\ufffd\ufffd')).message).toContain('binary');
  });
});
