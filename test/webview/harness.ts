import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const ORIGIN = 'https://webview.test';
const NONCE = 'a1b2c3';

declare global {
  interface Window {
    /** Messages that the form posted, oldest first. */
    sent: { readonly kind: string }[];
    /** What the page's content security policy refused. */
    violations: string[];
    /** The toolkit's own registry of services; 1 is its queue of updates. */
    FAST: { getById(id: 1): { enqueue(task: () => void): void } };
  }
}

export interface Theme {
  readonly kind: string;
  readonly colors: Readonly<Record<string, string>>;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** The forms, by the name of their bundle. */
export type FormName = 'element-form' | 'model-form';

interface Bundle {
  readonly script: string;
  readonly styles: string;
}

/** Bundles a form as esbuild.js does for a release. */
export async function buildForm(name: FormName): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { form: `webview-ui/${name}.ts` },
    bundle: true,
    minify: true,
    write: false,
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    tsconfig: 'webview-ui/tsconfig.json',
  });
  const text = (extension: string): string => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  return { script: text('.js'), styles: text('.css') };
}

/** Opens the form in a page that treats it as VS Code does: its policy, its default styles, its theme, its API. No host answers. */
export async function openForm(
  context: BrowserContext,
  bundle: Bundle,
  { theme, width = 900, height = 1000 }: { readonly theme: Theme; readonly width?: number; readonly height?: number },
): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const codicons = `${root}node_modules/@vscode/codicons/dist/`;
  const files: Readonly<Record<string, readonly [type: string, body: string | Buffer]>> = {
    '/': ['text/html', pageHtml(theme)],
    '/form.js': ['text/javascript', bundle.script],
    '/form.css': ['text/css', bundle.styles],
    '/codicon.css': ['text/css', readFileSync(`${codicons}codicon.css`)],
    '/codicon.ttf': ['font/ttf', readFileSync(`${codicons}codicon.ttf`)],
  };
  await page.route('**/*', (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file ? route.fulfill({ contentType: file[0], body: file[1] }) : route.fulfill({ status: 404 });
  });
  await page.goto(`${ORIGIN}/`);
  return page;
}

/** Posts a message as the host; resolves when the page shows what came of it. */
export async function post(page: Page, message: unknown): Promise<void> {
  await page.evaluate((posted) => {
    // Listeners are called in the order of their registration: the form has heard of the message by then.
    const heard = new Promise((resolve) => {
      window.addEventListener('message', resolve, { once: true });
    });
    window.postMessage(posted, '*');
    return heard;
  }, message);
  await drawn(page);
}

/**
 * Resolves when the page shows all that was done before. The form draws at once, but the toolkit brings a changed value into
 * its shadow roots in the next frame, through a queue that tells when it is empty; what the form leaves to a timer comes first.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const queue = window.FAST.getById(1);
    // The second round is for what the first one caused: options that came with it have the dropdown's value set again.
    for (let round = 0; round < 2; round++) {
      await new Promise((resolve) => window.setTimeout(resolve));
      await new Promise<void>((resolve) => { queue.enqueue(resolve); });
    }
  });
}

/** What the form posted, without the `ready` of its start and what it says of its look. */
export async function sent(page: Page): Promise<readonly { readonly kind: string }[]> {
  return (await page.evaluate(() => window.sent)).filter((message) => message.kind !== 'ready' && message.kind !== 'look');
}

/** All that the page holds, shadow roots and the texts of inputs included. */
export function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const read = (node: Node): string => {
      const shadow = node instanceof Element && node.shadowRoot ? read(node.shadowRoot) : '';
      const own = node instanceof Element ? [...node.attributes].map((attribute) => attribute.value).join(' ') : node.nodeValue;
      return [own, node instanceof HTMLInputElement ? node.value : '', shadow, ...[...node.childNodes].map(read)].join(' ');
    };
    return read(document) + JSON.stringify(sessionStorage);
  });
}

function pageHtml(theme: Theme): string {
  const csp = `default-src 'none'; img-src ${ORIGIN}; font-src ${ORIGIN}; style-src ${ORIGIN} 'nonce-${NONCE}'; script-src 'nonce-${NONCE}'`;
  const variables = Object.entries(theme.colors).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Orders</title>
<meta http-equiv="Content-Security-Policy" content="${csp}">
<style nonce="${NONCE}">
html { ${variables.join(' ')} --vscode-font-family: system-ui, "DejaVu Sans", sans-serif; --vscode-font-size: 13px; --vscode-font-weight: normal;
  --vscode-editor-font-family: "DejaVu Sans Mono", monospace; scrollbar-color: #79797966 var(--vscode-editor-background); background: var(--vscode-editor-background); }
body { background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
</style>
<link rel="stylesheet" href="${ORIGIN}/codicon.css"><link rel="stylesheet" href="${ORIGIN}/form.css">
</head><body class="${theme.kind}" data-vscode-theme-kind="${theme.kind}">
<script nonce="${NONCE}">
window.sent = []; window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
window.acquireVsCodeApi = () => ({
  postMessage: (message) => window.sent.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
});
</script>
<script nonce="${NONCE}" src="${ORIGIN}/form.js"></script>
</body></html>`;
}
