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
  ];
  for (const { path, owner } of people) {
    look(path, owner, 'plain_text_passwd', true);
    look(path, owner, 'passwd', !isHash(data(owner)?.passwd));
    look(path, owner, 'hashed_passwd', !isHash(data(owner)?.hashed_passwd));
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
