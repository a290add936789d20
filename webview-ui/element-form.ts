import './nonce';
import './element-form.css';
import { ElementFormApp } from './app';
import { connectHost } from './host';
import { defineToolkitElements } from './toolkit';

const SCROLL_PAUSE_MS = 150;

defineToolkitElements();
const host = connectHost();
const root = document.createElement('div');
root.className = 'app';
document.body.append(root);

const app = new ElementFormApp(root, host);
host.listen((message) => { app.receive(message); });

// VS Code handles save, undo and redo itself, from the same key press: what is typed has to be in the document by then.
window.addEventListener('keydown', (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  const key = event.key.toLowerCase();
  if (key === 's' && app.flush()) host.post({ kind: 'save' });
  if (key === 'z' || key === 'y') app.flushText();
});
window.addEventListener('pagehide', () => app.flush());

let scrollTimer: number | undefined;
window.addEventListener('scroll', () => {
  window.clearTimeout(scrollTimer);
  scrollTimer = window.setTimeout(() => { app.rememberScroll(); }, SCROLL_PAUSE_MS);
});

host.post({ kind: 'ready' });
