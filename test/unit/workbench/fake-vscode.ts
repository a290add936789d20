/** As much of VS Code as the tested parts of the workbench use: a fake, without a window. */
export function fakeVscode() {
  class Uri {
    constructor(private readonly text: string) {}
    static parse = (text: string) => new Uri(text);
    toString = () => this.text;
  }
  class EventEmitter<T> {
    private readonly listeners = new Set<(event: T) => void>();
    readonly event = (listener: (event: T) => void) => {
      this.listeners.add(listener);
      return { dispose: () => this.listeners.delete(listener) };
    };
    fire(event: T): void {
      for (const listener of this.listeners) listener(event);
    }
    dispose(): void {
      this.listeners.clear();
    }
  }
  return { Uri, EventEmitter, workspace: { isTrusted: true, asRelativePath: (uri: Uri) => uri.toString() }, window: { showInputBox: () => Promise.resolve(undefined) } };
}
