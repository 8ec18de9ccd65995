import { describe, expect, it } from 'vitest';
import { derive } from '../../server/deck/derive.ts';
import { isNoteId, slugOf } from '../../server/deck/ids.ts';
import { writeNote } from '../../server/deck/write.ts';
import { asNoteId } from '../../server/schedule/ids.ts';
import { samplePlan, sharedPlan } from '../support/plans.ts';
import { deckOf } from './deck.ts';

const covered = (text: string, detail: readonly string[] = []) =>
  derive({ kind: 'covered', text, detail }, 'Topic');
const tasks = (...points: string[]) => points.map((point) => `- [ ] ${point}`).join('\n');

describe('a note derived from a bullet', () => {
  it.each([
    [
      'the parts behind a colon',
      'Control Plane: API Server, etcd, Scheduler',
      'Topic: name the 3 points of “Control Plane”.',
      tasks('API Server', 'etcd', 'Scheduler'),
    ],
    [
      'parts with their own brackets',
      'Access modes: RWO (single node, EBS supports), RWX (many nodes, requires EFS)',
      'Topic: name the 2 points of “Access modes”.',
      tasks('RWO (single node, EBS supports)', 'RWX (many nodes, requires EFS)'),
    ],
    [
      'parts that nothing but their brackets explains',
      'RWO (single node), RWX (many nodes)',
      'Topic: explain each of “RWO”, “RWX”.',
      tasks('RWO (single node)', 'RWX (many nodes)'),
    ],
    [
      'parts in brackets',
      'iptables mode (DNAT, probability rules, `-m a, b`)',
      'Topic: name the 3 points of “iptables mode”.',
      tasks('DNAT', 'probability rules', '`-m a, b`'),
    ],
    [
      'parts joined by plus signs',
      'Role anatomy: apiGroups (grouping) + resources (types, names), etc.',
      'Topic: name the 2 points of “Role anatomy”.',
      tasks('apiGroups (grouping)', 'resources (types, names)'),
    ],
    [
      'the difference that brackets state',
      'Static vs dynamic provisioning (manual vs automatic EBS creation)',
      'Topic: what is the difference between “Static” and “dynamic provisioning”?',
      'manual vs automatic EBS creation',
    ],
    [
      'the difference that a colon states',
      'Update vs Patch: full replacement vs partial update',
      'Topic: what is the difference between “Update” and “Patch”?',
      'full replacement vs partial update',
    ],
    [
      'the difference that stands behind a label',
      'Reclaim policies: Delete (data gone) vs Retain (data preserved)',
      'Topic: what is the difference between “Delete” and “Retain” (Reclaim policies)?',
      'Delete (data gone) vs Retain (data preserved)',
    ],
    [
      'the steps of a flow',
      'Complete DNS flow: name → CoreDNS → ClusterIP',
      'Topic: name the steps of “Complete DNS flow”, in order.',
      tasks('name', 'CoreDNS', 'ClusterIP'),
    ],
    [
      'the steps of a flow without a name',
      'Deployment -> ReplicaSet -> Pod',
      'Topic: what leads from “Deployment” to “Pod”, step by step?',
      tasks('Deployment', 'ReplicaSet', 'Pod'),
    ],
    [
      'what stands in brackets',
      'veth pairs (virtual ethernet cables)',
      'Topic: explain “veth pairs”.',
      'virtual ethernet cables',
    ],
    [
      'what stands in brackets midway',
      'IRSA (IAM roles) for AWS',
      'Topic: complete “IRSA (…) for AWS”.',
      'IAM roles',
    ],
    [
      'what stands behind a colon',
      '**Layer 7** (HTTP): path: or host',
      'Topic: explain “Layer 7 (HTTP)”.',
      'path: or host',
    ],
    [
      'what stands behind a dash',
      'Base64 is NOT security - trivial to decode',
      'Topic: explain “Base64 is NOT security”.',
      'trivial to decode',
    ],
    [
      'an answer that could be taken for structure',
      'Comments: # begins one',
      'Topic: explain “Comments”.',
      '\\# begins one',
    ],
  ])('asks for %s', (_, text, prompt, body) => {
    expect(covered(text)).toEqual({ prompt, body });
  });

  it('asks for nested bullets', () => {
    expect(covered('Probes:', ['liveness', 'readiness'])).toEqual({
      prompt: 'Topic: name the 2 points of “Probes”.',
      body: tasks('liveness', 'readiness'),
    });
    expect(covered('Probes', ['three kinds'])).toEqual({
      prompt: 'Topic: explain “Probes”.',
      body: 'three kinds',
    });
  });

  it.each([
    [
      'CPU throttling vs memory OOMKill',
      'Topic: what is the difference between “CPU throttling” and “memory OOMKill”?',
    ],
    ['When to use Deployments vs StatefulSets', 'Topic: explain “When to use Deployments vs StatefulSets”.'],
    ['Complete pod startup flow', 'Topic: explain “Complete pod startup flow”.'],
    ['ClusterIP: Covered basics', 'Topic: explain “ClusterIP”.'],
    ['NodePort: Mentioned, explored in context of Ingress', 'Topic: explain “NodePort”.'],
  ])('is a draft if the bullet has no answer: %s', (text, prompt) => {
    expect(covered(text)).toEqual({ prompt, body: '', draft: true });
  });

  it('is a draft that names the gap if the bullet is a gap', () => {
    expect(derive({ kind: 'gap', text: 'Jobs (batch, cron)', detail: ['x', 'y'] }, 'Topic')).toEqual({
      prompt: 'Topic: explain “Jobs (batch, cron)”.',
      body: '',
      draft: true,
    });
  });

  it('leaves the topic out of a prompt that names it already', () => {
    expect(
      derive({ kind: 'gap', text: 'Network Policies at scale', detail: [] }, 'Network Policies').prompt,
    ).toBe('Explain “Network Policies at scale”.');
  });
});

const plans = [
  ['the sample plan', samplePlan, 250],
  ['a real plan', sharedPlan, 300],
] as const;

describe.each(plans)('the bullets of %s', (_, plan, fewest) => {
  it.skipIf(plan === null)('all become notes that can be written and read', () => {
    const bullets = (plan ?? '').split('\n').flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);
    expect(bullets.length).toBeGreaterThan(fewest);
    for (const text of bullets) {
      const note = derive({ kind: 'covered', text, detail: [] }, 'Topic');
      const id = slugOf(note.prompt);
      expect(isNoteId(id)).toBe(true);
      const [read] = deckOf(`# T\n\n${writeNote({ ...note, id: asNoteId(id) })}\n`).notes;
      expect(read).toMatchObject({ prompt: note.prompt, body: note.body, draft: note.draft === true });
      if (note.body.startsWith('- [ ] ')) expect(read?.kind).toBe('explain');
    }
  });
});
