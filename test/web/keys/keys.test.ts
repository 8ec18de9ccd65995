import { describe, expect, it } from 'vitest';
import {
  actionOf,
  canBeChosen,
  type Focus,
  keyNamed,
  keysOf,
  rowOf,
  takenBy,
} from '../../../web/keys/keys.ts';
import { KEY_TABLE, meet, type Where } from '../../../web/keys/table.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../web/preferences.ts';

const press = (key: string, held = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...held,
});

const inReview = (key: string, held = {}, focus: Focus = 'elsewhere', choices: Partial<Preferences> = {}) =>
  actionOf(press(key, held), focus, 'review', { ...DEFAULT_PREFERENCES, ...choices });

describe('a key', () => {
  it.each([
    [' ', 'go-on'],
    ['Enter', 'go-on'],
    ['1', 'again'],
    ['4', 'easy'],
    ['u', 'undo'],
    ['-', 'bury'],
    ['@', 'suspend'],
    ['x', null],
  ])('pressed as %o in a review does: %s', (name, action) => {
    expect(inReview(name)).toBe(action);
  });

  it('depends on the page it is pressed on', () => {
    const at = (where: Where) => actionOf(press('d'), 'elsewhere', where, DEFAULT_PREFERENCES);
    expect([at('pages'), at('review'), at('everywhere')]).toEqual(['go-to-today', null, null]);
    expect(actionOf(press('?'), 'elsewhere', 'everywhere', DEFAULT_PREFERENCES)).toBe('help');
  });

  it('does nothing while text is typed', () => {
    for (const name of [' ', '1', 'u', '-', 'e', '?']) expect(inReview(name, {}, 'text')).toBeNull();
    expect(inReview('z', { ctrlKey: true }, 'text')).toBeNull();
  });

  it('does nothing with a modifier, except Ctrl+Z', () => {
    expect(inReview('e', { ctrlKey: true })).toBeNull();
    expect(inReview('1', { altKey: true })).toBeNull();
    expect(inReview('u', { metaKey: true })).toBeNull();
    expect(inReview('z', { ctrlKey: true })).toBe('undo');
    expect(inReview('z', { metaKey: true })).toBe('undo');
  });

  it('works with Caps Lock but not with Shift', () => {
    expect(inReview('U')).toBe('undo');
    expect(inReview('U', { shiftKey: true })).toBeNull();
  });

  it('works as @ on keyboards that need AltGr for it', () => {
    expect(inReview('@', { ctrlKey: true, altKey: true })).toBe('suspend');
    expect(inReview('@', { altKey: true })).toBe('suspend');
  });

  it('does not repeat while it is held down', () => {
    expect(inReview(' ', { repeat: true })).toBeNull();
  });

  it('is left to buttons if it is Space or Enter, and to checkboxes if it is Space', () => {
    expect(inReview('Enter', {}, 'control')).toBeNull();
    expect(inReview(' ', {}, 'checkbox')).toBeNull();
    expect(inReview('Enter', {}, 'checkbox')).toBe('go-on');
    expect(inReview('3', {}, 'control')).toBe('good');
  });
});

describe('a key that the learner chose', () => {
  it('replaces the default keys except those with Ctrl', () => {
    const choices = { keys: { undo: ['z'] } };
    expect(inReview('z', {}, 'elsewhere', choices)).toBe('undo');
    expect(inReview('u', {}, 'elsewhere', choices)).toBeNull();
    expect(inReview('z', { ctrlKey: true }, 'elsewhere', choices)).toBe('undo');
  });

  it('is refused if another action uses it on the same page', () => {
    expect(takenBy('e', 'undo', DEFAULT_PREFERENCES)?.id).toBe('edit');
    expect(takenBy('?', 'undo', DEFAULT_PREFERENCES)?.id).toBe('help');
    expect(takenBy('d', 'start', DEFAULT_PREFERENCES)?.id).toBe('go-to-today');
    expect(takenBy('u', 'undo', DEFAULT_PREFERENCES)).toBeNull();
    expect(takenBy('d', 'undo', DEFAULT_PREFERENCES)).toBeNull();
    expect(takenBy('e', 'undo', { ...DEFAULT_PREFERENCES, keys: { edit: ['x'] } })).toBeNull();
  });

  it('can be a character, Space or Enter', () => {
    const can = (name: string, held = {}) => canBeChosen(keyNamed(press(name, held)));
    expect(['x', '7', '#', ' ', 'Enter'].map((name) => can(name))).toEqual(Array(5).fill(true));
    expect(['Tab', 'Escape', 'ArrowUp', 'F5', 'Shift'].map((name) => can(name))).toEqual(
      Array(5).fill(false),
    );
    expect(can('w', { ctrlKey: true })).toBe(false);
  });
});

describe('single-character keys', () => {
  it('can be switched off, while Space, Enter and Ctrl+Z stay', () => {
    const off = { singleKeys: false };
    for (const key of ['1', 'u', '-', '@', 'e']) expect(inReview(key, {}, 'elsewhere', off)).toBeNull();
    expect(inReview(' ', {}, 'elsewhere', off)).toBe('go-on');
    expect(inReview('z', { ctrlKey: true }, 'elsewhere', off)).toBe('undo');
    expect(keysOf(rowOf('undo'), { keys: {}, singleKeys: false })).toEqual(['Ctrl+z']);
  });
});

describe('the table of keys', () => {
  it('uses no key twice on the same page', () => {
    for (const row of KEY_TABLE) {
      for (const key of row.keys)
        expect(takenBy(key, row.id, DEFAULT_PREFERENCES), `${row.id} ${key}`).toBeNull();
    }
  });

  it('knows that a review has no header above it', () => {
    expect([meet('pages', 'review'), meet('today', 'review'), meet('pages', 'today')]).toEqual([
      false,
      false,
      true,
    ]);
    expect(meet('review', 'everywhere')).toBe(true);
  });
});
