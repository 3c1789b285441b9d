import { invalid } from './invalid';

/** Where the content of a disk comes from: a container registry or a web server. */
export type Image =
  | { readonly kind: 'registry'; readonly reference: string }
  | { readonly kind: 'http'; readonly url: string };

const REFERENCE =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** Returns the image that a text names: a registry reference, with or without `docker://`, or an http(s) URL. */
export function image(field: string, value: string): Image {
  if (typeof value === 'string' && /^https?:\/\//.test(value)) return { kind: 'http', url: httpUrl(field, value) };
  return { kind: 'registry', reference: registryReference(field, value) };
}

/** Returns a registry reference without its `docker://`. */
export function registryReference(field: string, value: string): string {
  const reference = typeof value === 'string' ? value.replace(/^docker:\/\//, '') : '';
  if (REFERENCE.test(reference)) return reference;
  throw invalid(
    field,
    withoutCredentials(value),
    'use a registry reference such as quay.io/containerdisks/debian:12, or an http(s) URL',
  );
}

function httpUrl(field: string, value: string): string {
  const url = /\s/.test(value) || !URL.canParse(value) ? undefined : new URL(value);
  if (url === undefined) {
    throw invalid(
      field,
      withoutCredentials(value),
      'use an http(s) URL such as https://images.example.org/debian-12.qcow2',
    );
  }
  if (url.username === '' && url.password === '') return value;
  throw invalid(
    field,
    withoutCredentials(value),
    'take the user and password out of the URL: anyone who may read the VM reads them',
  );
}

/** For messages: what stands before an @ after the scheme is nobody's business. */
function withoutCredentials(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\/\/[^/]*@/, '//***@') : value;
}
