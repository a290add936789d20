/** The account, database and tables that every test server starts with. */
export const orders = {
  user: 'orders_app',
  password: 's3cret-Orders!',
  database: 'orders',
} as const;

/** Tables of the orders database, in SQL that PostgreSQL and MariaDB both take. */
export const orderTables: readonly string[] = [
  `CREATE TABLE customer (
     id integer NOT NULL PRIMARY KEY,
     name varchar(80) NOT NULL,
     email varchar(120) UNIQUE,
     credit numeric(10, 2) DEFAULT 0 NOT NULL,
     registered_on date
   )`,
  `CREATE TABLE customer_order (
     id integer NOT NULL PRIMARY KEY,
     customer_id integer NOT NULL REFERENCES customer (id),
     total numeric(12, 2) NOT NULL,
     placed_at timestamp NULL
   )`,
  `INSERT INTO customer (id, name, email, credit, registered_on) VALUES
     (1, 'Ada Lovelace', 'ada@example.test', 250.00, '2024-02-11'),
     (2, 'Grace Hopper', 'grace@example.test', 0, '2024-03-05'),
     (3, '王小明', NULL, 12.50, NULL)`,
  `INSERT INTO customer_order (id, customer_id, total, placed_at) VALUES (1, 1, 19.90, '2024-04-01 10:15:00'), (2, 2, 7.25, NULL)`,
];
