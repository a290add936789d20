import './nonce';
import './model-form.css';
import type { ModelFormMessage, ModelHostMessage } from '../src/protocol/model-form';
import { connectHost } from './host';
import { ModelFormApp } from './model-app';
import { formRoot, startForm } from './start-form';
import { defineToolkitElements } from './toolkit';

defineToolkitElements();
const host = connectHost<ModelFormMessage, ModelHostMessage>({ state: true, goOn: true });
const app = new ModelFormApp(formRoot(), host);
host.listen((message) => { app.receive(message); });
startForm(app);
host.post({ kind: 'ready' });
