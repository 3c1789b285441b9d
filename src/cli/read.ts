import { isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync } from 'node:fs';
import { readDocuments, type UnreadDocument, type YamlDocument, yamlFaults } from '../yaml';
import { type Input, unreadable } from './inputs';

/** No string of V8 holds more than half a GB. */
const MAX_BYTES = 256_000_000;

/** The documents of a file, one after the other. */
export async function readInput(input: Input): Promise<Iterable<YamlDocument | UnreadDocument>> {
  const bytes = await readBytes(input);
  if (bytes === undefined) return [{ fault: tooLarge, line: 1 }];
  const text = decoded(bytes);
  return text === undefined ? [{ fault: yamlFaults.characters, line: 1 }] : readDocuments(text);
}

const tooLarge = {
  ...yamlFaults.size,
  message: `the file has more than ${MAX_BYTES / 1_000_000} MB`,
  fix: 'split it into several files',
};

async function readBytes({ name, stats }: Input): Promise<Buffer | undefined> {
  try {
    if (stats?.isFile()) return stats.size > MAX_BYTES ? undefined : readFileSync(name);
    return await drain(name === '-' ? process.stdin : createReadStream(name));
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** A pipe may never end: it is left once it has said too much. */
async function drain(stream: AsyncIterable<Buffer>): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BYTES) return undefined;
  }
  return Buffer.concat(chunks);
}

/** Text in UTF-8, or in UTF-16 with its mark, as some Windows shells write. */
function decoded(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0) return bytes.swap16().toString('utf16le', 2);
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
