import { data, invalidSecret } from '../values';
import { parseYaml } from '../yaml';
import { credentialsIn } from './credentials';
import type { OwnUserData } from './user-data';

interface Beside {
  readonly cloudInitUser: boolean;
  readonly inline: boolean;
}

/** Returns the program's own user data as a mapping. Their text may hold secrets: no message shows it. */
export function resolveOwnUserData(field: string, document: string, beside: Beside): OwnUserData {
  if (typeof document !== 'string' || document.split('\n', 1)[0] !== '#cloud-config') {
    throw invalidSecret(field, 'begin it with the line #cloud-config: no other form of user data can be merged');
  }
  const parsed = parseYaml(document);
  if ('fault' in parsed) throw invalidSecret(field, `mend its YAML: ${parsed.fault}`);
  const own = parsed.value === null ? {} : data(parsed.value);
  if (own === undefined) throw invalidSecret(field, 'write a mapping below #cloud-config');
  if ('network' in own)
    throw invalidSecret(field, 'take the key network out: cloud-init reads it from networkData, so write networks');
  if (beside.cloudInitUser) {
    const key = ['user', 'users'].find((name) => name in own);
    if (key !== undefined)
      throw invalidSecret(field, `take the key ${key} out, or cloudInitUser away: the user is declared there`);
  }
  if (beside.inline && credentialsIn(own).length > 0) {
    throw invalidSecret(
      field,
      `take ${credentialsIn(own)[0]?.path} out, or cloudInit.inline away: whoever may read the VM would read it`,
    );
  }
  return own;
}
