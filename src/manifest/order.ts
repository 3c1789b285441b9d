/**
 * The child scopes of a VM, in the order in which they are made, and the kinds of their objects. cdk8s writes objects in
 * the order of scopes, so this is the order of the YAML, without a dependency edge: also for what is added late.
 */
export const scopes = [
  { id: 'networks', kinds: ['NetworkAttachmentDefinition'] },
  { id: 'volumes', kinds: ['Secret', 'DataVolume'] },
  { id: 'vm', kinds: ['VirtualMachine'] },
] as const;

export type ScopeId = (typeof scopes)[number]['id'];
