import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../web/review/keys.ts';

describe('a key', () => {
  const key = (name: string, held = {}) => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...held,
  });

  it.each([
    [' ', 'go-on'],
    ['Enter', 'go-on'],
    ['1', 'again'],
    ['4', 'easy'],
    ['u', 'undo'],
    ['-', 'bury'],
    ['@', 'suspend'],
    ['?', 'help'],
    ['x', null],
  ])('%o commands %s', (name, command) => {
    expect(commandOf(key(name), 'elsewhere')).toBe(command);
  });

  it('commands nothing while somebody types', () => {
    for (const name of [' ', '1', 'u', '-', 'e', '?']) expect(commandOf(key(name), 'text')).toBeNull();
    expect(commandOf(key('z', { ctrlKey: true }), 'text')).toBeNull();
  });

  it('commands nothing together with a modifier, but for Ctrl+Z', () => {
    expect(commandOf(key('e', { ctrlKey: true }), 'elsewhere')).toBeNull();
    expect(commandOf(key('1', { altKey: true }), 'elsewhere')).toBeNull();
    expect(commandOf(key('u', { metaKey: true }), 'elsewhere')).toBeNull();
    expect(commandOf(key('z', { ctrlKey: true }), 'elsewhere')).toBe('undo');
    expect(commandOf(key('z', { metaKey: true }), 'elsewhere')).toBe('undo');
  });

  it('takes @ also from keyboards that need AltGr for it', () => {
    expect(commandOf(key('@', { ctrlKey: true, altKey: true }), 'elsewhere')).toBe('suspend');
  });

  it('repeats nothing while it is held down', () => {
    expect(commandOf(key(' ', { repeat: true }), 'elsewhere')).toBeNull();
  });

  it('leaves Space and Enter to buttons, and Space to checkboxes', () => {
    expect(commandOf(key('Enter'), 'control')).toBeNull();
    expect(commandOf(key(' '), 'checkbox')).toBeNull();
    expect(commandOf(key('Enter'), 'checkbox')).toBe('go-on');
    expect(commandOf(key('3'), 'control')).toBe('good');
  });
});
