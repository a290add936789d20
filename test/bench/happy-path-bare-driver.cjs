'use strict';
// What the test of a connection is measured against: the bare driver, warm in a worker of its own, doing connect, one
// query and close, as an application would.
const { DatabaseSync } = require('node:sqlite');
const { parentPort } = require('node:worker_threads');

const drivers = {
  async postgresql({ connection, sql }) {
    const { Client } = require('pg');
    const client = new Client(connection);
    await client.connect();
    await client.query(sql);
    await client.end();
  },
  async mysql({ connection, sql }) {
    const mysql = require('mysql2/promise');
    const client = await mysql.createConnection(connection);
    await client.query(sql);
    await client.end();
  },
  async sqlserver({ connection, sql }) {
    const { Connection, Request } = require('tedious');
    const { host, port, database, user, password, encrypt } = connection;
    const options = { port, database, encrypt, trustServerCertificate: true };
    const client = new Connection({ server: host, authentication: { type: 'default', options: { userName: user, password } }, options });
    await new Promise((resolve, reject) => client.connect((error) => (error ? reject(error) : resolve())));
    await new Promise((resolve, reject) => client.execSql(new Request(sql, (error) => (error ? reject(error) : resolve()))));
    client.close();
  },
  async oracle({ connection, sql, thenSql }) {
    const oracledb = require('oracledb');
    const { host, port, serviceName, user, password } = connection;
    const client = await oracledb.getConnection({ user, password, connectString: `${host}:${port}/${serviceName}` });
    await client.execute(sql);
    // An account that may not see the limits gets an error, which the test takes for "not known".
    await client.execute(thenSql).catch(() => undefined);
    await client.close();
  },
  async dm({ folder, connection, statements }) {
    const { getConnection, OUT_FORMAT_OBJECT } = require(folder);
    const client = await getConnection(connection);
    for (const sql of statements) await client.execute(sql, [], { outFormat: OUT_FORMAT_OBJECT });
    await client.close();
  },
  async sqlite({ file, sql }) {
    const database = new DatabaseSync(file, { readOnly: true });
    database.prepare(sql).get();
    database.close();
  },
};

parentPort.on('message', (task) => {
  drivers[task.type](task).then(
    () => parentPort.postMessage({ ok: true }),
    (error) => parentPort.postMessage({ ok: false, message: error.message }),
  );
});
