import type { User, UserData } from '../model';
import { compact, type Data, data, list, text, texts } from '../values';
import { parseYaml, writeYaml } from '../yaml';
import { merge } from './merge';

const HEADER = '#cloud-config';
const AGENT = 'qemu-guest-agent';

/** The program's own document, read. */
export type OwnUserData = Data;

/**
 * The user data: the declared user as the mapping `user`, so that it is cloud-init's default user and gets the keys of
 * accessCredentials. `own` is merged in here: of two documents cloud-init would keep the later one's lists alone.
 */
export function renderUserData({ user, guestAgent }: UserData, own?: OwnUserData): string {
  const generated = compact({
    user: user && renderUser(user),
    ssh_pwauth: (user?.password ?? user?.passwordHash) !== undefined ? true : undefined,
    // Without it a changed address reaches a guest never: its instance-id stays.
    updates: { network: { when: ['boot'] } },
    packages: guestAgent ? [AGENT] : undefined,
    runcmd: guestAgent ? [['systemctl', 'enable', '--now', AGENT]] : undefined,
  });
  const document = `${HEADER}\n${writeYaml(own === undefined ? generated : merge(generated, own))}`;
  if (rendered.size >= MOST_RENDERED) rendered.clear();
  rendered.add(document);
  return document;
}

/** Texts of our own are YAML: a synth need not read them to know. */
const rendered = new Set<string>();
const MOST_RENDERED = 20_000;

export function isRenderedUserData(document: string): boolean {
  return rendered.has(document);
}

/** What a document says of the user and the agent, or undefined if it is no cloud-config. */
export function readUserData(document: string): UserData | undefined {
  const config = parseCloudConfig(document);
  if (config === undefined) return undefined;
  const user = data(config.user);
  return compact({ user: user && readUser(user), guestAgent: list(config.packages).includes(AGENT) });
}

/** The mapping that a `#cloud-config` document holds, or undefined if it is none. */
export function parseCloudConfig(document: string): Data | undefined {
  if (document.split('\n', 1)[0] !== HEADER) return undefined;
  const parsed = parseYaml(document);
  if ('fault' in parsed) return undefined;
  return parsed.value === null ? {} : data(parsed.value);
}

function renderUser(user: User): object {
  return compact({
    name: user.name,
    // What is left out is filled in from the image's own user: nothing must be said in so many words. An empty list is
    // refused by cloud-init's schema.
    groups: user.groups.length > 0 ? user.groups : '',
    sudo: user.sudo ?? null,
    shell: user.shell,
    lock_passwd: user.lockPasswd,
    plain_text_passwd: user.password,
    passwd: user.passwordHash,
  });
}

function readUser(user: Data): User {
  return compact({
    name: text(user.name) ?? '',
    groups: texts(user.groups),
    sudo: text(user.sudo),
    shell: text(user.shell) ?? '',
    lockPasswd: user.lock_passwd !== false,
    password: text(user.plain_text_passwd),
    passwordHash: text(user.passwd),
  });
}
