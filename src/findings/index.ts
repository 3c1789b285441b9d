export { ACKNOWLEDGE, readAcknowledgements, renderAcknowledgements } from './acknowledge';
export { type Finding, FindingSeverity } from './finding';
export { findingText } from './text';
