import { Document, Scalar, visit } from 'yaml';

/** What no YAML 1.1 reader takes for anything but a text, quotes or not. */
const PLAIN = /^[A-Za-z/][A-Za-z0-9_./-]*$/;
const WORDS = /^(y|n|yes|no|on|off|true|false|null)$/i;

/** YAML text that readers of YAML 1.1 and 1.2 understand alike: PyYAML reads cloud-init documents inside the guest. */
export function writeYaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
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

/** YAML 1.1 takes some of these for line breaks and refuses others; they stand in double quotes only. */
function escapeControls(text: string): string {
  return text.replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\uffff\ufffe]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
