import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesDocument } from '../test/rules-document';

writeFileSync(join(__dirname, '../docs/RULES.md'), rulesDocument());
