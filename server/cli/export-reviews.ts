import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../flags.ts';
import { withClient } from './client.ts';
import { CLIENT_FLAGS, type Command, counted, Failure } from './command.ts';

/** A long log takes a while to read. */
const PATIENCE_MS = 15 * 60_000;
const NEWLINE = 0x0a;

export const exportReviews: Command = {
  name: 'export reviews',
  words: 'FILE.csv',
  maxWords: 1,
  summary: 'write your reviews to a file that `import reviews` reads',
  flags: CLIENT_FLAGS,
  async run(line, surroundings) {
    const [word] = line.words;
    if (word === undefined) throw new UsageError('The file is missing: tenax export reviews FILE.csv');
    const file = resolve(surroundings.cwd, word);
    if (existsSync(file)) throw new Failure(`${file} already exists. Move it away, or name another file.`);
    const lines = await withClient(line, surroundings, async (client) =>
      writeAll(file, await client.stream('/api/export/reviews.csv', PATIENCE_MS)),
    );
    surroundings.out(`Exported ${counted(lines - 1, 'review')} into ${file}.`);
    return 0;
  },
};

/** Writes a file completely or not at all. Returns its number of lines. @throws Failure */
async function writeAll(file: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const part = `${file}.part`;
  try {
    const handle = await open(part, 'w');
    let lines = 0;
    try {
      for await (const piece of pieces) {
        await handle.writeFile(piece);
        for (const byte of piece) if (byte === NEWLINE) lines += 1;
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    return lines;
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof Failure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(`${file} cannot be written (${code}).`);
  }
}
