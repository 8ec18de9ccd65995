import { type Static, Type } from 'typebox';
import { Instant } from '../schema.ts';

export const Backup = Type.Object({
  name: Type.String({ examples: ['tenax-2026-11-23.daily.db'] }),
  bytes: Type.Integer({ minimum: 0 }),
  at: Instant,
  daily: Type.Boolean({
    description: 'made automatically at the start of a study day, and deleted automatically',
  }),
});
export type Backup = Static<typeof Backup>;

export const Backups = Type.Object({
  folder: Type.String({ description: 'their folder on the machine on which Tenax runs' }),
  kept: Type.Integer({ minimum: 0, description: 'how many daily backups are kept; with 0, none are made' }),
  backups: Type.Array(Backup, { description: 'latest first' }),
});
export type Backups = Static<typeof Backups>;

export const BackupBody = Type.Object({}, { additionalProperties: false });
