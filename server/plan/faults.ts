/** What can be wrong with a plan, or with a gap to be added to one: the kind, and the values that a message needs. */
export type PlanFault =
  | { readonly kind: PlanFaultKind }
  | { readonly kind: 'plan-too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'plan-conflict'; readonly line: number }
  | { readonly kind: 'second-block'; readonly marker: string }
  | { readonly kind: 'lone-marker'; readonly marker: string; readonly partner: string }
  | { readonly kind: 'gap-too-long'; readonly length: number; readonly most: number }
  | { readonly kind: 'no-place-for-gap'; readonly topic: string };

/** Kinds without values. */
type PlanFaultKind =
  | 'plan-not-utf-8'
  | 'plan-empty'
  | 'plan-binary'
  | 'plan-open-fence'
  | 'gap-empty'
  | 'gap-not-one-line'
  | 'gap-structure';
