// node scripts/bundle.mjs [FOLDER]: the command line, bin/ if no other folder is named. `cdk8s-wukong` holds all of it but
// the YAML library, which few files need and every start would pay for: that stands beside it, as `yaml.js`.
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = process.argv[2] ?? join(root, 'bin');
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // A third less to read at each start; names of functions show in no message.
  minify: true,
  logLevel: 'warning',
};

/** What is loaded at its first use: an import of it becomes a module of getters. */
const late = { yaml: './yaml.js', 'node:crypto': 'node:crypto' };

const lateModules = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(yaml|node:crypto)$/ }, ({ path }) => ({ path, namespace: 'late' }));
    onResolve({ filter: /./, namespace: 'late' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'late' }, async ({ path }) => ({
      contents: Object.keys(await import(path))
        .filter((name) => name !== 'default')
        .map((name) => `Object.defineProperty(exports, '${name}', { get: () => require('${late[path]}').${name} });`)
        .join('\n'),
    }));
  },
};

await build({
  ...common,
  stdin: { contents: "export * from 'yaml'", resolveDir: root },
  outfile: join(folder, 'yaml.js'),
});
await build({
  ...common,
  entryPoints: [join(root, 'src/cli/index.ts')],
  outfile: join(folder, 'cdk8s-wukong'),
  banner: { js: '#!/usr/bin/env node' },
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  plugins: [lateModules],
});
chmodSync(join(folder, 'cdk8s-wukong'), 0o755);
