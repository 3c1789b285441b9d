import { githubReport, jsonReport, junitReport, type Report, sarifReport, textReport } from '../findings';

/** The output formats by name. */
export const formats: Readonly<Record<string, (report: Report) => string>> = {
  text: (report) => textReport(report, hasColour()),
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
};

/** https://no-color.org */
function hasColour(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
