import type { Backup as MadeBackup } from '../../backup/folder.ts';
import { iso } from '../figures.ts';
import type { Backup } from './schema.ts';

export function presentBackup({ name, bytes, atMs, day }: MadeBackup): Backup {
  return { name, bytes, at: iso(atMs), daily: day !== null };
}
