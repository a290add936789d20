import { html } from 'lit/html.js';

/** Shown until the host has answered; its style sheet lets it appear only when that takes long. */
export const loadingTemplate = html`<p class="loading" role="status">Loading…</p>`;
