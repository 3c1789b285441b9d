import type { ScalarTag, Tags } from 'yaml';
import { UNSURE } from './cursor';

/** By tag and format: what PyYAML takes for a value of the tag, where the schema `yaml-1.1` takes more or less. */
const TESTS: Record<string, RegExp> = {
  int: /^[-+]?(?:0|[1-9][0-9_]*)$/,
  'int TIME': /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/,
  float: /^[-+]?[0-9][0-9_]*\.[0-9_]*$|^\.[0-9][0-9_]*$/,
  'float EXP': /^[-+]?[0-9][0-9_]*\.[0-9_]*[eE][-+][0-9]+$|^\.[0-9][0-9_]*[eE][-+][0-9]+$/,
};

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;

/**
 * The tags of YAML 1.1 as PyYAML reads them: `y` and `1e3` are texts to it. A date stays the text that it is, too:
 * cloud-init wants texts.
 */
export function asPyYaml(tags: Tags): Tags {
  return tags.flatMap((tag): Tags => {
    if (typeof tag === 'string' || !('test' in tag) || tag.test === undefined) return [tag];
    const name = [tag.tag.replace(/^.*:/, ''), ...(tag.format === undefined ? [] : [tag.format])].join(' ');
    if (name === 'timestamp') return [];
    return [{ ...tag, test: test(name, tag, tag.test) }];
  });
}

function test(name: string, tag: ScalarTag, own: RegExp): RegExp {
  if (name === 'bool') return own.test('yes') ? TRUE : FALSE;
  // Infinity and not-a-number are a float tag of their own.
  if (name === 'float' && !own.test('1.5')) return own;
  return TESTS[name] ?? tag.test ?? own;
}

/** What PyYAML takes a scalar without quotes for, if that is plain to see: a word, true or false, or a small number. */
export function pyMeaning(text: string): unknown {
  if (/^[A-Za-z/][\w./-]*$/.test(text)) return TRUE.test(text) ? true : FALSE.test(text) ? false : word(text);
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : UNSURE;
}

function word(text: string): unknown {
  return /^null$/i.test(text) ? UNSURE : text;
}
