import type {} from 'vitest';
import type { Certificates } from '../servers/certificates';

/** Where a server that the whole test run shares listens. */
export interface SharedServer {
  readonly host: '127.0.0.1';
  readonly port: number;
}

declare module 'vitest' {
  /** What the global set-up of the integration and end-to-end tests gives to `inject`. */
  export interface ProvidedContext {
    /** PostgreSQL that offers TLS, with the account and tables of servers/seed.ts. */
    postgres: SharedServer;
    /** MariaDB that offers TLS, with the same. */
    mariadb: SharedServer;
    certificates: Certificates;
  }
}
