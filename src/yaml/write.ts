import { Document, Scalar, type ScalarTag, type Tags, visit } from 'yaml';

/** What no YAML 1.1 reader takes for anything but a text, quotes or not. */
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./-]*$/;
const WORDS = /^(y|n|yes|no|on|off|true|false|null|e-?[0-9]+)$/i;

/** YAML text that readers of YAML 1.1 and 1.2 understand alike: PyYAML reads cloud-init documents inside the guest. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, customTags: withExponents });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string') node.type = style(node.value);
    },
  });
  return escapeControls(document.toString({ lineWidth: 0 }));
}

function style(text: string): Scalar.Type {
  if (PLAIN.test(text) && !WORDS.test(text)) return Scalar.PLAIN;
  const printable = /^[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe]*$/.test(text) && !/[\u2028\u2029]/.test(text);
  return printable && /\S\n/.test(text) && !/^\s/.test(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
}

/** 1e21 is a text to YAML 1.1: there a number with an exponent has a dot and a sign as well. */
function withExponents(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag === 'string' || !/:(int|float)$/.test(tag.tag) || !('stringify' in tag)) return tag;
    const { stringify } = tag as ScalarTag;
    return {
      ...tag,
      stringify: (...args: Parameters<NonNullable<typeof stringify>>) =>
        (stringify?.(...args) ?? '').replace(/^(-?\d+)(\.\d+)?e([+-]?)(\d+)$/, (_, whole, part, sign, exponent) =>
          [whole, part ?? '.0', 'e', sign || '+', exponent].join(''),
        ),
    } as ScalarTag;
  });
}

/** YAML 1.1 takes some of these for line breaks and refuses others; they stand in double quotes only. */
function escapeControls(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\uffff\ufffe]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
