/** Name of an extended resource: https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/ */
export function isResourceName(value: string): boolean {
  const [domain = '', name = '', ...more] = value.split('/');
  return (
    more.length === 0 &&
    domain.length <= 253 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(domain) &&
    /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(name)
  );
}
