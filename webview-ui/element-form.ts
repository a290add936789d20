import './nonce';
import './element-form.css';
import type { FormMessage, HostMessage } from '../src/protocol/messages';
import { ElementFormApp } from './app';
import { connectHost } from './host';
import { formRoot, startForm } from './start-form';
import { defineToolkitElements } from './toolkit';

defineToolkitElements();
const host = connectHost<FormMessage, HostMessage>({ state: true, test: true, poolCheck: true, focus: true, goOn: true, showTest: true, showPoolCheck: true });
const app = new ElementFormApp(formRoot(), host);
host.listen((message) => { app.receive(message); });
startForm(app);
host.post({ kind: 'ready' });
