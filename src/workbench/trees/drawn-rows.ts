/** VS Code draws each row by itself; from here on the whole tree is drawn sooner. */
const MANY_ROWS = 100;

/**
 * The rows at the top of a tree, so that a change of what they say draws rows and not the whole tree. While it draws a
 * whole tree, VS Code has forgotten what its rows stand for, and the command of a menu that is open then gets none.
 */
export class DrawnRows<N extends object> {
  private readonly nodes = new Map<string, N>();
  /** As VS Code was given them for the whole tree; undefined while it is still to ask for them. */
  private given: readonly N[] | undefined;
  private readonly waiting = new Set<N>();

  /** The node of a row: the same one for as long as the tree is there, with what the row stands for now. */
  node<K extends N>(id: string, content: K): K {
    const known = this.nodes.get(id) ?? content;
    this.nodes.set(id, known);
    return Object.assign(known, content);
  }

  /** VS Code asks for the whole tree, and is given these rows, whose folders may be closed. */
  give(rows: readonly N[]): void {
    this.given = rows;
    this.waiting.clear();
    for (const row of rows) this.waiting.add(row);
  }

  drawn(row: N): void {
    this.waiting.delete(row);
  }

  /** What is to be drawn anew when these are the rows now: they alone, or, as undefined, the whole tree. Nothing where VS Code is about to ask for all. */
  toDraw(rows: readonly N[]): N[] | undefined {
    const { given } = this;
    if (given === undefined) return [];
    const same = given.length === rows.length && rows.every((row, index) => row === given[index]);
    if (same && this.waiting.size === 0 && rows.length < MANY_ROWS) return [...rows];
    this.given = undefined;
    return undefined;
  }
}
