import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameSubject, subjectKey } from '../../server/plan/spelling.ts';

describe('spellings of one subject', () => {
  it.each([
    ['Ingress Controllers', 'Ingress and Ingress Controllers'],
    ['Pod Security Standards', 'Pod Security'],
    ['Custom Resource Definitions (CRDs)', 'Custom Resource Definitions - CRDs'],
    ['Operators', 'Operators Pattern'],
    ['Network Policies (mentioned above)', 'Network Policies'],
    ['B-Trees', 'b-tree'],
    ['2.1 Joins', 'Joins'],
    ['Storage Fundamentals', 'Storage'],
    ['Service Mesh (Istio, Linkerd)', 'Service Mesh'],
    ['✅ **Closures**', 'Closures'],
  ])('%j and %j', (one, other) => {
    expect(sameSubject(one, other)).toBe(true);
    expect(sameSubject(other, one)).toBe(true);
  });

  it.each([
    ['Service Networking', 'Pod Networking'],
    ['Prometheus architecture', 'Prometheus Operator'],
    ['Operators', 'Prometheus Operator'],
    ['NodePort and LoadBalancer Services', 'Service Types'],
    ['Service discovery mechanisms', 'DNS / Service Discovery'],
    ['ExternalName and Headless Services', 'NodePort and LoadBalancer Services'],
    ['Horizontal Pod Autoscaling - HPA', 'Vertical Pod Autoscaling - VPA'],
    ['Docker basics', 'Docker deep dive'],
    ['Joins (Part 1)', 'Joins (Part 2)'],
    ['Networking (Pods)', 'Networking (Services)'],
    ['C++', 'C#'],
    ['Design', 'Design Patterns'],
  ])('do not include %j and %j', (one, other) => {
    expect(sameSubject(one, other)).toBe(false);
    expect(sameSubject(other, one)).toBe(false);
  });

  it('include the title itself, in upper or lower case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{2,9}( [A-Za-z]{2,9}){0,3}$/), (title) => {
        expect(sameSubject(title, title)).toBe(true);
        expect(subjectKey(title.toUpperCase())).toBe(subjectKey(title.toLowerCase()));
      }),
    );
  });
});
