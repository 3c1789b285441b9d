/** Whether a check of `values`, which throws on what is not valid, lets a value pass. */
export function fits(check: (field: string, value: string) => string, value: string): boolean {
  try {
    check('', value);
    return true;
  } catch {
    return false;
  }
}
