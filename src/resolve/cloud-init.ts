import {
  type CloudInit,
  type CloudInitConfig,
  type CloudInitUser,
  type Fault,
  SshKeyPropagation,
  type SshKeys,
  type User,
  type WukongVmProps,
} from '../model';
import { compact, credentialSecretName, dnsSubdomain, invalid, invalidSecret, member } from '../values';

const GROUPS = ['sudo', 'adm', 'dialout', 'cdrom', 'floppy', 'audio', 'dip', 'video', 'plugdev', 'netdev'];

export function resolveCloudInit(path: string, props: WukongVmProps): CloudInit {
  const config = props.cloudInit ?? {};
  const at = `${path}: cloudInit.`;
  const enabled = config.enabled !== false;
  refuseTogether(at, config, props);
  const user = props.cloudInitUser && resolveUser(`${path}: cloudInitUser.`, props.cloudInitUser);
  const sshKeys = resolveSshKeys(path, props);
  if (!enabled) refuseWithoutCarrier(path, props, sshKeys);
  if (config.inline === true && (user?.password ?? user?.passwordHash) !== undefined) {
    throw invalid(`${at}inline`, true, 'take it away, or the password: whoever may read the VM would read it');
  }
  const { passwordSecret } = props;
  if (passwordSecret !== undefined && passwordSecret === props.sshKeySecret) {
    throw invalid(
      `${path}: passwordSecret`,
      passwordSecret,
      'use another Secret than sshKeySecret: KubeVirt mounts each once',
    );
  }
  return compact({
    enabled,
    inline: config.inline === true,
    guestAgent: config.guestAgent === true,
    user,
    userDataSecret:
      config.userDataSecret === undefined ? undefined : dnsSubdomain(`${at}userDataSecret`, config.userDataSecret),
    sshKeys,
    passwordSecret:
      passwordSecret === undefined ? undefined : credentialSecretName(`${path}: passwordSecret`, passwordSecret),
    faults: [...passwordFaults(props.cloudInitUser), ...agentFaults(props)],
  });
}

function resolveUser(at: string, user: CloudInitUser): User {
  const { password, passwordHash } = user;
  if (password === '') throw invalid(`${at}password`, password, 'take it away: a user without one logs in by key');
  if (passwordHash !== undefined && !isHash(passwordHash)) {
    throw invalidSecret(`${at}passwordHash`, 'use a crypt(3) hash as `mkpasswd` prints it, $6$… or $y$…');
  }
  const hasPassword = password !== undefined || passwordHash !== undefined;
  if (user.lockPasswd === true && hasPassword) {
    throw invalid(`${at}lockPasswd`, true, 'take it or the password away: a locked password lets nobody in');
  }
  return compact({
    name: userName(`${at}name`, user.name),
    groups: (user.groups ?? GROUPS).map((group, i) => groupName(`${at}groups[${i}]`, group)),
    sudo: user.sudo === '' ? undefined : oneLine(`${at}sudo`, user.sudo ?? 'ALL=(ALL) NOPASSWD:ALL'),
    shell: absolutePath(`${at}shell`, user.shell ?? '/bin/bash'),
    lockPasswd: user.lockPasswd ?? !hasPassword,
    password: passwordHash === undefined ? password : undefined,
    passwordHash,
  });
}

function resolveSshKeys(path: string, props: WukongVmProps): SshKeys | undefined {
  const propagation = props.sshKeyPropagation ?? SshKeyPropagation.NO_CLOUD;
  member(`${path}: sshKeyPropagation`, propagation, SshKeyPropagation);
  if (props.sshKeySecret === undefined) {
    if (props.sshKeyPropagation === undefined) return undefined;
    throw invalid(`${path}: sshKeyPropagation`, propagation, 'give sshKeySecret, the Secret with the keys');
  }
  const secret = credentialSecretName(`${path}: sshKeySecret`, props.sshKeySecret);
  if (propagation === SshKeyPropagation.NO_CLOUD) return { secret, propagation };
  if (props.cloudInitUser === undefined) {
    throw invalid(
      `${path}: sshKeyPropagation`,
      propagation,
      'give cloudInitUser: the guest agent must be told whose keys they are',
    );
  }
  return { secret, propagation, user: props.cloudInitUser.name };
}

function refuseTogether(at: string, config: CloudInitConfig, props: WukongVmProps): void {
  if (config.userDataSecret === undefined) return;
  const beside = [
    config.userData !== undefined && 'cloudInit.userData',
    props.cloudInitUser !== undefined && 'cloudInitUser',
    config.guestAgent === true && 'cloudInit.guestAgent',
  ].find((key) => key !== false);
  if (beside === undefined) return;
  throw invalid(
    `${at}userDataSecret`,
    config.userDataSecret,
    `take it or ${beside} away: the document is used as it is`,
  );
}

function refuseWithoutCarrier(path: string, props: WukongVmProps, sshKeys: SshKeys | undefined): void {
  const config = props.cloudInit ?? {};
  const needs = [
    props.cloudInitUser !== undefined && 'cloudInitUser',
    sshKeys?.propagation === SshKeyPropagation.NO_CLOUD && 'sshKeySecret by NO_CLOUD',
    config.userData !== undefined && 'cloudInit.userData',
    config.userDataSecret !== undefined && 'cloudInit.userDataSecret',
    config.guestAgent === true && 'cloudInit.guestAgent',
    config.inline === true && 'cloudInit.inline',
  ].find((key) => key !== false);
  if (needs === undefined) return;
  throw invalid(`${path}: cloudInit.enabled`, false, `take it away: ${needs} reaches the guest by cloud-init only`);
}

function passwordFaults(user: CloudInitUser | undefined): Fault[] {
  if (user?.password === undefined || user.passwordHash === undefined) return [];
  return [
    {
      rule: 'password-beside-hash',
      field: 'cloudInitUser.password',
      message: 'the password is not written: passwordHash stands beside it',
      fix: 'take password away',
    },
  ];
}

/** A guest agent may also be in the image: not an error. */
function agentFaults({ passwordSecret, sshKeyPropagation, cloudInit }: WukongVmProps): Fault[] {
  const byAgent =
    passwordSecret !== undefined
      ? 'passwordSecret'
      : sshKeyPropagation === SshKeyPropagation.GUEST_AGENT && 'sshKeyPropagation';
  if (!byAgent || cloudInit?.guestAgent === true) return [];
  return [
    {
      rule: 'guest-agent-off',
      field: byAgent,
      message: 'the guest agent sets it, and this program does not install one',
      fix: 'set cloudInit.guestAgent: true, or acknowledge this where the image has the agent',
    },
  ];
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^\$[0-9a-z]{1,6}\$[./A-Za-z0-9$=,+-]{10,}$/.test(value);
}

function userName(field: string, value: string): string {
  const fits = typeof value === 'string' && /^[a-z_][a-z0-9_-]{0,31}$/.test(value);
  if (fits && value !== 'root') return value;
  throw invalid(
    field,
    value,
    'use at most 32 lower-case letters, digits, hyphens and underscores; root is no user of its own',
  );
}

function groupName(field: string, value: string): string {
  if (typeof value === 'string' && /^[a-z_][a-z0-9_-]{0,31}$/.test(value)) return value;
  throw invalid(field, value, 'use at most 32 lower-case letters, digits, hyphens and underscores');
}

function oneLine(field: string, value: string): string {
  if (typeof value === 'string' && /^[\x20-\x7e]+$/.test(value) && value.includes('=')) return value;
  throw invalid(field, value, "use one sudoers rule without the user's name, such as 'ALL=(ALL) NOPASSWD:ALL'");
}

function absolutePath(field: string, value: string): string {
  if (typeof value === 'string' && /^\/[\w./+-]+$/.test(value)) return value;
  throw invalid(field, value, 'use an absolute path, such as /bin/bash');
}
