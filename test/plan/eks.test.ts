import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../server/plan/parse.ts';
import { samplePlan, sharedPlan, texts, topicOf } from '../support/plans.ts';

const OUTLINE = new URL('../fixtures/eks-outline.json', import.meta.url);

const DEEP_DIVES: readonly (readonly [string, number, number, number])[] = [
  ['Kubernetes Architecture', 3, 3, 6],
  ['Pod Networking', 5, 0, 9],
  ['Service Networking', 4, 2, 8],
  ['Ingress and Ingress Controllers', 9, 3, 7],
  ['DNS / Service Discovery', 10, 3, 7],
  ['Workload Resources', 20, 6, 7],
  ['ConfigMaps and Secrets', 16, 4, 5],
  ['Health Checks and Lifecycle', 12, 3, 6],
  ['Storage Fundamentals', 12, 4, 8],
  ['RBAC and ServiceAccounts', 16, 4, 6],
  ['Network Policies', 13, 4, 5],
];

const NOT_COVERED = [
  'Prometheus architecture',
  'Prometheus Operator',
  'Service discovery mechanisms',
  'Grafana deployment patterns',
  'SLO/SLI definitions',
  'Service Mesh (Istio, Linkerd)',
  'eBPF-based networking',
];

const FROM_ROADMAP = [
  'Pod Security',
  'Custom Resource Definitions - CRDs',
  'Operators Pattern',
  'Advanced Scheduling',
  'Resource Management',
  'Disruptions and Availability',
  'DaemonSets',
  'Jobs and CronJobs',
  'Horizontal Pod Autoscaling - HPA',
  'Vertical Pod Autoscaling - VPA',
  'Cluster Autoscaler',
  'NodePort and LoadBalancer Services',
  'ExternalName and Headless Services',
  'IPVS Mode',
  'Multi-cluster Networking',
  'Admission Controllers',
  'Kubernetes API Deep Dive',
];

const SCORES = [
  ['Control Plane Architecture', 'kubernetes-architecture', '2025-10-11', 'Good', 75],
  ['Data Plane Architecture', 'kubernetes-architecture', '2025-10-11', 'Strong', 85],
  ['Service Networking', 'service-networking', '2025-10-11', 'Strong', 92],
  ['Pod Networking', 'pod-networking', '2025-10-11', 'Strong', 95],
  ['Ingress and Ingress Controllers', 'ingress-and-ingress-controllers', '2025-10-11', 'Strong', 95],
  ['DNS / Service Discovery', 'dns-service-discovery', '2025-10-11', 'Strong', 98],
  ['ConfigMaps and Secrets', 'configmaps-and-secrets', '2025-10-11', 'Strong', 90],
  ['Health Checks and Lifecycle', 'health-checks-and-lifecycle', '2025-10-11', 'Strong', 94],
  ['Network Policies', 'network-policies', '2025-10-13', 'Strong', 92],
];

const MINUTES = [
  ...[null, null, null, null, null, null, null, null, null, null, null],
  ...['15-20', '20-25', '15-20', '15-20', '10-15', '15-20', '20-25', '15-20', '15-20'],
  ...['10-15', '10-15', '15-20', '20-25', '20-25', '25-30', '20-25', '20-25'],
];

const plans = [
  ['the sample', samplePlan],
  ['the shared plan', sharedPlan],
] as const;

describe.each(plans)('%s', (_, text) => {
  const run = text === null ? it.skip : it;
  const plan = parsePlan(text ?? samplePlan);

  run('has 36 topics: 11 deep dives, one at the surface, 17 of the roadmap, 7 not covered', () => {
    const deep = plan.topics.filter((topic) => topic.status === 'deep-dive').map((topic) => topic.title);
    expect(deep).toEqual(DEEP_DIVES.map(([title]) => title));
    expect(plan.topics.filter((topic) => topic.status === 'surface').map((topic) => topic.title)).toEqual([
      'Service Types',
    ]);
    const others = plan.topics.slice(12).map((topic) => topic.title);
    expect(others.toSorted()).toEqual([...NOT_COVERED, ...FROM_ROADMAP].toSorted());
    expect(plan.topics).toHaveLength(36);
  });

  run('has 120 covered items and 36 gaps in its deep dives', () => {
    const counted = DEEP_DIVES.map(([title]) => {
      const topic = topicOf(plan, title);
      return [title, texts(topic, 'covered').length, texts(topic, 'gap').length, topic.complexity];
    });
    expect(counted).toEqual(DEEP_DIVES);
    expect(DEEP_DIVES.reduce((sum, [, covered]) => sum + covered, 0)).toBe(120);
    expect(DEEP_DIVES.reduce((sum, [, , gaps]) => sum + gaps, 0)).toBe(36);
  });

  run('knows what of Service Types is not covered', () => {
    const topic = topicOf(plan, 'Service Types');
    expect(texts(topic, 'covered').map((item) => item.split(':')[0])).toEqual([
      'ClusterIP',
      'NodePort',
      'LoadBalancer',
    ]);
    expect(texts(topic, 'gap').map((item) => item.split(':')[0])).toEqual(['ExternalName']);
  });

  run('takes spellings of one subject together, and keeps them as aliases', () => {
    const aliases = plan.topics.flatMap((topic) => topic.aliases.map((alias) => [topic.title, alias]));
    expect(aliases).toEqual([
      ['Ingress and Ingress Controllers', 'Ingress Controllers'],
      ['Pod Security', 'Pod Security Standards'],
      ['Custom Resource Definitions - CRDs', 'Custom Resource Definitions (CRDs)'],
      ['Operators Pattern', 'Operators'],
    ]);
  });

  run('has one topic in progress, today', () => {
    expect(plan.topics.filter((topic) => topic.status === 'in-progress').map((it) => it.title)).toEqual([
      'Pod Security',
    ]);
  });

  run('groups topics by the headings above them', () => {
    expect(topicOf(plan, 'Cluster Autoscaler').group).toBe('Autoscaling');
    expect(topicOf(plan, 'Pod Security').group).toBe('Security');
    expect(topicOf(plan, 'Pod Networking').group).toBeNull();
  });

  run('has a roadmap of 28 lines', () => {
    expect(plan.roadmap.map((entry) => entry.number)).toEqual(Array.from({ length: 28 }, (_, at) => at + 1));
    expect(plan.roadmap.map((entry) => entry.complexity)).toEqual([
      ...[6, 9, 8, 7, 7, 7, 5, 6, 8, 6, 5, 4, 7, 5, 6],
      ...Array.from({ length: 13 }, () => null),
    ]);
    const minutes = plan.roadmap.map(({ minutes: it }) => it && `${it.from}-${it.to}`);
    expect(minutes).toEqual(MINUTES);
    expect(plan.roadmap.map((entry) => entry.done)).toEqual(plan.roadmap.map((entry) => entry.number <= 11));
    expect(plan.roadmap.map((entry) => entry.optional)).toEqual(plan.roadmap.map((it) => it.number >= 16));
    expect(plan.roadmap.map((entry) => entry.day).slice(10)).toEqual([
      ...[null, '1', '2', '2', '3', '6', '6', '7-8', '7-8', '7-8'],
      ...['8-9', '8-9', '9-10', '9-10', '10-12', '10-12', '10-12', '12'],
    ]);
    expect([...new Set(plan.roadmap.map((entry) => entry.phase))]).toEqual([
      ...['Completed', 'Remaining', 'Advanced Workloads', 'Autoscaling', 'Service Types'],
      ...['Advanced Networking', 'Extension Points', 'API Internals'],
    ]);
    const slugs = new Set(plan.topics.map((topic) => topic.slug));
    expect(plan.roadmap.every((entry) => slugs.has(entry.topic))).toBe(true);
    expect(new Set(plan.roadmap.map((entry) => entry.topic)).size).toBe(28);
    expect(plan.roadmap[1]?.remark).toMatch(/hardest/i);
  });

  run('has two milestones with their days, and what comes after', () => {
    expect(plan.milestones.map(({ day, done, points }) => [day, done, points.length])).toEqual([
      ['5', true, 2],
      ['12', true, 3],
    ]);
    expect(plan.milestones[0]?.title).toMatch(/^Milestone 1: \S/);
    expect(plan.pace.find((fact) => fact.label === 'After Milestone 1')?.value).toContain('Prometheus');
  });

  run('states its pace', () => {
    expect(plan.pace).toHaveLength(8);
    expect(plan.pace[0]).toMatchObject({ label: 'Target', value: expect.stringMatching(/^2 topics/) });
    expect(plan.pace.map((fact) => fact.value.match(/^[\d.]+\/10/)?.[0]).filter(Boolean)).toEqual([
      '6.7/10',
      '5.5/10',
    ]);
  });

  run('has nine retention scores, each with its topic and the date that holds for it', () => {
    expect(plan.scores.map((it) => [it.title, it.topic, it.date, it.band, it.percent])).toEqual(SCORES);
  });

  run('has each journey from the first attempt to the final one', () => {
    const journeys = plan.scores.map((score) =>
      score.journey.map((it) => [it.firstPercent, it.finalPercent]),
    );
    expect(journeys).toEqual([
      ...[[], []],
      [
        [40, null],
        [null, 92],
      ],
      ...[[], []],
      [
        [75, null],
        [null, 98],
      ],
      [],
      [
        [65, 95],
        [50, 95],
        [75, 92],
      ],
      [
        [80, 95],
        [90, 90],
        [65, 90],
        [100, 100],
        [70, 92],
      ],
    ]);
  });

  run('has an assessment, seven exercises, a strategy and four bands', () => {
    expect(plan.assessment.map((list) => [list.kind, list.entries.length])).toEqual([
      ['nailed', 3],
      ['needed-work', 3],
    ]);
    expect(plan.exercises).toHaveLength(7);
    expect(plan.strategy.map((fact) => fact.label.toLowerCase())).toEqual([
      'deep dive',
      'surface level',
      'retention exercise',
    ]);
    expect(plan.bands.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Strong', 90, 100],
      ['Good', 70, 89],
      ['Fair', 50, 69],
      ['Needs Review', 0, 49],
    ]);
    expect(plan.bands.every((band) => band.meaning.length > 10)).toBe(true);
  });

  run('is understood to the last line', () => {
    expect(plan.unread).toEqual([]);
  });
});

describe.each(plans)('the outline of %s', (_, text) => {
  const run = text === null ? it.skip : it;

  run('has the topics, their states and the kinds of their items in the order of the fixture', () => {
    const outline = parsePlan(text ?? '').topics.map(({ slug, title, status, complexity, items }) => ({
      ...{ slug, title, status, complexity },
      items: items.map((item) => item.kind).join(' '),
    }));
    expect(outline).toEqual(JSON.parse(readFileSync(OUTLINE, 'utf8')));
  });
});

/** Headings and labels that order a plan and say nothing else. */
const STRUCTURE =
  /^(?:#|Deep Dives Completed|\*\*(?:Status|Topics covered|Gaps identified|Date|Day \d|Score|Scoring System|[^*]+:\*\*$)|```)/;

/** The kinds of lists under the scores of each plan, and parts of what they say: quotes, code, emphasis. */
const SAID = {
  'the sample': {
    kinds: ['action-items', 'corrections', 'insights', 'nailed', 'needed-work', 'other', 'result'],
    parts: [
      'From 50–75% to',
      'internet → ALB → Pod IP',
      'it watches (pushed to, not polling)',
      'every single Pod ✅',
    ],
  },
  'the shared plan': {
    kinds: ['action-items', 'corrections', 'insights', 'nailed', 'needed-work', 'other', 'quotes', 'result'],
    parts: ['gets the first crack', 'Internet → ALB', 'networking stack layers!', '50-75%', 'spot on!'],
  },
} as const;

describe.each(plans)('no line of %s is lost', (name, text) => {
  const run = text === null ? it.skip : it;

  run('each is structure, stands in the result, or is reported as unread', () => {
    const plan = parsePlan(text ?? '');
    const read = linesIn(plan);
    const words = stringsIn(plan);
    const lost = (text ?? '').split('\n').flatMap((line, at) => {
      const quiet = line.trim() === '' || line.trim() === '---' || STRUCTURE.test(line);
      const bare = line.replace(/^- /, '').replace(/:$| \((?:mentioned|see) above\)$/, '');
      return quiet || read.has(at + 1) || words.has(bare) ? [] : [`${at + 1}: ${line}`];
    });
    expect(lost).toEqual([]);
  });

  run('every score keeps all that was said of it, quotes and code included', () => {
    const plan = parsePlan(text ?? '');
    const said = plan.scores.flatMap((score) => score.lists.flatMap((list) => list.entries));
    const sentences = said.map((entry) => entry.text).join('\n');
    for (const part of SAID[name].parts) expect(sentences).toContain(part);
    const kinds = new Set(plan.scores.flatMap((score) => score.lists.map((list) => list.kind)));
    expect([...kinds].toSorted()).toEqual(SAID[name].kinds);
  });
});

/** Every string anywhere in a value. */
function stringsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (value !== null && typeof value === 'object') {
    for (const it of Object.values(value)) stringsIn(it, found);
  }
  return found;
}

/** Every `line` anywhere in a value. */
function linesIn(value: unknown, found = new Set<number>()): Set<number> {
  if (Array.isArray(value)) for (const it of value) linesIn(it, found);
  else if (value !== null && typeof value === 'object') {
    for (const [name, it] of Object.entries(value)) {
      if (name === 'line' && typeof it === 'number') found.add(it);
      else linesIn(it, found);
    }
  }
  return found;
}
