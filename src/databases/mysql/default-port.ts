/** Where MySQL and MariaDB listens unless told otherwise. */
export const DEFAULT_PORT = 3306;
