export { admit } from './admit';
export { type Architecture, type Cluster, defaultCluster } from './cluster';
export type { AdmissionFault, Stage } from './rule';
export { type AdmissionRule, admissionRules } from './table';
