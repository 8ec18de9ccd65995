import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES, prefer, preferences, readPreferences } from '../../web/preferences.ts';

describe('preferences', () => {
  it.each([null, '', '{', 'null', '[]', '7', '"dark"'])('are the defaults if %o is stored', (stored) => {
    expect(readPreferences(stored)).toEqual(DEFAULT_PREFERENCES);
  });

  it('keep valid values beside invalid ones', () => {
    const stored = { language: 'xx', theme: 'dark', singleKeys: 'no', keys: { undo: ['z'] }, more: 1 };
    expect(readPreferences(JSON.stringify(stored))).toEqual({
      ...DEFAULT_PREFERENCES,
      theme: 'dark',
      keys: { undo: ['z'] },
    });
  });

  it.each([[{ undo: 'z' }], [{ undo: [1] }], [['undo']], ['undo']])('refuse %o as keys', (keys) => {
    expect(readPreferences(JSON.stringify({ keys })).keys).toEqual({});
  });

  it('last for the visit if the browser stores nothing', () => {
    expect('localStorage' in globalThis).toBe(false);
    prefer({ theme: 'dark' });
    expect(preferences.value.theme).toBe('dark');
    prefer({ theme: 'system' });
  });
});
