import { describe, expect, it } from 'vitest';
import { circlesIn, filesBelow, importsBelow } from './imports.ts';

/** The rooms of the server, from the top floor down. A room may import the rooms below its own floor. */
const FLOORS: readonly (readonly string[])[] = [
  ['http', 'cli'],
  ['report'],
  ['forecast'],
  ['optimize', 'doctor', 'backup'],
  ['settings'],
  ['gap'],
  ['retention'],
  ['stats'],
  ['review'],
  ['session'],
  ['find'],
  ['log'],
  ['library'],
  ['render'],
  ['store'],
  ['deck'],
  ['plan'],
  ['schedule'],
];

/** The files beside the rooms, and which rooms may import them. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'server/config.ts': ['cli'],
  'server/flags.ts': ['cli'],
  'server/compiled.ts': ['store', 'optimize'],
  'server/text-file.ts': ['deck', 'plan'],
  'server/tenax.ts': [],
  'server/app.ts': [],
  'server/main.ts': [],
};

/** Commands use the API's own types for its requests and answers. */
const SIDEWAYS: readonly string[] = ['cli → http'];

const FEATURES = ['today', 'cards', 'gaps', 'topics', 'plan', 'statistics', 'settings', 'review'] as const;
const BASE = ['errors.ts', 'preferences.ts', 'uuid.ts'] as const;
/** The folders and files of the web, and what each may import besides itself. `server` is narrowed below. */
const WEB: Readonly<Record<string, readonly string[]>> = {
  'places.ts': [],
  'preferences.ts': [],
  'uuid.ts': ['server'],
  'errors.ts': ['server'],
  'appearance.ts': ['preferences.ts'],
  keys: ['places.ts', ...BASE],
  words: ['keys', 'places.ts', ...BASE, 'server'],
  'api.ts': ['words', ...BASE, 'server'],
  ui: ['words', 'keys', 'places.ts', ...BASE],
  charts: ['ui', 'words', 'server'],
  offline: ['api.ts', ...BASE, 'server'],
  frame: ['offline', 'ui', 'api.ts', 'words', 'keys', 'places.ts', ...BASE, 'server'],
  ...Object.fromEntries(
    FEATURES.map((feature) => [
      feature,
      ['charts', 'frame', 'offline', 'ui', 'api.ts', 'words', 'keys', 'places.ts', ...BASE, 'server'],
    ]),
  ),
  'pages.ts': [...FEATURES, 'frame', 'places.ts'],
  'main.tsx': [
    'pages.ts',
    'appearance.ts',
    'frame',
    'offline',
    'ui',
    'api.ts',
    'words',
    'keys',
    'places.ts',
    ...BASE,
  ],
  worker: [],
};

/** Which features may show parts of which others. */
const BETWEEN_FEATURES: Readonly<Record<string, readonly string[]>> = {
  gaps: ['cards'],
  topics: ['gaps', 'cards'],
  plan: ['topics'],
  statistics: ['plan'],
  settings: ['statistics'],
  review: ['gaps', 'cards'],
};

const PURE: readonly string[] = ['deck', 'plan', 'schedule'];

const server = importsBelow(['server', 'migrations']);
const web = importsBelow(['web']);

describe('No files import each other in a circle', () => {
  it('on the server, whether types or values are imported', () => {
    expect(circlesIn(server.filter(({ dynamic }) => !dynamic))).toEqual([]);
  });

  it('on the web, whether types or values are imported', () => {
    expect(circlesIn(web.filter(({ dynamic }) => !dynamic))).toEqual([]);
  });

  it('and a circle would be found', () => {
    const arrow = (from: string, to: string) => ({ from, to });
    expect(circlesIn([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'a'), arrow('c', 'd')])).toEqual([
      ['a', 'b', 'c'],
    ]);
    expect(circlesIn([arrow('a', 'b'), arrow('a', 'c'), arrow('b', 'c')])).toEqual([]);
  });
});

describe('The rooms of the server', () => {
  it('all have a floor in the table', () => {
    const rooms = new Set(server.flatMap(({ from }) => roomOf(from) ?? []));
    expect([...rooms].sort()).toEqual(FLOORS.flat().sort());
  });

  it('import only rooms on lower floors', () => {
    const wrong = server.filter(({ from, to }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      if (room === null || other === null || room === other) return false;
      return floorOf(other) <= floorOf(room) && !SIDEWAYS.includes(`${room} → ${other}`);
    });
    expect(wrong.map(arrowOf)).toEqual([]);
  });

  it('import the files beside the rooms only as the table allows', () => {
    const wrong = server.filter(({ from, to }) => {
      const room = roomOf(from);
      return room !== null && /^server\/[^/]+$/.test(to) && !(BESIDE[to] ?? []).includes(room);
    });
    expect(wrong.map(arrowOf)).toEqual([]);
  });

  it('do not import the web', () => {
    expect(server.filter(({ to }) => to.startsWith('web/')).map(arrowOf)).toEqual([]);
  });
});

describe('The pure rooms', () => {
  const pure = server.filter(({ from }) => PURE.includes(roomOf(from) ?? ''));

  it('import neither Node modules nor a database', () => {
    const wrong = pure.filter(({ to }) => /^(node:|kysely|better-sqlite3|fastify)/.test(to));
    expect(wrong.map(arrowOf)).toEqual([]);
  });

  it('import only types from each other', () => {
    const wrong = pure.filter(
      ({ from, to, typeOnly }) => !typeOnly && roomOf(to) && roomOf(to) !== roomOf(from),
    );
    expect(wrong.map(arrowOf)).toEqual([]);
  });
});

describe('The folders of the web', () => {
  it('are all listed in the table', () => {
    const found = new Set(filesBelow('web').map((file) => placeOf(file)));
    expect([...found].sort()).toEqual(Object.keys(WEB).sort());
  });

  it('import only what the table allows', () => {
    const wrong = web.filter(({ from, to }) => {
      const [place, other] = [placeOf(from), placeOf(to)];
      if (place === null || other === null || place === other) return false;
      return !WEB[place]?.includes(other) && !BETWEEN_FEATURES[place]?.includes(other);
    });
    expect(wrong.map(arrowOf)).toEqual([]);
  });
});

describe('The web', () => {
  it('imports values of the server only from the schedule, and types of the API only from its schemas', () => {
    const wrong = web.filter(({ to, typeOnly }) => {
      if (!to.startsWith('server/')) return false;
      return roomOf(to) !== 'schedule' && !(typeOnly && to === 'server/http/schemas.ts');
    });
    expect(wrong.map(arrowOf)).toEqual([]);
  });
});

/** The room of a file of the server; null for files beside the rooms and for all others. */
function roomOf(path: string): string | null {
  return /^server\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** The folder of the web, or the file beside the folders, that a file belongs to; `server` for all of the server. */
function placeOf(path: string): string | null {
  if (path.startsWith('server/')) return 'server';
  return /^web\/([^/]+)/.exec(path)?.[1] ?? null;
}

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

function arrowOf({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} → ${to}`;
}
