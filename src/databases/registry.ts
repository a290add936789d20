import type { ElementTypes } from '../elements/parameter';
import type { DatabaseType } from './contract';
import { dm } from './dm/type';
import { mysql } from './mysql/type';
import { oracle } from './oracle/type';
import { postgresql } from './postgresql/type';
import { sqlite } from './sqlite/type';
import { sqlserver } from './sqlserver/type';

export interface DatabaseTypes extends ElementTypes {
  readonly all: readonly DatabaseType[];
  find(id: string): DatabaseType | undefined;
}

/** The built-in types, and in VS Code those that other extensions bring. */
export class TypeRegistry implements DatabaseTypes {
  private types: ReadonlyMap<string, DatabaseType> = new Map();

  constructor(private readonly builtIn: readonly DatabaseType[]) {
    this.contribute([]);
  }

  get all(): readonly DatabaseType[] {
    return [...this.types.values()];
  }

  find(id: string): DatabaseType | undefined {
    return this.types.get(id);
  }

  /** The types of other extensions, which take the place of those that were contributed before; none that of a built-in type. */
  contribute(types: readonly DatabaseType[]): void {
    const others = types.filter((type) => !this.builtIn.some(({ id }) => id === type.id));
    this.types = new Map([...this.builtIn, ...others].map((type) => [type.id, type]));
  }
}

export const databaseTypes = new TypeRegistry([postgresql, mysql, sqlserver, oracle, dm, sqlite]);
