// A command line over a stand-in for Tenax that always gives the same answers.
import Fastify from 'fastify';
import type { OpenTenax, Surroundings } from '../../server/cli/command.ts';
import { run } from '../../server/cli/run.ts';
import type { Settings } from '../../server/config.ts';
import type { Due } from '../../server/http/queue/schema.ts';

export const DUE: Due = {
  asOf: '2026-11-23T07:00:00.000Z',
  studyDay: '2026-11-23',
  total: 9,
  new: 4,
  learning: 2,
  review: 3,
  backlog: 0,
  heldBack: { new: { cards: 0, days: 0 }, review: { cards: 0, days: 0 } },
  nextDueAt: null,
  topics: [],
};

const TOPIC = {
  planId: 'eks',
  status: 'deep-dive',
  complexity: 7,
  recallPercent: 90,
  reviews: 40,
  cards: { total: 30, seen: 20, due: 3 },
  items: { covered: 10, gaps: 2, uncarded: 1 },
  lastScore: null,
};

export const TOPICS = [
  {
    ...TOPIC,
    id: 'eks/pod-networking',
    title: 'Pod Networking',
    retentionPercent: 71.25,
    lowPercent: 61.4,
    highPercent: 79.8,
    coveragePercent: 80,
    band: 'good',
  },
  {
    ...TOPIC,
    id: 'eks/storage',
    title: 'Storage and the many drivers that it takes',
    retentionPercent: null,
    lowPercent: null,
    highPercent: null,
    coveragePercent: null,
    band: 'unmeasured',
  },
];

export const PROPOSALS = [
  {
    id: '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11',
    topic: { id: 'eks/storage', title: 'Storage' },
    item: { key: 'csi drivers', text: 'CSI drivers' },
    text: 'CSI drivers: What is CSI?',
    lapses: ['2026-11-10', '2026-11-12', '2026-11-17'].map((day) => ({
      cardId: 'csi',
      prompt: 'What is CSI?',
      at: `${day}T07:00:00.000Z`,
      reviewId: '8d0f1f5e-5f0a-4b0e-9f43-0f6d2b7c9a11',
    })),
  },
];

/** A request that a small Tenax got. */
export interface Asked {
  readonly settings: Settings[];
  readonly requests: { readonly method: string; readonly url: string; readonly body: unknown }[];
  closed: number;
}

/** A stand-in for Tenax with the routes that the commands use, which always gives the same answers. */
export function smallTenax(): { readonly openTenax: OpenTenax; readonly asked: Asked } {
  const asked: Asked = { settings: [], requests: [], closed: 0 };
  const openTenax: OpenTenax = async (settings) => {
    asked.settings.push(settings);
    const app = Fastify();
    app.addHook('preHandler', async ({ method, url, body }) => {
      asked.requests.push({ method, url, body });
    });
    app.get<{ Querystring: { format?: string; topic?: string } }>('/api/due', async ({ query }, reply) => {
      if (query.topic === 'eks/none') {
        return reply.code(404).type('application/problem+json').send({
          type: 'urn:tenax:unknown-topic',
          title: 'Topic not found.',
          status: 404,
          detail: 'There is no topic eks/none. `tenax topics` lists them.',
        });
      }
      if (query.topic === 'eks/odd') return reply.code(500).send('out of order');
      return query.format === 'text' ? '9 cards due\n' : DUE;
    });
    app.get('/api/topics', async () => TOPICS);
    app.post<{ Body: { text: string } }>('/api/gaps', async ({ body }, reply) => {
      const gap = { topic: { id: 'eks/storage', title: 'Storage' }, text: body.text };
      reply.code(body.text === 'known' ? 200 : 201);
      return { gap, addedCards: ['csi-driver'], planLine: body.text === 'known' ? null : 12 };
    });
    app.get('/api/gaps/proposals', async () => PROPOSALS);
    app.post<{ Params: { id: string } }>('/api/gaps/proposals/:id/accept', async ({ params }, reply) => {
      const gap = { topic: { id: 'eks/storage', title: 'Storage' }, text: params.id };
      reply.code(201);
      return { gap, addedCards: ['csi-driver'], planLine: 12 };
    });
    app.post<{ Params: { id: string } }>('/api/gaps/proposals/:id/dismiss', async ({ params }) => ({
      id: params.id,
      at: '2026-11-23T07:00:00.000Z',
    }));
    app.post('/api/notes', async (_, reply) => {
      reply.code(201);
      return { id: 'csi', path: 'eks/storage.md', line: 7, draft: false, cards: ['csi.c1', 'csi.c2'] };
    });
    app.post('/api/derive', async () => ({
      files: [{ path: 'eks/storage.md', added: 2, drafts: 1 }],
      added: [
        { noteId: 'csi', topicId: 'eks/storage', prompt: 'What is CSI?', draft: false },
        { noteId: 'ebs', topicId: 'eks/storage', prompt: 'EBS', draft: true },
      ],
    }));
    await app.ready();
    return {
      app,
      due: async () => DUE,
      problems: async () => 2,
      async close() {
        asked.closed += 1;
        await app.close();
      },
    };
  };
  return { openTenax, asked };
}

export interface Outcome {
  readonly code: number;
  /** Stdout, which a script would read. */
  readonly out: string;
  /** Lines on stderr. */
  readonly err: string;
}

/** Runs a command line in this process, with an environment of its own. */
export async function runHere(
  argv: readonly string[],
  options: Partial<Surroundings> & { readonly input?: string } = {},
): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    env: {},
    cwd: '/',
    // Later than the time of any file that a test writes, so that none counts as just being written.
    clock: () => Date.UTC(2099, 10, 23, 7),
    openTenax: smallTenax().openTenax,
    columns: null,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stdin: async () => options.input ?? '',
    untilStopped: async () => {},
    ...options,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
