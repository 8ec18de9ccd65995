/** What can be wrong with a plan, or with a gap that shall go into one: the kind, and what a sentence about it names. */
export type PlanFault =
  | { readonly kind: PlanFaultKind }
  | { readonly kind: 'plan-too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'second-block'; readonly marker: string }
  | { readonly kind: 'lone-marker'; readonly marker: string; readonly partner: string }
  | { readonly kind: 'gap-too-long'; readonly length: number; readonly most: number }
  | { readonly kind: 'no-place-for-gap'; readonly topic: string };

/** Those of which there is nothing to name. */
type PlanFaultKind =
  | 'plan-not-utf-8'
  | 'plan-empty'
  | 'plan-binary'
  | 'plan-open-fence'
  | 'gap-empty'
  | 'gap-not-one-line'
  | 'gap-structure';
