import { join, relative, sep } from 'node:path';
import { isReady } from '../diagnosis/readiness/check-readiness';
import type { Finding } from '../diagnosis/readiness/finding';
import type { Format } from './arguments';

export interface CheckResult {
  readonly environment: string;
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  readonly findings: readonly Finding[];
  /** How many were checked. */
  readonly elements: number;
}

/** What `check` prints for people and for workflows, with the final line end. */
export function checkReport(format: Exclude<Format, 'json'>, result: CheckResult): string {
  return format === 'github' ? asAnnotations(result) : asText(result);
}

/** What `check` prints as JSON. */
export function checkJson({ environment, findings }: CheckResult): object {
  const plain = findings.map(({ code, severity, element, variable, file, line, message, remedy }) => ({
    code,
    severity,
    ...(element === undefined ? {} : { element }),
    ...(variable === undefined ? {} : { variable }),
    file,
    line,
    message,
    remedy,
  }));
  return { environment, ready: isReady(findings), findings: plain };
}

function asText({ environment, findings, elements }: CheckResult): string {
  const lines = findings.map(({ file, line, severity, code, message, remedy }) => `${file}:${line}: ${severity} ${code}: ${message}\n    ${remedy}`);
  return `${[...lines, summaryOf({ environment, findings, elements })].join('\n')}\n`;
}

function summaryOf({ environment, findings, elements }: Omit<CheckResult, 'folder'>): string {
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return `${isReady(findings) ? 'Ready' : 'Not ready'} for ${environment}: ${count(elements, 'element')}, ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** Workflow commands of GitHub Actions, with the summary as a notice; paths are relative to the repository that the workflow has checked out. */
function asAnnotations(result: CheckResult): string {
  const { folder, findings } = result;
  const root = process.env['GITHUB_WORKSPACE'] ?? process.cwd();
  const annotations = findings.map(({ code, severity, file, line, message, remedy }) => {
      const path = relative(root, join(folder, file)).split(sep).join('/');
      return `::${severity} file=${escapeProperty(path)},line=${line},title=${escapeProperty(code)}::${escapeData(`${message} ${remedy}`)}\n`;
  });
  return [...annotations, `::notice title=Deployment readiness::${escapeData(summaryOf(result))}\n`].join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
