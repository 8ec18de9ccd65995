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
  summary:
    'replace the database by a backup and keep the old one in data/trash/; only while Tenax does not run',
  flags: SETTING_FLAGS.filter(({ name }) => name === 'data' || name === 'decks'),
  async run(line, surroundings) {
    const { cwd, env, clock, out } = surroundings;
    const [word] = line.words;
    if (word === undefined) throw new UsageError('The backup is missing: tenax restore FILE');
    const settings = settingsOf(line, env, cwd);
    const from = [resolve(cwd, word), join(backupFolder(settings), word)].find((path) => existsSync(path));
    if (from === undefined) throw new Failure(`There is no backup ${word}. tenax backup --list lists them.`);
    const hold = await holdDataFolder(settings);
    if (hold.lock === null) throw new Failure(`${hold.message} Stop Tenax before you restore.`);
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
      out(`Restored ${from}.${kept === null ? '' : ` The old database is in ${kept}.`}`);
      return 0;
    } finally {
      hold.lock.release();
    }
  },
};
