/** Shows what is read. Of readings that overlap, only the last is shown, and each of them ends when that is. */
export class LatestReading<T> {
  private turn = 0;
  private latest: Promise<T> | undefined;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly show: (value: T) => Promise<void>,
  ) {}

  /** Resolves with what is shown. */
  again(): Promise<T> {
    this.turn += 1;
    this.latest = this.run(this.turn);
    return this.latest;
  }

  private async run(turn: number): Promise<T> {
    const value = await this.read();
    if (turn !== this.turn && this.latest !== undefined) return this.latest;
    await this.show(value);
    return value;
  }
}
