import { describe, expect, it } from 'vitest';
import { findNpm, withoutCredentials } from '../../../../src/workbench/drivers/npm';
import { packageFolder, withProxy } from '../../../../src/workbench/drivers/npm-install';

const files = (...there: readonly string[]) => (file: string): boolean => there.includes(file);

describe('npm', () => {
  it('is the first of the path', () => {
    expect(findNpm({ PATH: '/a:/b:/c' }, 'linux', files('/b/npm', '/c/npm'))).toEqual({ program: '/b/npm', before: [] });
    expect(findNpm({ PATH: '/a' }, 'linux', files())).toBeUndefined();
    expect(findNpm({}, 'linux', () => true)).toBeUndefined();
  });

  it('is never taken from a folder that is relative to where one is', () => {
    expect(findNpm({ PATH: '.:node_modules/.bin::/b' }, 'linux', () => true)).toEqual({ program: '/b/npm', before: [] });
    expect(findNpm({ PATH: '.;\\\\..\\x' }, 'win32', files('node.exe'))).toBeUndefined();
  });

  it('is run by Node.js itself on Windows, where npm is a script of the shell', () => {
    const cli = 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js';
    const node = 'C:\\Program Files\\nodejs\\node.exe';
    expect(findNpm({ Path: 'C:\\Windows;C:\\Program Files\\nodejs' }, 'win32', files(cli, node))).toEqual({ program: node, before: [cli] });
    expect(findNpm({ Path: 'C:\\Program Files\\nodejs' }, 'win32', files(node))).toBeUndefined();
  });

  it('is told of the proxy of VS Code where it has none of its own, and not in an argument', () => {
    const proxy = 'http://u:p@proxy.test:3128';
    expect(withProxy({ A: '1' }, proxy, { registry: '', hasProxy: false })).toEqual({ A: '1', npm_config_proxy: proxy, npm_config_https_proxy: proxy });
    expect(withProxy({ A: '1' }, proxy, { registry: '', hasProxy: true })).toEqual({ A: '1' });
    expect(withProxy({ A: '1' }, '', { registry: '', hasProxy: false })).toEqual({ A: '1' });
  });

  it('prints addresses without credentials', () => {
    expect(withoutCredentials('GET https://user:geheim@registry.test/x and http://token@p.test')).toBe('GET https://registry.test/x and http://p.test');
  });
});

it('a version has a folder of its own', () => {
  expect(packageFolder('/d', { name: '@acme/driver', version: '1.2.3', licence: '' })).toBe('/d/%40acme%2Fdriver-1.2.3');
});
