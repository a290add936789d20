import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkJson, checkReport } from '../../../src/cli/check-report';
import type { Finding } from '../../../src/diagnosis/readiness/finding';

const folder = path.resolve('shop');
const finding: Finding = {
  code: 'required-variable-unset',
  severity: 'error',
  element: 'databases.orders',
  variable: 'HOST',
  folder: 'file:///shop',
  file: 'databases/a, b:c%.dbelement.json',
  line: 7,
  message: 'HOST has 100%\r\nno value: here, now.',
  remedy: 'Set it.',
};
const result = { environment: 'production', folder, findings: [finding], elements: 2 };

describe('JSON', () => {
  it('has what the design says, in its order', () => {
    expect(JSON.stringify(checkJson(result))).toBe(
      JSON.stringify({
        environment: 'production',
        ready: false,
        findings: [{ code: finding.code, severity: 'error', element: 'databases.orders', variable: 'HOST', file: finding.file, line: 7, message: finding.message, remedy: 'Set it.' }],
      }),
    );
  });

  it('leaves out what does not apply', () => {
    const bare: Finding = { code: 'secret-file-not-ignored', severity: 'warning', folder: finding.folder, file: '.env', line: 1, message: 'M.', remedy: 'R.' };
    const json = checkJson({ ...result, findings: [bare] });
    expect(json).toMatchObject({ ready: true });
    expect(Object.keys((json as { findings: object[] }).findings[0] ?? {})).toEqual(['code', 'severity', 'file', 'line', 'message', 'remedy']);
  });
});

describe('annotations', () => {
  it('escape what workflow commands reserve, and stay on one line', () => {
    const text = checkReport('github', result);
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toMatch(/^::error file=[^,]*databases\/a%2C b%3Ac%25\.dbelement\.json,line=7,title=required-variable-unset::HOST has 100%25%0D%0Ano value: here, now\. Set it\.\n::notice title=Deployment readiness::Not ready for production: 2 elements, 1 error, 0 warnings\n$/);
  });

  it('are the summary alone when nothing was found', () => {
    expect(checkReport('github', { ...result, findings: [] })).toBe('::notice title=Deployment readiness::Ready for production: 2 elements, 0 errors, 0 warnings\n');
  });
});

describe('text', () => {
  it.each<[string, readonly Finding[], number, string]>([
    ['ready', [], 1, 'Ready for production: 1 element, 0 errors, 0 warnings\n'],
    ['warnings', [{ ...finding, severity: 'warning', message: 'M.' }], 2, 'databases/a, b:c%.dbelement.json:7: warning required-variable-unset: M.\n    Set it.\nReady for production: 2 elements, 0 errors, 1 warning\n'],
    ['errors', [{ ...finding, message: 'M.' }], 2, 'databases/a, b:c%.dbelement.json:7: error required-variable-unset: M.\n    Set it.\nNot ready for production: 2 elements, 1 error, 0 warnings\n'],
  ])('%s', (_name, findings, elements, expected) => {
    expect(checkReport('text', { ...result, findings, elements })).toBe(expected);
  });
});
