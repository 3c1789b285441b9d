import { createHash } from 'node:crypto';

/** The first `bytes` bytes of the SHA-256 of a text, in hex: stable on every machine and in every language. */
export function hash(text: string, bytes: number): string {
  return createHash('sha256')
    .update(text, 'utf8')
    .digest('hex')
    .slice(0, bytes * 2);
}
