import { expect, test } from 'vitest';
import { type Finding, FindingSeverity, findingText } from '../../src/findings';

const finding: Finding = {
  rule: 'iface-without-net',
  severity: FindingSeverity.ERROR,
  object: 'VirtualMachine/vms/db',
  field: 'spec.template.spec.domain.devices.interfaces[1].name',
  message: 'interface "lan" has no network of that name',
  fix: 'add a network named "lan" or remove the interface',
};
const TAIL =
  'interface "lan" has no network of that name; add a network named "lan" or remove the interface (iface-without-net)';

test.each<{ say: string; given: Partial<Finding>; text: string }>([
  { say: 'object and field', given: {}, text: `VirtualMachine/vms/db: ${finding.field}: ${TAIL}` },
  {
    say: 'a construct before them',
    given: { constructPath: 'web/db/vm' },
    text: `web/db/vm: VirtualMachine/vms/db: ${finding.field}: ${TAIL}`,
  },
  { say: 'the whole object', given: { field: '' }, text: `VirtualMachine/vms/db: ${TAIL}` },
  { say: 'a construct at the root', given: { constructPath: '', field: '' }, text: `VirtualMachine/vms/db: ${TAIL}` },
])('$say', ({ given, text }) => {
  expect(findingText({ ...finding, ...given })).toBe(text);
});
