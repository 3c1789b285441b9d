/** A format that an API server checks in a text. Those that are not here go unchecked. */
interface Format {
  readonly noun: string;
  readonly example: string;
  holds(value: string): boolean;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(.\d+)?(z|[+-]\d{2}:\d{2})$/;

const dateTime: Format = {
  noun: 'a date and time of RFC 3339',
  example: '2026-01-31T12:00:00Z',
  holds(value) {
    const [date = '', time = ''] = value.toLowerCase().split('t');
    const match = TIME.exec(time);
    if (match === null || !isDate(date)) return false;
    const [, hours = '', minutes = '', seconds = ''] = match;
    return hours <= '23' && minutes <= '59' && seconds <= '59';
  },
};

export const formats: ReadonlyMap<string, Format> = new Map([
  ['byte', { noun: 'base64', example: 'c2VjcmV0', holds: isBase64 }],
  ['date', { noun: 'a date', example: '2026-01-31', holds: isDate }],
  ['date-time', dateTime],
  ['datetime', dateTime],
]);

function isDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (day === undefined) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function isBase64(value: string): boolean {
  const digits = value.replace(/[\r\n]/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}
