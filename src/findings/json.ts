import type { Finding } from './finding';
import type { Report } from './report';

/** `{ "findings": […], "summary": {…} }`, as docs/CHECK.md describes it. */
export function jsonReport({ findings, summary }: Report): string {
  return `${JSON.stringify({ findings: findings.map(plain), summary }, null, 2)}\n`;
}

/** The keys in one order; those without a value are left out. */
function plain({ rule, severity, object, field, message, fix, file, line, acknowledged }: Finding): Partial<Finding> {
  return { rule, severity, object, field, message, fix, file, line, acknowledged };
}
