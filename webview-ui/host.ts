interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the form sees it. */
export interface Host<Sent, Received> {
  post(message: Sent): void;
  /** What VS Code keeps for this view while it is hidden or reloaded; written to disk, so it never holds what was typed. */
  recall(): unknown;
  remember(state: unknown): void;
  listen(receive: (message: Received) => void): void;
}

/** VS Code hands its API out once per page. `kinds` names every message of the host. */
export function connectHost<Sent, Received extends { readonly kind: string }>(kinds: Readonly<Record<Received['kind'], true>>): Host<Sent, Received> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => { api.postMessage(message); },
    recall: () => api.getState(),
    remember: (state) => { api.setState(state); },
    listen: (receive) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isOneOf<Received>(event.data, kinds)) receive(event.data);
      });
    },
  };
}

/** Other scripts of VS Code's own frame post messages too; the kind tells ours apart. */
function isOneOf<Received extends { readonly kind: string }>(data: unknown, kinds: Readonly<Record<Received['kind'], true>>): data is Received {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  return typeof data.kind === 'string' && Object.hasOwn(kinds, data.kind);
}
