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
  ])('%o does %s in a review', (name, action) => {
    expect(inReview(name)).toBe(action);
  });

  it('means what it means where it is pressed', () => {
    const at = (where: Where) => actionOf(press('d'), 'elsewhere', where, DEFAULT_PREFERENCES);
    expect([at('pages'), at('review'), at('everywhere')]).toEqual(['go-to-today', null, null]);
    expect(actionOf(press('?'), 'elsewhere', 'everywhere', DEFAULT_PREFERENCES)).toBe('help');
  });

  it('does nothing while somebody types', () => {
    for (const name of [' ', '1', 'u', '-', 'e', '?']) expect(inReview(name, {}, 'text')).toBeNull();
    expect(inReview('z', { ctrlKey: true }, 'text')).toBeNull();
  });

  it('does nothing together with a modifier, but for Ctrl+Z', () => {
    expect(inReview('e', { ctrlKey: true })).toBeNull();
    expect(inReview('1', { altKey: true })).toBeNull();
    expect(inReview('u', { metaKey: true })).toBeNull();
    expect(inReview('z', { ctrlKey: true })).toBe('undo');
    expect(inReview('z', { metaKey: true })).toBe('undo');
  });

  it('counts with Caps Lock, and not with Shift', () => {
    expect(inReview('U')).toBe('undo');
    expect(inReview('U', { shiftKey: true })).toBeNull();
  });

  it('counts as @ also from keyboards that need AltGr for it', () => {
    expect(inReview('@', { ctrlKey: true, altKey: true })).toBe('suspend');
    expect(inReview('@', { altKey: true })).toBe('suspend');
  });

  it('repeats nothing while it is held down', () => {
    expect(inReview(' ', { repeat: true })).toBeNull();
  });

  it('stays with buttons as Space and Enter, and with checkboxes as Space', () => {
    expect(inReview('Enter', {}, 'control')).toBeNull();
    expect(inReview(' ', {}, 'checkbox')).toBeNull();
    expect(inReview('Enter', {}, 'checkbox')).toBe('go-on');
    expect(inReview('3', {}, 'control')).toBe('good');
  });
});

describe('a key that the learner chose', () => {
  it('takes the place of the others, but not of those with Ctrl', () => {
    const choices = { keys: { undo: ['z'] } };
    expect(inReview('z', {}, 'elsewhere', choices)).toBe('undo');
    expect(inReview('u', {}, 'elsewhere', choices)).toBeNull();
    expect(inReview('z', { ctrlKey: true }, 'elsewhere', choices)).toBe('undo');
  });

  it('is refused where another action has it on the same page', () => {
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

describe('single keys', () => {
  it('can be switched off: Space, Enter and Ctrl+Z stay', () => {
    const off = { singleKeys: false };
    for (const key of ['1', 'u', '-', '@', 'e']) expect(inReview(key, {}, 'elsewhere', off)).toBeNull();
    expect(inReview(' ', {}, 'elsewhere', off)).toBe('go-on');
    expect(inReview('z', { ctrlKey: true }, 'elsewhere', off)).toBe('undo');
    expect(keysOf(rowOf('undo'), { keys: {}, singleKeys: false })).toEqual(['Ctrl+z']);
  });
});

describe('the table of keys', () => {
  it('gives no key twice on one page', () => {
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
