export {
  ACKNOWLEDGE,
  isReason,
  parseAcknowledgements,
  readAcknowledgements,
  renderAcknowledgements,
} from './acknowledge';
export { type Finding, FindingSeverity } from './finding';
export { githubReport } from './github';
export { jsonReport } from './json';
export { junitReport } from './junit';
export { type CheckedObject, HOMEPAGE, oneLine, type Report, ruleLink, type Summary } from './report';
export { sarifReport } from './sarif';
export { findingText, textReport } from './text';
