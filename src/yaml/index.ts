export { readDocuments, type UnreadDocument, type YamlDocument } from './documents';
export { type YamlFault, yamlFaults } from './fault';
export { type Parsed, parseYaml } from './parse';
export { writeYaml } from './write';
