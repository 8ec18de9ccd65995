import { describe, expect, it } from 'vitest';
import { originalOf, originalsFirst } from '../../server/library/names.ts';

describe('the name of a copy', () => {
  it.each([
    'signals (conflicted copy 2026-11-30)',
    "signals (Anna's conflicted copy 2026-11-30)",
    'signals (Case Conflict 1)',
    'signals (SFConflict anna@example.org 2026-11-30-12-00-00)',
    'signals (conflicted copy 2026-11-30 120000)',
    'signals.sync-conflict-20261130-120000-ABCDEFG',
    'signals.Conflict',
    'signals_conflict-20261130-120000',
    'signals 2',
    'signals 12',
    'signals (1)',
    'signals(1)',
    'signals copy',
    'signals copy 2',
    'signals - Copy',
    'signals - Copy (2)',
    'signals-copy',
    'signals_copy',
    'signals - copia',
    'signals (copia)',
    'signals - Kopie',
    'Copy of signals',
    'Copy (2) of signals',
    'Copia de signals',
    'signals~',
    'signals.orig',
    'signals.bak',
    'signals.old',
    'signals-old',
    'signals_backup',
    'signals_LOCAL_1234',
    'signals_REMOTE_1234',
    'signals_BASE_1234',
    'signals_BACKUP_1234',
    'signals (1) (conflicted copy 2026-11-30)',
    'Copy of signals 2',
  ])('%s says what it was made from', (name) => {
    expect(originalOf(name)).toBe('signals');
  });

  it.each([
    'signals',
    'signals-2',
    'copy-on-write',
    'copyright',
    'ipv4',
    'http-2',
    'conflicts',
    'backup-and-restore',
    'orig',
    '2',
    'old-age',
    'daemonsets',
    'externalname-and-headless-services',
  ])('%s is none', (name) => {
    expect(originalOf(name)).toBeNull();
  });

  it('comes after the others', () => {
    const paths = ['a/a (1).md', 'a/b.md', 'a/a.md', 'a/Copy of b.md'];
    expect(paths.sort(originalsFirst)).toEqual(['a/a.md', 'a/b.md', 'a/Copy of b.md', 'a/a (1).md']);
  });
});
