/** Disposes what it holds, and at once what is added after that. */
export class Disposables {
  private readonly items = new Set<{ dispose(): unknown }>();
  private disposed = false;

  add(...items: readonly { dispose(): unknown }[]): void {
    for (const item of items) {
      if (this.disposed) item.dispose();
      else this.items.add(item);
    }
  }

  dispose(): void {
    this.disposed = true;
    for (const item of this.items) item.dispose();
    this.items.clear();
  }
}
