// docs/EVIDENCE.md: which real parts ran, with their versions, and what was asked of them. Written by a run, and compared by
// a later one, whose tier may be smaller.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { summary } from './report.mjs';

const HEAD = `# Evidence

Written by \`npm run e2e -- --evidence docs/EVIDENCE.md\`, on Debian, as root: what the real software said of what the examples and
the suites' own programs render. CI runs the faster part of it again and compares. docs/GUEST.md and docs/NETWORKS.md say
what was learnt.
`;

/** Writes the sections of the suites that ran; those of others stay. */
export function writeEvidence(file, suites) {
  const sections = sectionsOf(file);
  for (const { name, report } of suites) sections.set(name, sectionOf(name, report));
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, section]) => section);
  writeFileSync(file, `${[HEAD, ...sorted].join('\n')}`);
}

function sectionOf(name, report) {
  const parts = unique(report.parts).map((part) => `- ${part}`);
  const log = report.log.length > 0 ? ['', '```', ...report.log, '```'] : [];
  const cases = report.cases.map((item) => `- ${item}`);
  const list = ['', '<details><summary>cases</summary>', '', ...cases, '', '</details>', ''];
  return [`## ${name}`, '', summary(report.counts), ...(parts.length > 0 ? ['', ...parts] : []), ...log, ...list].join(
    '\n',
  );
}

function sectionsOf(file) {
  if (!existsSync(file)) return new Map();
  const sections = readFileSync(file, 'utf8')
    .split(/^(?=## )/m)
    .slice(1);
  return new Map(sections.map((section) => [section.split('\n', 1)[0].slice(3), `${section.trimEnd()}\n`]));
}

/** What a run says that the file does not: cases and parts are faults, another version of a part is news. */
export function compareEvidence(file, suites) {
  const known = sectionsOf(file);
  const faults = [];
  const news = [];
  for (const { name, report } of suites) {
    const section = known.get(name);
    if (section === undefined) {
      faults.push(`${name}: no such section`);
      continue;
    }
    const lines = new Set(section.split('\n').map((line) => line.replace(/^- /, '')));
    for (const item of report.cases) if (!lines.has(item)) faults.push(`${name}: ${item}`);
    for (const part of unique(report.parts)) {
      if (lines.has(part)) continue;
      const named = [...lines].some((line) => line.startsWith(`${nameOf(part)} `));
      (named ? news : faults).push(`${name}: ${part}`);
    }
  }
  return { faults, news };
}

const unique = (items) => [...new Set(items)];

/** A part without its version: the words before the first digit. */
function nameOf(part) {
  return part.replace(/\s*\S*\d.*$/, '');
}
