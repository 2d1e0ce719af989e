// DuckDB, which may read files here and fetch nothing.

import { DuckDBInstance } from '@duckdb/node-api'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Opens a database in memory, which ends with the test. */
export async function openDuckDB(t) {
  const instance = await DuckDBInstance.create(':memory:', { autoinstall_known_extensions: 'false' })
  const connection = await instance.connect()
  t.after(() => {
    connection.closeSync()
    instance.closeSync()
  })
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

let files = 0

/** Puts an answer into a file, and returns its name as a literal of SQL. */
export async function saved(dateline, path, extension) {
  const file = join(dateline.folder, `${++files}.${extension}`)
  await writeFile(file, await dateline.bytes(path))
  return `'${file.replaceAll("'", "''")}'`
}
