// Kills at each call that changes a file.
import { rm } from 'node:fs/promises';
import { attack } from './attack.ts';
import { diskOf, type How, noDiskBecause } from './disk.ts';
import { readLog } from './disk-log.ts';
import { inLanes } from './lanes.ts';
import { shuffled } from './random.ts';
import { lived, type Past, SCENES, type Scene } from './scenes.ts';
import { copyOf } from './server.ts';

attack(
  'kills at each file change',
  { short: 3, full: 5_000 },
  async (attack) => {
    const { random, count, full, figure, fault } = attack;
    // All scenes share the kills; the short form takes as many scenes as it has kills, one each.
    const scenes = full ? SCENES : shuffled(SCENES, random).slice(0, count);
    const life = await lived(random);
    let kills = 0;
    for (const scene of scenes) {
      const past = await scene.past(random, life);
      const played = await rehearsed(scene, past).catch((error: Error) => {
        fault(`${scene.name}, undisturbed: ${error.message}`);
      });
      if (!played) continue;
      const share = Math.ceil(count / scenes.length);
      const all = played.kinds.map((kind, index) => ({
        at: index + 1,
        how: (kind === 'write' && random.below(2) === 0 ? 'halfway' : 'before') as How,
      }));
      const points = shuffled(all, random).slice(0, share);
      await inLanes(points, async ({ at, how }) => {
        const wrong = await killed(scene, past, at, how, played.end);
        kills++;
        if (wrong !== null) fault(`${scene.name}, killed ${how} change ${at}: ${wrong}`);
      });
    }
    figure('scenes', scenes.length);
    figure('kills', kills);
  },
  noDiskBecause(),
);

/** Plays a scene without a kill: the kind of each change, and how the place looks in the end. */
async function rehearsed(scene: Scene, past: Past) {
  const place = await copyOf(past.place);
  const disk = await diskOf(place, { logged: true });
  let first = 0;
  await scene.play(place, disk, () => {
    first = disk.calls();
  });
  const last = disk.calls();
  const kinds = new Map((await readLog(disk.log)).map(({ seen, kind }) => [seen, kind]));
  const end = await scene.check(place, past);
  await rm(place.folder, { recursive: true });
  return { kinds: Array.from({ length: last - first }, (_, index) => kinds.get(first + index + 1)), end };
}

/** What is wrong after a kill; null if all is well. */
async function killed(scene: Scene, past: Past, at: number, how: How, end: string): Promise<string | null> {
  const place = await copyOf(past.place);
  try {
    const disk = await diskOf(place);
    await scene.play(place, disk, () => disk.killAt(at, how));
    const now = await scene.check(place, past);
    return now === end ? null : `The files differ from those of an undisturbed run:\n${now}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(place.folder, { recursive: true, force: true });
  }
}
