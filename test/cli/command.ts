import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const root = join(__dirname, '../..');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Command {
  /** Writes files into the folder that the command runs in. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  run(args: readonly string[], input?: string | Uint8Array): Promise<Ran>;
  readonly folder: string;
}

/** The command line as it ships, bundled for the tests of a file, and a folder for it to run in. */
export function command(): Command {
  let folder = '';
  let bin = '';
  beforeAll(() => {
    bin = mkdtempSync(join(tmpdir(), 'wukong-bin-'));
    folder = mkdtempSync(join(tmpdir(), 'wukong-check-'));
    execFileSync(process.execPath, [join(root, 'scripts/bundle.mjs'), bin]);
  }, 60_000);
  afterAll(() => {
    for (const made of [bin, folder]) rmSync(made, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
    },
    run: (args, input = '') =>
      new Promise((resolve) => {
        const options = { cwd: folder, maxBuffer: 100_000_000, timeout: 60_000 };
        const child = execFile(join(bin, 'cdk8s-wukong'), [...args], options, (error, stdout, stderr) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
        });
        // The command may end before it has read all.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
      }),
  };
}

interface VmParts {
  readonly namespace?: string;
  readonly networks?: string;
  readonly acknowledge?: Readonly<Record<string, string>>;
}

/** A VM whose network has no interface, refused by KubeVirt, unless other networks are given. */
export function vm(name: string, { namespace = 'vms', networks = 'lan', acknowledge }: VmParts = {}): string {
  return `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: ${name}
  namespace: ${namespace}${acknowledge === undefined ? '' : annotation(acknowledge)}
spec:
  runStrategy: Always
  template:
    spec:
      domain:
        memory:
          guest: 1Gi
        devices: {}
      networks:
        - name: ${networks}
          multus:
            networkName: ${networks}
`;
}

function annotation(reasons: Readonly<Record<string, string>>): string {
  return `\n  annotations:\n    cdk8s-wukong/acknowledge: '${JSON.stringify(reasons)}'`;
}

/** A VM that is fine, on one bridge network. */
export function goodVm(name: string, mac: string, extra = ''): string {
  return `apiVersion: kubevirt.io/v1
kind: VirtualMachine
metadata:
  name: ${name}
  namespace: vms${extra}
spec:
  runStrategy: Always
  template:
    spec:
      domain:
        memory:
          guest: 1Gi
        devices:
          disks:
            - name: root
              disk:
                bus: virtio
          interfaces:
            - name: lan
              bridge: {}
              macAddress: ${mac}
      networks:
        - name: lan
          multus:
            networkName: lan
      volumes:
        - name: root
          persistentVolumeClaim:
            claimName: ${name}
`;
}

export const nad = `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: lan
  namespace: vms
spec:
  config: '{"cniVersion":"1.0.0","name":"lan","type":"bridge","bridge":"br1"}'
`;

export function documents(...texts: readonly string[]): string {
  return texts.join('---\n');
}
