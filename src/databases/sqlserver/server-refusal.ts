/** What the server says of an error. */
export interface ServerMessage {
  readonly number: number;
  readonly state: number;
  /** The severity. */
  readonly class: number;
  readonly message: string;
}

/** Errors of the server during a sign-in, with the numbers that the driver's own error leaves out. */
export class ServerRefusal extends Error {
  constructor(
    /** In the server's order: the cause comes before what it leads to. */
    readonly messages: readonly ServerMessage[],
    options: ErrorOptions,
  ) {
    super(messages[0]?.message, options);
    this.name = 'ServerRefusal';
  }
}
