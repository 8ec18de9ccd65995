import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backupFolder, databaseFile, SETTING_FLAGS, settingsOf, trashFolder } from '../config.ts';
import { UsageError } from '../flags.ts';
import { type Command, Failure } from './command.ts';
import { holdDataFolder } from './hold.ts';

export const restore: Command = {
  name: 'restore',
  words: 'FILE',
  maxWords: 1,
  summary: 'put a backup in the place of the database, which is kept in data/trash/; only while nothing runs',
  flags: SETTING_FLAGS.filter(({ name }) => name === 'data' || name === 'decks'),
  async run(line, surroundings) {
    const { cwd, env, clock, out } = surroundings;
    const [word] = line.words;
    if (word === undefined) throw new UsageError('The backup is missing: tenax restore FILE');
    const settings = settingsOf(line, env, cwd);
    const from = [resolve(cwd, word), join(backupFolder(settings), word)].find((path) => existsSync(path));
    if (from === undefined) throw new Failure(`There is no backup ${word}. tenax backup --list lists them.`);
    const hold = await holdDataFolder(settings);
    if (hold.lock === null)
      throw new Failure(`${hold.message} A running Tenax cannot be given another database.`);
    try {
      const { migrations } = await import('../../migrations/index.ts');
      const { restore } = await import('../backup/restore.ts');
      const kept = await restore({
        from,
        database: databaseFile(settings),
        trash: trashFolder(settings),
        migrations,
        nowMs: clock(),
      });
      out(`Restored ${from}.${kept === null ? '' : ` What was there before lies in ${kept}.`}`);
      return 0;
    } finally {
      hold.lock.release();
    }
  },
};
