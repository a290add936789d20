import type { FormMessage, HostMessage } from '../src/protocol/messages';

interface VsCodeApi {
  postMessage(message: FormMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the form sees it. */
export interface Host {
  post(message: FormMessage): void;
  /** What VS Code keeps for this view while it is hidden or reloaded; written to disk, so it never holds what was typed. */
  recall(): unknown;
  remember(state: unknown): void;
  listen(receive: (message: HostMessage) => void): void;
}

/** VS Code hands its API out once per page. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => { api.postMessage(message); },
    recall: () => api.getState(),
    remember: (state) => { api.setState(state); },
    listen: (receive) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isHostMessage(event.data)) receive(event.data);
      });
    },
  };
}

const HOST_MESSAGES: Readonly<Record<HostMessage['kind'], true>> = { state: true, test: true, poolCheck: true, focus: true, showTest: true, showPoolCheck: true };

/** Other scripts of VS Code's own frame post messages too; the kind tells ours apart. */
function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  return typeof data.kind === 'string' && Object.hasOwn(HOST_MESSAGES, data.kind);
}
