import type { StageEvent } from '../../databases/stages';

/** Below what anybody sees, above what a whole test of a database nearby takes. */
const DELAY_MS = 15;

/**
 * Sends events in batches. A message to another thread costs as much as a stage of a local database does, so events wait a
 * moment for company: a stage that takes time is known, and one that does not goes with those after it.
 */
export class EventQueue {
  private events: StageEvent[] = [];
  private pause: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (events: readonly StageEvent[]) => void) {}

  readonly add = (event: StageEvent): void => {
    // That a stage runs is no news once it is known how it ended.
    const previous = this.events.at(-1);
    if (previous?.id === event.id && previous.status === 'running') this.events.pop();
    this.events.push(event);
    // What is over before the thread waits for anything needs no timer, which costs a stage of a database file.
    this.pause ??= setImmediate(() => {
      this.timer = setTimeout(() => {
        this.send(this.take());
      }, DELAY_MS);
    });
  };

  /** What is still to be sent, to be sent by the caller. */
  take(): readonly StageEvent[] {
    clearImmediate(this.pause);
    clearTimeout(this.timer);
    this.pause = undefined;
    const { events } = this;
    this.events = [];
    return events;
  }
}
