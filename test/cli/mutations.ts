/** Numbers from 0 up to 1, the same ones for a seed. */
export type Random = () => number;

export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(from: readonly T[], next: Random): T {
  return from[Math.floor(next() * from.length)] as T;
}

/** What may happen to a text on its way, by name. */
export const mutations: Readonly<Record<string, (text: string, next: Random) => string>> = {
  nothing: (text) => text,
  'a row is lost': (text, next) => rows(text, next, () => []),
  'a row comes twice': (text, next) => rows(text, next, (row) => [row, row]),
  'a row moves to the right': (text, next) => rows(text, next, (row) => [`  ${row}`]),
  'a row moves to the left': (text, next) => rows(text, next, (row) => [row.replace(/^ {1,2}/, '')]),
  'a tab indents a row': (text, next) => rows(text, next, (row) => [row.replace(/^ */, '\t')]),
  'a row has a comment': (text, next) => rows(text, next, (row) => [`${row} # why`]),
  'a comment stands between': (text, next) => rows(text, next, (row) => ['# why', row]),
  'a blank row stands between': (text, next) => rows(text, next, (row) => [row, pick(['', '   ', '          '], next)]),
  'a row goes on below': (text, next) => rows(text, next, (row) => [row, '                  and on']),
  'a value is lost': (text, next) => rows(text, next, (row) => [row.replace(/:.*$/, ':')]),
  'a value becomes another': (text, next) =>
    rows(text, next, (row) => [row.replace(/: .*$/, `: ${pick(VALUES, next)}`)]),
  'a key becomes another': (text, next) =>
    rows(text, next, (row) => [row.replace(/[\w./-]+:/, `${pick(KEYS, next)}:`)]),
  'a sign is lost': (text, next) => at(text, next, (place) => text.slice(0, place) + text.slice(place + 1)),
  'a sign comes in': (text, next) =>
    at(text, next, (place) => text.slice(0, place) + pick(SIGNS, next) + text.slice(place)),
  'a control character comes in': (text, next) =>
    at(text, next, (place) => `${text.slice(0, place)}\u0000${text.slice(place)}`),
  'the rest is lost': (text, next) => at(text, next, (place) => text.slice(0, place)),
  'an anchor and its alias': (text, next) =>
    rows(text, next, (row) => [row.replace(/: .*$/, ': &a x'), `${indent(row)}b: *a`]),
  'an alias without an anchor': (text, next) => rows(text, next, (row) => [row.replace(/: .*$/, ': *lost')]),
  'an alias to itself': (text, next) => rows(text, next, (row) => [row.replace(/:.*$/, ': &me [*me]')]),
  'a merge key': (text, next) =>
    rows(text, next, (row) => [row, `${indent(row)}<<: ${pick(['{a: 1}', '3', '[{b: 2}]'], next)}`]),
  'an alias bomb': (text, next) => rows(text, next, (row) => [row, bomb(indent(row))]),
  'a deep list': (text, next) =>
    rows(text, next, (row) => [row.replace(/:.*$/, `: ${'['.repeat(20 * 2 ** Math.floor(next() * 10))}`)]),
  'deep dashes': (text, next) =>
    rows(text, next, (row) => [row, `${indent(row)}deep: `, `${indent(row)}${'- '.repeat(3000)}x`]),
  'a tag': (text, next) =>
    rows(text, next, (row) => [row.replace(/: /, `: ${pick(['!!str', '!!int', '!own', '!!binary', '!!set'], next)} `)]),
  'a template': (text, next) => rows(text, next, (row) => [row.replace(/: .*$/, ': {{ .Values.x }}')]),
  'a document ends': (text, next) =>
    rows(text, next, (row) => [row, pick(['---', '...', '--- # next', '%YAML 1.1'], next)]),
  'a literal text': (text, next) =>
    rows(text, next, (row) => [
      row.replace(/:.*$/, `: ${pick(['|', '|-', '|+', '>', '|2'], next)}`),
      `${indent(row)}  one`,
      '',
      `${indent(row)}   two`,
      '',
    ]),
  'quotes go over rows': (text, next) =>
    rows(text, next, (row) => {
      const [quote, join] = pick(
        [
          ['"', ''],
          ['"', '\\'],
          ["'", ''],
          ['"', ' # no remark'],
        ] as const,
        next,
      );
      const more = pick(['  ', '', '      ', '\t'], next);
      return [
        row.replace(/:.*$/, `: ${quote}one${join}`),
        ...pick([[], ['']], next),
        `${indent(row)}${more}two: - x${quote}`,
      ];
    }),
  'brackets go over rows': (text, next) =>
    rows(text, next, (row) => {
      const [open, close] = pick(['[]', '{}'], next);
      const items = open === '{' ? ['a: 1,', '"b":2, c'] : ['1,', '"b": 2, - c'];
      const more = pick(['  ', '', '      ', '\t'], next);
      return [
        row.replace(/:.*$/, `: ${open} # why`),
        ...items.map((item) => `${indent(row)}${more}${item}`),
        `${indent(row)}${more}${close}`,
      ];
    }),
  'rows end as on Windows': (text) => text.replaceAll('\n', '\r\n'),
  'quotes change': (text) => text.replaceAll('"', "'"),
  'twice in one file': (text) => `${text}---\n${text}`,
};

const VALUES = [
  'null',
  '~',
  'yes',
  'n',
  '0640',
  '1e3',
  '-1',
  '52:54:00:12:34:56',
  '2020-01-01',
  '{}',
  '[]',
  '{a: 1}',
  '[1]',
  '"\\x41"',
  "'it''s'",
  '0x1F',
  '1_000',
  '.5',
  '""',
  '"a # b"',
  'a: b',
  '@x',
  '-',
  '? x',
  '!',
  '1.',
  '+.inf',
  '99999999999999999999',
];
const KEYS = [
  'metadata',
  'kind',
  'spec',
  'name',
  'on',
  'y',
  '__proto__',
  'constructor',
  '"quoted key"',
  '1',
  '<<',
  'a b',
];
const SIGNS = [...':-{}[]&*!|>\'"%@#,?`~\\ \n\t'];

function rows(text: string, next: Random, change: (row: string) => readonly string[]): string {
  const all = text.split('\n');
  const chosen = Math.floor(next() * all.length);
  return all.flatMap((row, place) => (place === chosen ? change(row) : [row])).join('\n');
}

function at(text: string, next: Random, change: (place: number) => string): string {
  return change(Math.floor(next() * text.length));
}

function indent(row: string): string {
  return row.replace(/^( *).*$/s, '$1');
}

function bomb(margin: string): string {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `${margin}l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`)}]`,
  );
  return [`${margin}l0: &l0 x`, ...levels].join('\n');
}
