import { describe, expect, it } from 'vitest';
import { StoreError } from '../../server/store/errors.ts';
import { DAY } from '../support/desk.ts';
import { grading, openWorld, type World } from '../support/tenax.ts';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const VALUES: Readonly<Record<string, string>> = {
  '/api/topics/{plan}/{topic}': '/api/topics/k8s/pod-networking',
  '/api/plans/{plan}': '/api/plans/k8s',
  '/api/cards/{id}': '/api/cards/pod-ip-source',
  '/api/notes/{id}': '/api/notes/pod-ip-source',
  '/api/reports/{plan}': '/api/reports/k8s',
};

/** A world whose disk is full from now on, a day after everything was last asked for. */
async function full(): Promise<World & { readonly reads: readonly string[] }> {
  const world = await openWorld();
  await world.send('POST', '/api/reviews', grading('pod-ip-source'));
  const { body } = await world.get<OpenApi>('/api/openapi.json');
  const paths = Object.entries(body.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
  // A forecast takes long, and keeps nothing.
  const reads = paths
    .map((path) => VALUES[path] ?? path)
    .filter((path) => !path.includes('{') && !path.includes('forecast'));
  const well: string[] = [];
  for (const path of reads) if ((await world.get(path)).status === 200) well.push(path);
  await world.send('POST', '/api/reviews', grading('pod-ip-plugin'));
  world.time.nowMs += DAY;
  Object.assign(world.tenax.desk.store, {
    write: () => Promise.reject(new StoreError('full', 'The disk is full. Free some space, then try again.')),
  });
  return { ...world, reads: well };
}

describe('while the disk is full', () => {
  it('everything can be read', async () => {
    const world = await full();
    expect(world.reads).toEqual(
      expect.arrayContaining(['/api/queue', '/api/due', '/api/topics', '/api/cards']),
    );
    const answers: [string, number][] = [];
    for (const path of world.reads) answers.push([path, (await world.get(path)).status]);
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
  }, 120_000);

  it('a review is refused, and it is said why', async () => {
    const { status, text } = await (await full()).send('POST', '/api/reviews', grading('pod-ip-source'));
    expect(status).toBe(507);
    expect(text).toMatch(/The disk is full\. Free some space/);
  }, 120_000);
});
