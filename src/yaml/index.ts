export { type Parsed, parseYaml } from './parse';
export { writeYaml } from './write';
