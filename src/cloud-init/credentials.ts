import { at, type Data, data, list } from '../values';

/** A password in a cloud-config: where, and whether it can be read as it stands. Its value goes nowhere. */
export interface Credential {
  readonly path: string;
  readonly plain: boolean;
}

/** Every password and hash of a cloud-config. */
export function credentialsIn(config: Data): readonly Credential[] {
  const found: Credential[] = [];
  const look = (path: string, owner: unknown, key: string, plain: boolean) => {
    const value = data(owner)?.[key];
    // YAML reads a password of digits as a number; cloud-init takes it all the same.
    if (typeof value === 'number' || (typeof value === 'string' && value !== ''))
      found.push({ path: `${path}${key}`, plain });
  };
  const people = [
    { path: 'user.', owner: config.user },
    ...list(config.users).map((owner, i) => ({ path: `users[${i}].`, owner })),
    ...Object.entries(data(config.users) ?? {}).map(([name, owner]) => ({ path: `users.${name}.`, owner })),
  ];
  for (const { path, owner } of people) {
    // cloud-init takes the dashed spellings of old documents too.
    for (const key of ['plain_text_passwd', 'plain-text-passwd']) look(path, owner, key, true);
    for (const key of ['passwd', 'hashed_passwd', 'hashed-passwd']) look(path, owner, key, !isHash(data(owner)?.[key]));
  }
  look('', config, 'password', !isHash(config.password));
  list(at(config, 'chpasswd', 'users')).forEach((owner, i) => {
    const path = `chpasswd.users[${i}].`;
    if (data(owner)?.type !== 'RANDOM') look(path, owner, 'password', !isHash(data(owner)?.password));
  });
  const lines = at(config, 'chpasswd', 'list');
  const listed = typeof lines === 'string' ? lines.split('\n') : list(lines);
  listed.forEach((line, i) => {
    const password = typeof line === 'string' ? line.slice(line.indexOf(':') + 1).trim() : '';
    const random = password === 'R' || password === 'RANDOM';
    if (password !== '' && !random) found.push({ path: `chpasswd.list[${i}]`, plain: !isHash(password) });
  });
  return found;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^\$[0-9a-z]{1,6}\$/.test(value);
}
