import type { Session } from './session';

/** A table or view by its name; without a schema it is in the one that the connection uses. */
export interface TableName {
  readonly schema?: string;
  readonly name: string;
}

export interface Relation extends TableName {
  readonly kind: 'table' | 'view';
}

/** A table or view as the database describes it. */
export interface Table extends Relation {
  readonly columns: readonly Column[];
  /** Names of columns, in the key's order; empty without a key. */
  readonly primaryKey: readonly string[];
  /** Indexes other than the primary key's, unique constraints among them. */
  readonly indexes: readonly Index[];
  readonly foreignKeys: readonly ForeignKey[];
}

export interface Column {
  readonly name: string;
  /** As the database spells it: `character varying(255)`. */
  readonly type: string;
  readonly nullable: boolean;
  /** SQL of the default; absent for none. */
  readonly default?: string;
  /** The database numbers the rows. */
  readonly autoNumber?: boolean;
  /** Computed by the database from other columns. */
  readonly generated?: boolean;
  readonly comment?: string;
}

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  /** Empty for an index that has more to it than columns: an expression, a condition, a prefix. */
  readonly columns: readonly string[];
  /** The constraint that it belongs to, and that it goes with only. */
  readonly constraint?: string;
  /** A foreign key needs it; the database may have made it for that by itself. */
  readonly supports?: boolean;
}

export interface ForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly table: TableName;
  readonly references: readonly string[];
}

export interface Schemas {
  readonly names: readonly string[];
  /** The one in which names without a schema are looked up first; absent where there is none. */
  readonly current?: string;
}

/** Reads what a database holds. Reads only; each call is few statements, however many tables there are. */
export interface Catalog {
  /** Schemas that hold data of people, in the order of their names; not the database's own. */
  schemas(session: Session): Promise<Schemas>;
  /** Tables and views of a schema by name. */
  relations(session: Session, schema: string): Promise<readonly Relation[]>;
  /** Those of the named tables and views that are there, with all that belongs to them. */
  tables(session: Session, schema: string, names: readonly string[]): Promise<readonly Table[]>;
}
