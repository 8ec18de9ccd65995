import { existsSync } from 'node:fs';
import { constants, copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { backupFolder, settingsOf } from '../config.ts';
import type { Line } from '../flags.ts';
import type { Backup, Backups } from '../http/backups/schema.ts';
import { syncFile, syncFolder } from '../store/durable.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, Failure, JSON_OUTPUT, type Surroundings } from './command.ts';
import { holdDataFolder } from './hold.ts';
import { type Column, table } from './table.ts';

/** A large database takes a while to copy. */
const PATIENCE_MS = 5 * 60_000;
const MB = 1_000_000;

export const backup: Command = {
  name: 'backup',
  words: '[FILE]',
  maxWords: 1,
  summary: 'copy the database as of one moment, into FILE or data/backups/',
  flags: [{ name: 'list', meaning: 'list the backups in data/backups/' }, JSON_OUTPUT, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const [word] = line.words;
    const { cwd, env, out } = surroundings;
    const file = word === undefined ? null : resolve(cwd, word);
    if (file && existsSync(file)) {
      throw new Failure(`${file} already exists. Move it away, or name another file.`);
    }
    if (line.has('list')) {
      const all = await allBackups(line, surroundings);
      if (line.has('json')) out(asJson(all));
      else for (const row of table(COLUMNS, all.backups, surroundings.columns)) out(row);
      return 0;
    }
    return withClient(line, surroundings, async (client) => {
      const { body } = await client.post<Backup>('/api/backup', {}, PATIENCE_MS);
      const made = join(backupFolder(settingsOf(line, env, cwd)), body.name);
      if (file) await move(made, file);
      if (line.has('json')) out(asJson({ ...body, file: file ?? made }));
      else out(`Backed up into ${file ?? made} (${megabytes(body)}).`);
      return 0;
    });
  },
};

/** Without a running server they are read from the folder: they are needed most when the database can't be opened. */
async function allBackups(line: Line, surroundings: Surroundings): Promise<Backups> {
  const settings = settingsOf(line, surroundings.env, surroundings.cwd);
  const hold = await holdDataFolder(settings);
  if (hold.lock === null) return withClient(line, surroundings, (client) => client.get('/api/backups'));
  try {
    const { backupsIn } = await import('../backup/folder.ts');
    const { presentBackup } = await import('../http/backups/present.ts');
    const folder = backupFolder(settings);
    return { folder, kept: settings.backups, backups: (await backupsIn(folder)).map(presentBackup) };
  } finally {
    hold.lock.release();
  }
}

const COLUMNS: readonly Column<Backup>[] = [
  { head: 'Name', cell: ({ name }) => name },
  { head: 'Made', cell: ({ at }) => at.slice(0, 16).replace('T', ' ') },
  { head: 'Size', cell: megabytes, right: true },
];

function megabytes({ bytes }: Backup): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}

/** Also to another disk. @throws Failure if the target cannot be written; the file then stays where it was made. */
async function move(from: string, to: string): Promise<void> {
  // Not `.part`: what a server leaves under that name is removed at its next start.
  const part = `${to}.moving`;
  try {
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    await syncFile(part);
    await rename(part, to);
    await syncFolder(dirname(to));
  } catch (error) {
    await rm(part, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(`${to} cannot be written (${code}). The backup is in ${from}.`);
  }
  await rm(from);
}
