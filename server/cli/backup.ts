import { existsSync } from 'node:fs';
import { constants, copyFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { backupFolder, settingsOf } from '../config.ts';
import type { Backup, Backups } from '../http/backups/schema.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, Failure, JSON_OUTPUT } from './command.ts';
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
    return withClient(line, surroundings, async (client) => {
      if (line.has('list')) {
        const all = await client.get<Backups>('/api/backups');
        if (line.has('json')) out(asJson(all));
        else for (const row of table(COLUMNS, all.backups, surroundings.columns)) out(row);
        return 0;
      }
      const { body } = await client.post<Backup>('/api/backup', {}, PATIENCE_MS);
      const made = join(backupFolder(settingsOf(line, env, cwd)), body.name);
      if (file) await move(made, file);
      if (line.has('json')) out(asJson({ ...body, file: file ?? made }));
      else out(`Backed up into ${file ?? made} (${megabytes(body)}).`);
      return 0;
    });
  },
};

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
  const part = `${to}.part`;
  try {
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    await rename(part, to);
  } catch (error) {
    await rm(part, { force: true });
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(`${to} cannot be written (${code}). The backup is in ${from}.`);
  }
  await rm(from);
}
