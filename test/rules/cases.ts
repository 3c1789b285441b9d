import { cloudInitCases } from './cases-cloud-init';
import { fleetCases } from './cases-fleet';
import { guestCases } from './cases-guest';
import { imageCases } from './cases-images';
import { loginCases } from './cases-login';
import { nadCases } from './cases-nads';
import { networkCases } from './cases-network';
import { nodeCases } from './cases-nodes';
import { poolCases } from './cases-pools';
import { referenceCases } from './cases-references';
import { segmentCases } from './cases-segments';
import { windowsCases } from './cases-windows';
import type { RuleCase } from './rule-case';

/** Each rule's manifests: those that hit, and their nearest neighbours that do not. */
export const cases: readonly RuleCase[] = [
  ...networkCases,
  ...nadCases,
  ...nodeCases,
  ...guestCases,
  ...cloudInitCases,
  ...loginCases,
  ...imageCases,
  ...windowsCases,
  ...fleetCases,
  ...segmentCases,
  ...referenceCases,
  ...poolCases,
];
